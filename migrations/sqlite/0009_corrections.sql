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
) WITHOUT ROWID;

CREATE TABLE correction_orders (
    number        BIGINT PRIMARY KEY NOT NULL,
    case_number   BIGINT NOT NULL REFERENCES cases (number),
    version       BIGINT NOT NULL CHECK (version >= 1),
    kind          TEXT NOT NULL CHECK (kind IN ('bounce_refund', 'late_success_recovery', 'duplicate_recovery',
                      'discrepancy_adjustment', 'fee_adjustment', 'write_off')),
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
) WITHOUT ROWID;

CREATE TABLE correction_events (
    number   BIGINT NOT NULL REFERENCES correction_orders (number),
    seq      BIGINT NOT NULL CHECK (seq >= 1),
    at       DATETIME NOT NULL,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state    TEXT NOT NULL,
    PRIMARY KEY (number, seq)
) WITHOUT ROWID;

-- What accounting said of each sending: once, for good.
CREATE TABLE acknowledgements (
    number        BIGINT NOT NULL REFERENCES correction_orders (number),
    attempt       INTEGER NOT NULL CHECK (attempt >= 1),
    outcome       TEXT NOT NULL CHECK (outcome IN ('posted', 'failed')),
    voucher       TEXT,
    reason        TEXT,
    received_at   DATETIME NOT NULL,
    received_from TEXT NOT NULL,
    PRIMARY KEY (number, attempt),
    CHECK ((outcome = 'posted') = (voucher IS NOT NULL)),
    CHECK ((outcome = 'failed') = (reason IS NOT NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX acknowledgements_posted ON acknowledgements (number) WHERE outcome = 'posted';
CREATE INDEX acknowledgements_received ON acknowledgements (received_at, number) WHERE outcome = 'posted';

-- The cap.
CREATE TRIGGER payout_balances_amount BEFORE UPDATE ON payout_balances
    WHEN NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency
    BEGIN SELECT RAISE(ABORT, 'what a payout was to pay never changes'); END;
CREATE TRIGGER payout_balances_keep BEFORE DELETE ON payout_balances
    BEGIN SELECT RAISE(ABORT, 'balances of payouts are never deleted'); END;
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

-- What an order is about never changes; its content only while it is prepared; and what ended stays ended.
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

CREATE TRIGGER correction_lines_in_time BEFORE INSERT ON correction_lines
    WHEN NOT EXISTS (SELECT 1 FROM correction_orders WHERE number = NEW.number AND revision = NEW.revision
        AND state_name IN ('drafted', 'failed'))
    BEGIN SELECT RAISE(ABORT, 'lines are written with their revision'); END;
CREATE TRIGGER correction_lines_no_update BEFORE UPDATE ON correction_lines BEGIN SELECT RAISE(ABORT, 'lines are append-only'); END;
CREATE TRIGGER correction_lines_no_delete BEFORE DELETE ON correction_lines BEGIN SELECT RAISE(ABORT, 'lines are append-only'); END;
CREATE TRIGGER correction_events_no_update BEFORE UPDATE ON correction_events BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER correction_events_no_delete BEFORE DELETE ON correction_events BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER acknowledgements_no_update BEFORE UPDATE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'what accounting said stands'); END;
CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'what accounting said stands'); END;

-- A proposal may be to put a correction order into force.
ALTER TABLE proposals ADD COLUMN correction BIGINT REFERENCES correction_orders (number);
