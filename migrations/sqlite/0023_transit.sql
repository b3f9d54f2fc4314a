-- What was credited ahead of its funds stands in transit until an order of its own clears it: by what came, and the rest as a loss.
-- The rule that holds here whatever the code does: one live clearing a return, of just what a posted refund of it put in transit.
--
-- SQLite cannot change a CHECK: the table is written anew, as in 0008. Its triggers are made again once its rows stand.
PRAGMA defer_foreign_keys = ON;

CREATE TEMP TABLE orders_kept AS SELECT * FROM correction_orders;
DROP TABLE correction_orders;
CREATE TABLE correction_orders (
    number        BIGINT PRIMARY KEY NOT NULL,
    case_number   BIGINT NOT NULL REFERENCES cases (number),
    version       BIGINT NOT NULL CHECK (version >= 1),
    kind          TEXT NOT NULL CHECK (kind IN ('bounce_refund', 'late_success_recovery', 'duplicate_recovery',
                      'discrepancy_adjustment', 'fee_adjustment', 'write_off', 'transit_clearing')),
    channel       TEXT NOT NULL,
    order_number  TEXT NOT NULL,
    merchant      TEXT NOT NULL,
    reference     TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 128),
    currency      TEXT NOT NULL,
    capped_minor  BIGINT NOT NULL CHECK (capped_minor >= 0),
    cause         TEXT NOT NULL,
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    state_name    TEXT NOT NULL CHECK (state_name IN ('drafted', 'proposed', 'approved', 'sent', 'failed', 'posted',
                      'rejected', 'withdrawn')),
    state         TEXT NOT NULL,
    attempts      INTEGER NOT NULL CHECK (attempts >= 0),
    funds_back_at DATETIME,
    replaces      BIGINT REFERENCES correction_orders (number),
    drafted_by    TEXT NOT NULL,
    drafted_at    DATETIME NOT NULL,
    updated_at    DATETIME NOT NULL,
    FOREIGN KEY (channel, order_number, currency) REFERENCES payout_balances (channel, order_number, currency)
);
INSERT INTO correction_orders SELECT * FROM orders_kept;
DROP TABLE orders_kept;
CREATE UNIQUE INDEX correction_orders_reference ON correction_orders (channel, reference)
    WHERE state_name NOT IN ('rejected', 'withdrawn') AND kind <> 'transit_clearing';
CREATE UNIQUE INDEX correction_orders_cleared ON correction_orders (channel, reference)
    WHERE state_name NOT IN ('rejected', 'withdrawn') AND kind = 'transit_clearing';
CREATE INDEX correction_orders_case ON correction_orders (case_number, number);
CREATE INDEX correction_orders_state ON correction_orders (state_name, number);

CREATE TRIGGER correction_orders_counted AFTER INSERT ON correction_orders BEGIN
    UPDATE payout_balances SET corrected_minor = corrected_minor
        + CASE WHEN NEW.state_name IN ('rejected', 'withdrawn') THEN 0 ELSE NEW.capped_minor END
        WHERE channel = NEW.channel AND order_number = NEW.order_number;
END;
CREATE TRIGGER correction_orders_recounted AFTER UPDATE ON correction_orders BEGIN
    UPDATE payout_balances SET corrected_minor = corrected_minor
        + CASE WHEN NEW.state_name IN ('rejected', 'withdrawn') THEN 0 ELSE NEW.capped_minor END
        - CASE WHEN OLD.state_name IN ('rejected', 'withdrawn') THEN 0 ELSE OLD.capped_minor END
        WHERE channel = NEW.channel AND order_number = NEW.order_number;
END;
CREATE TRIGGER correction_orders_keep BEFORE DELETE ON correction_orders
    BEGIN SELECT RAISE(ABORT, 'correction orders are never deleted'); END;
CREATE TRIGGER correction_orders_ended BEFORE UPDATE ON correction_orders
    WHEN OLD.state_name IN ('posted', 'rejected', 'withdrawn')
    BEGIN SELECT RAISE(ABORT, 'an order that ended never changes'); END;
CREATE TRIGGER correction_orders_identity BEFORE UPDATE ON correction_orders
    WHEN NEW.number <> OLD.number OR NEW.case_number <> OLD.case_number OR NEW.kind <> OLD.kind
        OR NEW.channel <> OLD.channel OR NEW.order_number <> OLD.order_number OR NEW.merchant <> OLD.merchant
        OR NEW.reference <> OLD.reference OR NEW.currency <> OLD.currency OR NEW.replaces IS NOT OLD.replaces
    BEGIN SELECT RAISE(ABORT, 'what an order is about never changes'); END;
CREATE TRIGGER correction_orders_content BEFORE UPDATE ON correction_orders
    WHEN OLD.state_name NOT IN ('drafted', 'failed') AND (NEW.cause <> OLD.cause OR NEW.revision <> OLD.revision
        OR NEW.capped_minor <> OLD.capped_minor)
    BEGIN SELECT RAISE(ABORT, 'what was proposed never changes'); END;
CREATE TRIGGER correction_orders_path BEFORE UPDATE ON correction_orders
    WHEN NEW.state_name <> OLD.state_name AND NOT (
        (OLD.state_name IN ('drafted', 'failed') AND NEW.state_name IN ('proposed', 'withdrawn'))
        OR (OLD.state_name = 'proposed' AND NEW.state_name IN ('drafted', 'rejected', 'approved'))
        OR (OLD.state_name = 'approved' AND NEW.state_name IN ('sent', 'withdrawn'))
        OR (OLD.state_name = 'sent' AND NEW.state_name IN ('posted', 'failed')))
    BEGIN SELECT RAISE(ABORT, 'an order does not change so'); END;
CREATE TRIGGER correction_orders_acknowledged BEFORE UPDATE ON correction_orders
    WHEN NEW.state_name IN ('posted', 'failed') AND OLD.state_name = 'sent' AND NOT EXISTS (
        SELECT 1 FROM acknowledgements WHERE number = NEW.number AND attempt = NEW.attempts
            AND outcome = NEW.state_name)
    BEGIN SELECT RAISE(ABORT, 'an order ends when accounting says so'); END;
CREATE TRIGGER correction_orders_balanced BEFORE UPDATE ON correction_orders
    WHEN NEW.state_name <> OLD.state_name AND NEW.state_name IN ('proposed', 'approved', 'sent', 'posted') AND (
        SELECT COUNT(*) < 2 OR SUM(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
        FROM correction_lines WHERE number = NEW.number AND revision = NEW.revision)
    BEGIN SELECT RAISE(ABORT, 'the lines of an order balance'); END;

CREATE TRIGGER correction_orders_in_transit BEFORE INSERT ON correction_orders
    WHEN NEW.kind = 'transit_clearing' AND NOT EXISTS (
        SELECT 1 FROM correction_orders r WHERE r.channel = NEW.channel AND r.reference = NEW.reference
            AND r.case_number = NEW.case_number AND r.kind = 'bounce_refund' AND r.state_name = 'posted'
            AND r.cause->>'ahead_of_funds' AND r.cause->'returned' = NEW.cause->'credited')
    BEGIN SELECT RAISE(ABORT, 'only what a posted refund put in transit is cleared'); END;
CREATE TRIGGER correction_orders_credited BEFORE UPDATE ON correction_orders
    WHEN NEW.kind = 'transit_clearing' AND NEW.cause->'credited' <> OLD.cause->'credited'
    BEGIN SELECT RAISE(ABORT, 'only what a posted refund put in transit is cleared'); END;
