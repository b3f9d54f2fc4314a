-- Correction orders: their lines, their history, what accounting said of them, and how much of a payout is corrected.
-- The rules that hold here whatever the code does: one live order a return; never more than the payout; balanced lines;
-- nothing of an order's past is rewritten.
INSERT INTO sequences (name, next_value) VALUES ('correction', 1001);

-- One row a payout: the sum of its live orders. Triggers keep it, and its check is the cap.
CREATE TABLE payout_balances (
    channel         TEXT NOT NULL,
    order_number    TEXT NOT NULL,
    amount_minor    BIGINT NOT NULL CHECK (amount_minor > 0),
    currency        TEXT NOT NULL CHECK (length(currency) = 3),
    corrected_minor BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, order_number),
    UNIQUE (channel, order_number, currency),
    CHECK (corrected_minor BETWEEN 0 AND amount_minor)
);

CREATE TABLE correction_orders (
    number        BIGINT PRIMARY KEY NOT NULL,
    case_number   BIGINT NOT NULL REFERENCES cases (number),
    version       BIGINT NOT NULL CHECK (version >= 1),
    kind          TEXT NOT NULL CHECK (kind IN ('bounce_refund', 'late_success_recovery', 'duplicate_recovery',
                      'discrepancy_adjustment', 'fee_adjustment', 'write_off')),
    channel       TEXT NOT NULL,
    order_number  TEXT NOT NULL,
    merchant      JSONB NOT NULL,
    reference     TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 128),
    currency      TEXT NOT NULL,
    capped_minor  BIGINT NOT NULL CHECK (capped_minor >= 0),
    cause         JSONB NOT NULL,
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    state_name    TEXT NOT NULL CHECK (state_name IN ('drafted', 'proposed', 'approved', 'sent', 'failed', 'posted',
                      'rejected', 'withdrawn')),
    state         JSONB NOT NULL,
    attempts      INTEGER NOT NULL CHECK (attempts >= 0),
    funds_back_at TIMESTAMPTZ,
    replaces      BIGINT REFERENCES correction_orders (number),
    drafted_by    TEXT NOT NULL,
    drafted_at    TIMESTAMPTZ NOT NULL,
    updated_at    TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (channel, order_number, currency) REFERENCES payout_balances (channel, order_number, currency)
);
CREATE UNIQUE INDEX correction_orders_reference ON correction_orders (channel, reference)
    WHERE state_name NOT IN ('rejected', 'withdrawn');
CREATE INDEX correction_orders_case ON correction_orders (case_number, number);
CREATE INDEX correction_orders_state ON correction_orders (state_name, number);

-- The lines of every revision that an order ever had.
CREATE TABLE correction_lines (
    number       BIGINT NOT NULL REFERENCES correction_orders (number),
    revision     INTEGER NOT NULL,
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    account      TEXT NOT NULL CHECK (account IN ('merchant_payable', 'channel_funds', 'payout_in_transit', 'suspense',
                     'fee_expense', 'fee_income', 'receivable', 'write_off_loss', 'write_off_gain')),
    side         TEXT NOT NULL CHECK (side IN ('debit', 'credit')),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    reason       TEXT NOT NULL,
    PRIMARY KEY (number, revision, seq)
);

CREATE TABLE correction_events (
    number   BIGINT NOT NULL REFERENCES correction_orders (number),
    seq      BIGINT NOT NULL CHECK (seq >= 1),
    at       TIMESTAMPTZ NOT NULL,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state    JSONB NOT NULL,
    PRIMARY KEY (number, seq)
);

-- What accounting said of each sending: once, for good.
CREATE TABLE acknowledgements (
    number        BIGINT NOT NULL REFERENCES correction_orders (number),
    attempt       INTEGER NOT NULL CHECK (attempt >= 1),
    outcome       TEXT NOT NULL CHECK (outcome IN ('posted', 'failed')),
    voucher       TEXT,
    reason        TEXT,
    received_at   TIMESTAMPTZ NOT NULL,
    received_from TEXT NOT NULL,
    PRIMARY KEY (number, attempt),
    CHECK ((outcome = 'posted') = (voucher IS NOT NULL)),
    CHECK ((outcome = 'failed') = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX acknowledgements_posted ON acknowledgements (number) WHERE outcome = 'posted';
CREATE INDEX acknowledgements_received ON acknowledgements (received_at, number) WHERE outcome = 'posted';

-- The cap.
CREATE TRIGGER payout_balances_amount BEFORE UPDATE ON payout_balances FOR EACH ROW
    WHEN (NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency)
    EXECUTE FUNCTION refuse('what a payout was to pay never changes');
CREATE TRIGGER payout_balances_keep BEFORE DELETE ON payout_balances FOR EACH ROW
    EXECUTE FUNCTION refuse('balances of payouts are never deleted');
CREATE FUNCTION count_correction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change BIGINT := CASE WHEN NEW.state_name IN ('rejected', 'withdrawn') THEN 0 ELSE NEW.capped_minor END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        change := change - CASE WHEN OLD.state_name IN ('rejected', 'withdrawn') THEN 0 ELSE OLD.capped_minor END;
    END IF;
    UPDATE payout_balances SET corrected_minor = corrected_minor + change
        WHERE change <> 0 AND channel = NEW.channel AND order_number = NEW.order_number;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_orders_counted AFTER INSERT OR UPDATE ON correction_orders FOR EACH ROW
    EXECUTE FUNCTION count_correction();

-- What an order is about never changes; its content only while it is prepared; and what ended stays ended.
CREATE TRIGGER correction_orders_keep BEFORE DELETE ON correction_orders FOR EACH ROW
    EXECUTE FUNCTION refuse('correction orders are never deleted');
CREATE TRIGGER correction_orders_ended BEFORE UPDATE ON correction_orders FOR EACH ROW
    WHEN (OLD.state_name IN ('posted', 'rejected', 'withdrawn'))
    EXECUTE FUNCTION refuse('an order that ended never changes');
CREATE TRIGGER correction_orders_identity BEFORE UPDATE ON correction_orders FOR EACH ROW
    WHEN (NEW.number <> OLD.number OR NEW.case_number <> OLD.case_number OR NEW.kind <> OLD.kind
        OR NEW.channel <> OLD.channel OR NEW.order_number <> OLD.order_number OR NEW.merchant <> OLD.merchant
        OR NEW.reference <> OLD.reference OR NEW.currency <> OLD.currency OR NEW.replaces IS DISTINCT FROM OLD.replaces)
    EXECUTE FUNCTION refuse('what an order is about never changes');
CREATE TRIGGER correction_orders_content BEFORE UPDATE ON correction_orders FOR EACH ROW
    WHEN (OLD.state_name NOT IN ('drafted', 'failed') AND (NEW.cause <> OLD.cause OR NEW.revision <> OLD.revision
        OR NEW.capped_minor <> OLD.capped_minor))
    EXECUTE FUNCTION refuse('what was proposed never changes');
CREATE TRIGGER correction_orders_path BEFORE UPDATE ON correction_orders FOR EACH ROW
    WHEN (NEW.state_name <> OLD.state_name AND NOT (
        (OLD.state_name IN ('drafted', 'failed') AND NEW.state_name IN ('proposed', 'withdrawn'))
        OR (OLD.state_name = 'proposed' AND NEW.state_name IN ('drafted', 'rejected', 'approved'))
        OR (OLD.state_name = 'approved' AND NEW.state_name IN ('sent', 'withdrawn'))
        OR (OLD.state_name = 'sent' AND NEW.state_name IN ('posted', 'failed'))))
    EXECUTE FUNCTION refuse('an order does not change so');
CREATE FUNCTION check_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state_name = 'sent' AND NEW.state_name IN ('posted', 'failed') AND NOT EXISTS (
        SELECT 1 FROM acknowledgements WHERE number = NEW.number AND attempt = NEW.attempts
            AND outcome = NEW.state_name) THEN
        RAISE EXCEPTION 'an order ends when accounting says so' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state_name IN ('proposed', 'approved', 'sent', 'posted') AND (
        SELECT COUNT(*) < 2 OR SUM(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
        FROM correction_lines WHERE number = NEW.number AND revision = NEW.revision) THEN
        RAISE EXCEPTION 'the lines of an order balance' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_orders_checked BEFORE UPDATE ON correction_orders FOR EACH ROW
    WHEN (NEW.state_name <> OLD.state_name) EXECUTE FUNCTION check_correction();

CREATE FUNCTION check_correction_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM correction_orders WHERE number = NEW.number AND revision = NEW.revision
        AND state_name IN ('drafted', 'failed')) THEN
        RAISE EXCEPTION 'lines are written with their revision' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_lines_in_time BEFORE INSERT ON correction_lines FOR EACH ROW
    EXECUTE FUNCTION check_correction_line();
CREATE TRIGGER correction_lines_append_only BEFORE UPDATE OR DELETE ON correction_lines FOR EACH ROW EXECUTE FUNCTION refuse('lines are append-only');
CREATE TRIGGER correction_events_append_only BEFORE UPDATE OR DELETE ON correction_events FOR EACH ROW EXECUTE FUNCTION refuse('history is append-only');
CREATE TRIGGER acknowledgements_append_only BEFORE UPDATE OR DELETE ON acknowledgements FOR EACH ROW EXECUTE FUNCTION refuse('what accounting said stands');
CREATE TRIGGER payout_balances_no_truncate BEFORE TRUNCATE ON payout_balances FOR EACH STATEMENT EXECUTE FUNCTION refuse('balances of payouts are never deleted');
CREATE TRIGGER correction_orders_no_truncate BEFORE TRUNCATE ON correction_orders FOR EACH STATEMENT EXECUTE FUNCTION refuse('correction orders are never deleted');
CREATE TRIGGER correction_lines_no_truncate BEFORE TRUNCATE ON correction_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse('lines are append-only');
CREATE TRIGGER correction_events_no_truncate BEFORE TRUNCATE ON correction_events FOR EACH STATEMENT EXECUTE FUNCTION refuse('history is append-only');
CREATE TRIGGER acknowledgements_no_truncate BEFORE TRUNCATE ON acknowledgements FOR EACH STATEMENT EXECUTE FUNCTION refuse('what accounting said stands');

-- A proposal may be to put a correction order into force.
ALTER TABLE proposals ADD COLUMN correction BIGINT REFERENCES correction_orders (number);
