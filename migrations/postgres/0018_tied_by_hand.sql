-- A discrepancy of lines that a person tied together: it stays as they made it, whatever a run would find of its lines.
ALTER TABLE discrepancies ADD COLUMN by_hand BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TRIGGER discrepancies_by_hand BEFORE UPDATE ON discrepancies FOR EACH ROW WHEN (NEW.by_hand <> OLD.by_hand)
    EXECUTE FUNCTION refuse('who tied lines together never changes');
