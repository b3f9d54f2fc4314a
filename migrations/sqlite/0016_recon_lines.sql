-- What is reconciled: accounts at channels, their days, the files that came, byte for byte, and the lines of both sides.
-- The rules that hold here whatever the code does: one file of a digest an account; what is booked is append-only; and a
-- closed day takes no line.
INSERT INTO sequences (name, next_value) VALUES ('statement', 1);

CREATE TABLE channel_accounts (
    id         TEXT PRIMARY KEY NOT NULL,
    channel    TEXT NOT NULL,
    currency   TEXT NOT NULL CHECK (length(currency) = 3),
    version    BIGINT NOT NULL CHECK (version >= 1),
    account    TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
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
    ran_at        DATETIME,
    has_ours      BOOLEAN NOT NULL,
    has_channel   BOOLEAN NOT NULL,
    is_collected  BOOLEAN NOT NULL DEFAULT FALSE,
    break_case    BIGINT REFERENCES cases (number),
    result        TEXT,
    PRIMARY KEY (account, date),
    CHECK ((ran_at IS NULL) = (result IS NULL))
) WITHOUT ROWID;

CREATE TABLE mappings (
    name       TEXT PRIMARY KEY NOT NULL,
    version    BIGINT NOT NULL CHECK (version >= 1),
    mapping    TEXT NOT NULL,
    updated_at DATETIME NOT NULL,
    updated_by TEXT NOT NULL
);

-- A file while it comes in. Its pieces are anybody's to delete until it is a statement file.
CREATE TABLE uploads (
    id         BIGINT PRIMARY KEY NOT NULL,
    started_at DATETIME NOT NULL
);

CREATE TABLE statement_files (
    id          BIGINT PRIMARY KEY NOT NULL,
    account     TEXT NOT NULL REFERENCES channel_accounts (id),
    side        TEXT NOT NULL CHECK (side IN ('ours', 'channel')),
    name        TEXT NOT NULL,
    size_bytes  BIGINT NOT NULL CHECK (size_bytes >= 0),
    sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
    version     BIGINT NOT NULL CHECK (version >= 1),
    mapping     TEXT,
    state_name  TEXT NOT NULL CHECK (state_name IN ('reading', 'read', 'refused', 'booked', 'discarded')),
    state       TEXT NOT NULL,
    statement   TEXT,
    received_by TEXT NOT NULL,
    received_at DATETIME NOT NULL,
    UNIQUE (account, sha256)
);
CREATE INDEX statement_files_account ON statement_files (account, id);
CREATE INDEX statement_files_counting ON statement_files (account) WHERE state_name <> 'booked';

CREATE TABLE file_chunks (
    file  BIGINT NOT NULL,
    seq   INTEGER NOT NULL CHECK (seq >= 1),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 4194304),
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
) WITHOUT ROWID;

-- `line` is the whole line as JSON; the columns beside it are there to find it and to order it. `day` is the day in which it
-- counts, `date` its own; `match_key` is our order number, empty where it has none.
CREATE TABLE recon_lines (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    account         TEXT NOT NULL REFERENCES channel_accounts (id),
    side            TEXT NOT NULL CHECK (side IN ('ours', 'channel')),
    day             DATE NOT NULL,
    date            DATE NOT NULL CHECK (date <= day),
    file            BIGINT REFERENCES statement_files (id),
    position        BIGINT NOT NULL CHECK (position >= 1),
    source_system   TEXT,
    source_line     TEXT,
    match_key       TEXT NOT NULL,
    channel_number  TEXT,
    entry_reference TEXT,
    line            TEXT NOT NULL,
    CHECK ((source_system IS NULL) = (source_line IS NULL)),
    CHECK (file IS NOT NULL OR source_line IS NOT NULL)
);
CREATE INDEX recon_lines_key ON recon_lines (account, day, match_key, id);
CREATE INDEX recon_lines_file ON recon_lines (file, id) WHERE file IS NOT NULL;
CREATE UNIQUE INDEX recon_lines_source ON recon_lines (source_system, source_line) WHERE source_line IS NOT NULL;

CREATE TRIGGER channel_accounts_keep BEFORE DELETE ON channel_accounts
    BEGIN SELECT RAISE(ABORT, 'channel accounts are never deleted'); END;
CREATE TRIGGER channel_accounts_identity BEFORE UPDATE ON channel_accounts
    WHEN NEW.id <> OLD.id OR NEW.channel <> OLD.channel OR NEW.currency <> OLD.currency
    BEGIN SELECT RAISE(ABORT, 'what a channel account is never changes'); END;
CREATE TRIGGER recon_days_keep BEFORE DELETE ON recon_days BEGIN SELECT RAISE(ABORT, 'days are never deleted'); END;
CREATE TRIGGER recon_days_closed BEFORE UPDATE ON recon_days WHEN OLD.state = 'closed'
    BEGIN SELECT RAISE(ABORT, 'a closed day never changes'); END;

CREATE TRIGGER statement_files_keep BEFORE DELETE ON statement_files
    BEGIN SELECT RAISE(ABORT, 'statement files are never deleted'); END;
CREATE TRIGGER statement_files_identity BEFORE UPDATE ON statement_files
    WHEN NEW.id <> OLD.id OR NEW.account <> OLD.account OR NEW.side <> OLD.side OR NEW.sha256 <> OLD.sha256
        OR NEW.size_bytes <> OLD.size_bytes OR NEW.received_at <> OLD.received_at
    BEGIN SELECT RAISE(ABORT, 'what a file is never changes'); END;
CREATE TRIGGER statement_files_booked BEFORE UPDATE ON statement_files WHEN OLD.state_name = 'booked'
    BEGIN SELECT RAISE(ABORT, 'a booked file never changes'); END;
CREATE TRIGGER statement_files_into_closed BEFORE UPDATE ON statement_files
    WHEN NEW.state_name = 'booked' AND EXISTS (SELECT 1 FROM statement_days JOIN recon_days
        ON recon_days.account = NEW.account AND recon_days.date = statement_days.booked_on
        WHERE statement_days.file = NEW.id AND recon_days.state = 'closed')
    BEGIN SELECT RAISE(ABORT, 'a closed day takes no line'); END;
CREATE TRIGGER file_chunks_no_update BEFORE UPDATE ON file_chunks
    BEGIN SELECT RAISE(ABORT, 'files are kept as they came'); END;
CREATE TRIGGER file_chunks_no_delete BEFORE DELETE ON file_chunks
    WHEN EXISTS (SELECT 1 FROM statement_files WHERE id = OLD.file)
    BEGIN SELECT RAISE(ABORT, 'files are kept as they came'); END;
CREATE TRIGGER file_chunks_in_time BEFORE INSERT ON file_chunks
    WHEN NOT EXISTS (SELECT 1 FROM uploads WHERE id = NEW.file)
    BEGIN SELECT RAISE(ABORT, 'a file is written while it comes in'); END;

CREATE TRIGGER recon_lines_in_time BEFORE INSERT ON recon_lines
    WHEN (NEW.file IS NOT NULL AND NOT EXISTS (SELECT 1 FROM statement_files WHERE id = NEW.file AND state_name = 'reading'))
        OR (NEW.file IS NULL AND EXISTS (SELECT 1 FROM recon_days WHERE account = NEW.account AND date = NEW.day
            AND state = 'closed'))
    BEGIN SELECT RAISE(ABORT, 'lines are written while their file is read, and into open days'); END;
CREATE TRIGGER recon_lines_no_update BEFORE UPDATE ON recon_lines
    WHEN OLD.file IS NULL OR EXISTS (SELECT 1 FROM statement_files WHERE id = OLD.file AND state_name = 'booked')
    BEGIN SELECT RAISE(ABORT, 'booked lines are append-only'); END;
CREATE TRIGGER recon_lines_no_delete BEFORE DELETE ON recon_lines
    WHEN OLD.file IS NULL OR EXISTS (SELECT 1 FROM statement_files WHERE id = OLD.file AND state_name = 'booked')
    BEGIN SELECT RAISE(ABORT, 'booked lines are append-only'); END;
