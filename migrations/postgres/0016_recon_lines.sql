-- What is reconciled: accounts at channels, their days, the files that came, byte for byte, and the lines of both sides.
-- The rules that hold here whatever the code does: one file of a digest an account; what is booked is append-only; and a
-- closed day takes no line.
INSERT INTO sequences (name, next_value) VALUES ('statement', 1);

CREATE TABLE channel_accounts (
    id         TEXT PRIMARY KEY NOT NULL,
    channel    TEXT NOT NULL,
    currency   TEXT NOT NULL CHECK (length(currency) = 3),
    version    BIGINT NOT NULL CHECK (version >= 1),
    account    JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    updated_by TEXT NOT NULL
);

-- `lines_version` rises with whatever a run would see otherwise; the day is as it was last run where `ran_version` is the same.
CREATE TABLE recon_days (
    account       TEXT NOT NULL REFERENCES channel_accounts (id),
    date          DATE NOT NULL,
    version       BIGINT NOT NULL CHECK (version >= 1),
    state         TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    lines_version BIGINT NOT NULL CHECK (lines_version >= 0),
    ran_version   BIGINT NOT NULL CHECK (ran_version BETWEEN 0 AND lines_version),
    ran_at        TIMESTAMPTZ,
    has_ours      BOOLEAN NOT NULL,
    has_channel   BOOLEAN NOT NULL,
    is_collected  BOOLEAN NOT NULL DEFAULT FALSE,
    break_case    BIGINT REFERENCES cases (number),
    result        JSONB,
    PRIMARY KEY (account, date),
    CHECK ((ran_at IS NULL) = (result IS NULL))
);

CREATE TABLE mappings (
    name       TEXT PRIMARY KEY NOT NULL,
    version    BIGINT NOT NULL CHECK (version >= 1),
    mapping    JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    updated_by TEXT NOT NULL
);

-- A file while it comes in. Its pieces are anybody's to delete until it is a statement file.
CREATE TABLE uploads (
    id         BIGINT PRIMARY KEY NOT NULL,
    started_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE statement_files (
    id          BIGINT PRIMARY KEY NOT NULL,
    account     TEXT NOT NULL REFERENCES channel_accounts (id),
    side        TEXT NOT NULL CHECK (side IN ('ours', 'channel')),
    name        TEXT NOT NULL,
    size_bytes  BIGINT NOT NULL CHECK (size_bytes >= 0),
    sha256      BYTEA NOT NULL CHECK (length(sha256) = 32),
    version     BIGINT NOT NULL CHECK (version >= 1),
    mapping     TEXT,
    state_name  TEXT NOT NULL CHECK (state_name IN ('reading', 'read', 'refused', 'booked', 'discarded')),
    state       JSONB NOT NULL,
    statement   JSONB,
    received_by TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    UNIQUE (account, sha256)
);
CREATE INDEX statement_files_account ON statement_files (account, id);
CREATE INDEX statement_files_counting ON statement_files (account) WHERE state_name <> 'booked';

CREATE TABLE file_chunks (
    file  BIGINT NOT NULL,
    seq   INTEGER NOT NULL CHECK (seq >= 1),
    bytes BYTEA NOT NULL CHECK (length(bytes) BETWEEN 1 AND 4194304),
    PRIMARY KEY (file, seq)
);

-- What a file holds of each business day: `booked_on` is another day where that one was closed.
CREATE TABLE statement_days (
    file           BIGINT NOT NULL REFERENCES statement_files (id),
    date           DATE NOT NULL,
    booked_on      DATE NOT NULL,
    count          BIGINT NOT NULL CHECK (count >= 0),
    movement_minor BIGINT NOT NULL,
    PRIMARY KEY (file, date)
);

-- `line` is the whole line as JSON; the columns beside it are there to find it and to order it. `day` is the day in which it
-- counts, `date` its own; `match_key` is our order number, empty where it has none.
CREATE TABLE recon_lines (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account         TEXT NOT NULL REFERENCES channel_accounts (id),
    side            TEXT NOT NULL CHECK (side IN ('ours', 'channel')),
    day             DATE NOT NULL,
    date            DATE NOT NULL CHECK (date <= day),
    file            BIGINT REFERENCES statement_files (id),
    position        BIGINT NOT NULL CHECK (position >= 1),
    source_system   TEXT,
    source_line     TEXT,
    match_key       TEXT COLLATE "C" NOT NULL,
    channel_number  TEXT,
    entry_reference TEXT,
    line            TEXT NOT NULL,
    CHECK ((source_system IS NULL) = (source_line IS NULL)),
    CHECK (file IS NOT NULL OR source_line IS NOT NULL)
);
CREATE INDEX recon_lines_key ON recon_lines (account, day, match_key, id);
CREATE INDEX recon_lines_file ON recon_lines (file, id) WHERE file IS NOT NULL;
CREATE UNIQUE INDEX recon_lines_source ON recon_lines (source_system, source_line) WHERE source_line IS NOT NULL;

CREATE TRIGGER channel_accounts_keep BEFORE DELETE ON channel_accounts FOR EACH ROW
    EXECUTE FUNCTION refuse('channel accounts are never deleted');
CREATE TRIGGER channel_accounts_identity BEFORE UPDATE ON channel_accounts FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.channel <> OLD.channel OR NEW.currency <> OLD.currency)
    EXECUTE FUNCTION refuse('what a channel account is never changes');
CREATE TRIGGER recon_days_keep BEFORE DELETE ON recon_days FOR EACH ROW
    EXECUTE FUNCTION refuse('days are never deleted');
CREATE TRIGGER recon_days_closed BEFORE UPDATE ON recon_days FOR EACH ROW WHEN (OLD.state = 'closed')
    EXECUTE FUNCTION refuse('a closed day never changes');

CREATE TRIGGER statement_files_keep BEFORE DELETE ON statement_files FOR EACH ROW
    EXECUTE FUNCTION refuse('statement files are never deleted');
CREATE TRIGGER statement_files_identity BEFORE UPDATE ON statement_files FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.account <> OLD.account OR NEW.side <> OLD.side OR NEW.sha256 <> OLD.sha256
        OR NEW.size_bytes <> OLD.size_bytes OR NEW.received_at <> OLD.received_at)
    EXECUTE FUNCTION refuse('what a file is never changes');
CREATE TRIGGER statement_files_booked BEFORE UPDATE ON statement_files FOR EACH ROW WHEN (OLD.state_name = 'booked')
    EXECUTE FUNCTION refuse('a booked file never changes');
CREATE FUNCTION check_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM statement_days JOIN recon_days
        ON recon_days.account = NEW.account AND recon_days.date = statement_days.booked_on
        WHERE statement_days.file = NEW.id AND recon_days.state = 'closed') THEN
        RAISE EXCEPTION 'a closed day takes no line' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER statement_files_into_closed BEFORE UPDATE ON statement_files FOR EACH ROW
    WHEN (NEW.state_name = 'booked') EXECUTE FUNCTION check_booking();

CREATE TRIGGER file_chunks_no_update BEFORE UPDATE ON file_chunks FOR EACH ROW
    EXECUTE FUNCTION refuse('files are kept as they came');
CREATE FUNCTION check_file_chunk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM statement_files WHERE id = OLD.file) THEN
            RAISE EXCEPTION 'files are kept as they came' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM uploads WHERE id = NEW.file) THEN
        RAISE EXCEPTION 'a file is written while it comes in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER file_chunks_in_time BEFORE INSERT OR DELETE ON file_chunks FOR EACH ROW
    EXECUTE FUNCTION check_file_chunk();

-- Once a statement, not once a row: lines come by the thousand.
CREATE FUNCTION check_lines_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT file FROM written WHERE file IS NOT NULL) AS of_files
            WHERE NOT EXISTS (SELECT 1 FROM statement_files WHERE id = of_files.file AND state_name = 'reading'))
        OR EXISTS (SELECT 1 FROM (SELECT DISTINCT account, day FROM written WHERE file IS NULL) AS into_days
            JOIN recon_days ON recon_days.account = into_days.account AND recon_days.date = into_days.day
            WHERE recon_days.state = 'closed') THEN
        RAISE EXCEPTION 'lines are written while their file is read, and into open days'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recon_lines_in_time AFTER INSERT ON recon_lines REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION check_lines_written();
CREATE FUNCTION check_lines_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT file FROM touched) AS of_files
        WHERE of_files.file IS NULL
            OR EXISTS (SELECT 1 FROM statement_files WHERE id = of_files.file AND state_name = 'booked')) THEN
        RAISE EXCEPTION 'booked lines are append-only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recon_lines_no_update AFTER UPDATE ON recon_lines REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION check_lines_kept();
CREATE TRIGGER recon_lines_no_delete AFTER DELETE ON recon_lines REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION check_lines_kept();
