-- What runs and people found in days: where each line ended, discrepancies with their cases, balances, and how days were closed.
-- The rules that hold here whatever the code does: a line is in one place at most; a closed day keeps its places, its
-- discrepancies and its balances; one open closing a day, whose maker never decides on it.
INSERT INTO sequences (name, next_value) VALUES ('recon_match', 1), ('discrepancy', 1);

-- One row a line. `day` is the line's own, `date` that in whose run it ended so. `place` is the match or the discrepancy.
CREATE TABLE recon_places (
    line             BIGINT PRIMARY KEY NOT NULL REFERENCES recon_lines (id),
    account          TEXT NOT NULL,
    day              DATE NOT NULL,
    date             DATE NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('matched', 'held', 'unmoved', 'discrepancy')),
    place            BIGINT,
    rule             TEXT,
    fit              TEXT,
    difference_minor BIGINT,
    until            DATE,
    FOREIGN KEY (account, date) REFERENCES recon_days (account, date),
    CHECK ((kind IN ('matched', 'discrepancy')) = (place IS NOT NULL)),
    CHECK ((kind = 'matched') = (rule IS NOT NULL AND fit IS NOT NULL AND difference_minor IS NOT NULL)),
    CHECK ((kind = 'held') = (until IS NOT NULL))
);
CREATE INDEX recon_places_date ON recon_places (account, date, kind, place, line);
CREATE INDEX recon_places_day ON recon_places (account, day, kind, line) WHERE kind <> 'matched';

-- Matches that a person made, and lines whose match a person undid: those are tied together by hand only.
CREATE TABLE matches_by_hand (
    id      BIGINT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES channel_accounts (id),
    date    DATE NOT NULL,
    by      TEXT NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    reason  TEXT NOT NULL
);
CREATE TABLE lines_set_apart (
    line   BIGINT PRIMARY KEY NOT NULL REFERENCES recon_lines (id),
    by     TEXT NOT NULL,
    at     TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL
);

-- `content` names it by its type and its lines: the same found again is the same.
CREATE TABLE discrepancies (
    id           BIGINT PRIMARY KEY NOT NULL,
    account      TEXT NOT NULL,
    date         DATE NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('missing_internal', 'missing_channel', 'amount_mismatch',
                     'currency_mismatch', 'status_mismatch', 'fee_mismatch', 'duplicate_line')),
    content      BYTEA NOT NULL CHECK (length(content) = 32),
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    found        JSONB NOT NULL,
    causes       JSONB NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'settled', 'cleared')),
    case_number  BIGINT REFERENCES cases (number),
    found_at     TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ,
    FOREIGN KEY (account, date) REFERENCES recon_days (account, date),
    CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE INDEX discrepancies_date ON discrepancies (account, date, id);
CREATE INDEX discrepancies_open ON discrepancies (account, id) WHERE state = 'open';
CREATE INDEX discrepancies_case ON discrepancies (case_number) WHERE case_number IS NOT NULL;
CREATE TABLE discrepancy_lines (
    discrepancy BIGINT NOT NULL REFERENCES discrepancies (id),
    line        BIGINT NOT NULL REFERENCES recon_lines (id),
    PRIMARY KEY (discrepancy, line)
);
CREATE INDEX discrepancy_lines_line ON discrepancy_lines (line);

-- Balances, each as a file or a person told it; the last told counts.
CREATE TABLE day_balances (
    account      TEXT NOT NULL,
    date         DATE NOT NULL,
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    moment       TEXT NOT NULL CHECK (moment IN ('opening', 'closing')),
    amount_minor BIGINT NOT NULL,
    file         BIGINT REFERENCES statement_files (id),
    told_by      TEXT NOT NULL,
    told_at      TIMESTAMPTZ NOT NULL,
    reason       TEXT,
    attachments  JSONB NOT NULL,
    seen         JSONB,
    PRIMARY KEY (account, date, seq),
    FOREIGN KEY (account, date) REFERENCES recon_days (account, date),
    CHECK ((file IS NULL) = (reason IS NOT NULL))
);
CREATE TABLE day_attachments (
    account    TEXT NOT NULL,
    date       DATE NOT NULL,
    sha256     BYTEA NOT NULL CHECK (length(sha256) = 32),
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'application/pdf')),
    content    BYTEA NOT NULL,
    PRIMARY KEY (account, date, sha256),
    FOREIGN KEY (account, date) REFERENCES recon_days (account, date)
);

-- Proposals to close a day. `content` is the digest of what was seen.
CREATE TABLE day_closings (
    account     TEXT NOT NULL,
    date        DATE NOT NULL,
    seq         INTEGER NOT NULL CHECK (seq >= 1),
    maker       TEXT NOT NULL,
    reason      TEXT,
    proposed_at TIMESTAMPTZ NOT NULL,
    binds_to    BYTEA NOT NULL CHECK (length(binds_to) = 32),
    state       TEXT NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'withdrawn', 'voided')),
    decided_by  TEXT,
    decided_at  TIMESTAMPTZ,
    remark      TEXT,
    PRIMARY KEY (account, date, seq),
    FOREIGN KEY (account, date) REFERENCES recon_days (account, date),
    CHECK ((state = 'open') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state NOT IN ('approved', 'rejected') OR decided_by <> maker),
    CHECK (state <> 'withdrawn' OR decided_by = maker)
);
CREATE UNIQUE INDEX day_closings_open ON day_closings (account, date) WHERE state = 'open';

-- A line that waits in a closed day may end in an open one; nothing else of a closed day moves. Once a statement, not once a
-- row: places come by the thousand.
CREATE FUNCTION check_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT account, date FROM touched WHERE TG_OP = 'INSERT' OR kind <> 'held') AS of_days
            JOIN recon_days USING (account, date) WHERE recon_days.state = 'closed') THEN
        RAISE EXCEPTION 'a closed day keeps its places' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recon_places_into_closed AFTER INSERT ON recon_places REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION check_places();
CREATE TRIGGER recon_places_out_of_closed AFTER DELETE ON recon_places REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION check_places();
CREATE TRIGGER recon_places_no_update BEFORE UPDATE ON recon_places FOR EACH ROW
    EXECUTE FUNCTION refuse('a place is left and another taken');

CREATE TRIGGER discrepancies_keep BEFORE DELETE ON discrepancies FOR EACH ROW
    EXECUTE FUNCTION refuse('discrepancies are never deleted');
CREATE FUNCTION check_open_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM recon_days WHERE account = NEW.account AND date = NEW.date AND state = 'closed') THEN
        RAISE EXCEPTION 'a closed day keeps what is in it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER discrepancies_into_closed BEFORE INSERT ON discrepancies FOR EACH ROW
    EXECUTE FUNCTION check_open_day();
CREATE TRIGGER discrepancies_ended BEFORE UPDATE ON discrepancies FOR EACH ROW
    WHEN (OLD.state <> 'open' OR NEW.account <> OLD.account OR NEW.date <> OLD.date OR NEW.kind <> OLD.kind
        OR NEW.content <> OLD.content)
    EXECUTE FUNCTION refuse('a discrepancy that ended never changes');
CREATE TRIGGER discrepancy_lines_keep BEFORE UPDATE OR DELETE ON discrepancy_lines FOR EACH ROW
    EXECUTE FUNCTION refuse('what a discrepancy is about never changes');
CREATE TRIGGER matches_by_hand_keep BEFORE UPDATE OR DELETE ON matches_by_hand FOR EACH ROW
    EXECUTE FUNCTION refuse('what was done by hand stands');
CREATE TRIGGER day_balances_into_closed BEFORE INSERT ON day_balances FOR EACH ROW
    EXECUTE FUNCTION check_open_day();
CREATE TRIGGER day_balances_keep BEFORE UPDATE OR DELETE ON day_balances FOR EACH ROW
    EXECUTE FUNCTION refuse('balances are append-only');
CREATE TRIGGER day_attachments_keep BEFORE UPDATE OR DELETE ON day_attachments FOR EACH ROW
    EXECUTE FUNCTION refuse('evidence is append-only');
CREATE TRIGGER day_closings_keep BEFORE DELETE ON day_closings FOR EACH ROW
    EXECUTE FUNCTION refuse('closings are never deleted');
CREATE TRIGGER day_closings_ended BEFORE UPDATE ON day_closings FOR EACH ROW WHEN (OLD.state <> 'open')
    EXECUTE FUNCTION refuse('a closing that ended never changes');
-- A day closes by a closing that was approved, and only as it was last run.
CREATE FUNCTION check_day_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ran_version <> NEW.lines_version
        OR NOT EXISTS (SELECT 1 FROM day_closings WHERE account = NEW.account AND date = NEW.date AND state = 'approved')
        OR EXISTS (SELECT 1 FROM discrepancies WHERE account = NEW.account AND date = NEW.date AND state = 'open') THEN
        RAISE EXCEPTION 'a day closes by an approved closing, with nothing open' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recon_days_close BEFORE UPDATE ON recon_days FOR EACH ROW
    WHEN (NEW.state = 'closed' AND OLD.state = 'open') EXECUTE FUNCTION check_day_closing();
