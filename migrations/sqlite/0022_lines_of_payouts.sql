-- Whose payout a line of the channel's tells of, by our order number: so that a payout that is filed after its statement came is told
-- of it at once. Of lines that are there already it is taken for any that bears a number; whether such a line tells anything is looked
-- at when it is found.
ALTER TABLE recon_lines ADD COLUMN payout TEXT;
DROP TRIGGER recon_lines_no_update;
UPDATE recon_lines SET payout = CASE json_extract(line, '$.direction')
        WHEN 'out' THEN json_extract(line, '$.references.order_number')
        ELSE coalesce(json_extract(line, '$.references.original_order_number'), json_extract(line, '$.references.order_number'))
    END
    WHERE side = 'channel';
CREATE TRIGGER recon_lines_no_update BEFORE UPDATE ON recon_lines
    WHEN OLD.file IS NULL OR EXISTS (SELECT 1 FROM statement_files WHERE id = OLD.file AND state_name = 'booked')
    BEGIN SELECT RAISE(ABORT, 'booked lines are append-only'); END;
CREATE INDEX recon_lines_payout ON recon_lines (payout) WHERE payout IS NOT NULL;
