-- What was credited ahead of its funds stands in transit until an order of its own clears it: by what came, and the rest as a loss.
-- The rule that holds here whatever the code does: one live clearing a return, of just what a posted refund of it put in transit.
ALTER TABLE correction_orders DROP CONSTRAINT correction_orders_kind_check;
ALTER TABLE correction_orders ADD CONSTRAINT correction_orders_kind_check CHECK (kind IN ('bounce_refund',
    'late_success_recovery', 'duplicate_recovery', 'discrepancy_adjustment', 'fee_adjustment', 'write_off',
    'transit_clearing'));
DROP INDEX correction_orders_reference;
CREATE UNIQUE INDEX correction_orders_reference ON correction_orders (channel, reference)
    WHERE state_name NOT IN ('rejected', 'withdrawn') AND kind <> 'transit_clearing';
CREATE UNIQUE INDEX correction_orders_cleared ON correction_orders (channel, reference)
    WHERE state_name NOT IN ('rejected', 'withdrawn') AND kind = 'transit_clearing';

CREATE FUNCTION check_clearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM correction_orders r WHERE r.channel = NEW.channel AND r.reference = NEW.reference
            AND r.case_number = NEW.case_number AND r.kind = 'bounce_refund' AND r.state_name = 'posted'
            AND (r.cause->>'ahead_of_funds')::BOOLEAN AND r.cause->'returned' = NEW.cause->'credited') THEN
        RAISE EXCEPTION 'only what a posted refund put in transit is cleared' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_orders_in_transit BEFORE INSERT ON correction_orders FOR EACH ROW
    WHEN (NEW.kind = 'transit_clearing') EXECUTE FUNCTION check_clearing();
CREATE TRIGGER correction_orders_credited BEFORE UPDATE ON correction_orders FOR EACH ROW
    WHEN (NEW.kind = 'transit_clearing' AND NEW.cause->'credited' <> OLD.cause->'credited')
    EXECUTE FUNCTION refuse('only what a posted refund put in transit is cleared');
