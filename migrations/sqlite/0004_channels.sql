-- The channels' profiles in versions, how they change, what evidence said when it was read anew, and how codes ended.

-- Every version that was ever in force; the highest is. Closed cases name the one that they were decided by.
CREATE TABLE channel_versions (
    channel    TEXT NOT NULL CHECK (length(channel) BETWEEN 1 AND 64),
    version    INTEGER NOT NULL CHECK (version >= 1),
    profile    TEXT NOT NULL,
    since      DATETIME NOT NULL,
    changed_by TEXT NOT NULL,
    change     INTEGER,
    PRIMARY KEY (channel, version)
);

-- The maker stands beside the checker, so that "nobody approves their own change" is a plain check.
CREATE TABLE channel_changes (
    channel      TEXT NOT NULL CHECK (length(channel) BETWEEN 1 AND 64),
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    base_version INTEGER NOT NULL CHECK (base_version >= 0),
    profile      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    maker        TEXT NOT NULL,
    proposed_at  DATETIME NOT NULL,
    binds_to     BLOB NOT NULL CHECK (length(binds_to) = 32),
    state_name   TEXT NOT NULL CHECK (state_name IN ('open', 'approved', 'rejected', 'withdrawn', 'voided')),
    state        TEXT NOT NULL,
    checker      TEXT,
    PRIMARY KEY (channel, seq),
    CHECK (checker <> maker),
    CHECK ((state_name IN ('approved', 'rejected')) = (checker IS NOT NULL))
);
CREATE UNIQUE INDEX channel_changes_open ON channel_changes (channel) WHERE state_name = 'open';

-- A new version, and whether all open cases of the channel have been read by it.
CREATE TABLE rereadings (
    channel  TEXT NOT NULL,
    version  INTEGER NOT NULL,
    since    DATETIME NOT NULL,
    done_at  DATETIME,
    PRIMARY KEY (channel, version),
    FOREIGN KEY (channel, version) REFERENCES channel_versions (channel, version)
);
CREATE INDEX rereadings_pending ON rereadings (channel, version) WHERE done_at IS NULL;

-- What a piece of evidence said when it was read anew. The piece itself stays as it was recorded.
CREATE TABLE readings (
    number          BIGINT NOT NULL,
    seq             INTEGER NOT NULL,
    channel_version INTEGER NOT NULL CHECK (channel_version >= 1),
    api             TEXT,
    claim           TEXT NOT NULL,
    rule            TEXT NOT NULL,
    read_at         DATETIME NOT NULL,
    PRIMARY KEY (number, seq, channel_version),
    FOREIGN KEY (number, seq) REFERENCES evidence (number, seq)
);

-- By which version the evidence of a case was last read; 0 makes it be read anew when it is next touched.
ALTER TABLE cases ADD COLUMN channel_version INTEGER NOT NULL DEFAULT 0;

-- How cases with a code ended: one row for each code that stood in the evidence of a case when it was closed.
CREATE TABLE code_endings (
    channel TEXT NOT NULL,
    api     TEXT NOT NULL,
    field   TEXT NOT NULL,
    code    TEXT NOT NULL,
    number  BIGINT NOT NULL REFERENCES closings (number),
    outcome TEXT NOT NULL CHECK (outcome IN ('confirmed_paid', 'confirmed_not_paid')),
    PRIMARY KEY (channel, api, field, code, number)
) WITHOUT ROWID;

CREATE TRIGGER channel_versions_no_update BEFORE UPDATE ON channel_versions BEGIN SELECT RAISE(ABORT, 'versions of channels are append-only'); END;
CREATE TRIGGER channel_versions_no_delete BEFORE DELETE ON channel_versions BEGIN SELECT RAISE(ABORT, 'versions of channels are append-only'); END;
CREATE TRIGGER channel_changes_keep BEFORE DELETE ON channel_changes BEGIN SELECT RAISE(ABORT, 'changes of channels are never deleted'); END;
CREATE TRIGGER channel_changes_ended BEFORE UPDATE ON channel_changes WHEN OLD.state_name <> 'open'
    BEGIN SELECT RAISE(ABORT, 'a change that ended never changes'); END;
CREATE TRIGGER channel_changes_content BEFORE UPDATE ON channel_changes
    WHEN NEW.channel <> OLD.channel OR NEW.seq <> OLD.seq OR NEW.base_version <> OLD.base_version OR NEW.profile <> OLD.profile
        OR NEW.reason <> OLD.reason OR NEW.maker <> OLD.maker OR NEW.binds_to <> OLD.binds_to
    BEGIN SELECT RAISE(ABORT, 'what was proposed never changes'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
-- A closed case keeps the readings that it was decided by.
CREATE TRIGGER readings_closed BEFORE INSERT ON readings
    WHEN EXISTS (SELECT 1 FROM closings WHERE closings.number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'evidence of a closed case is never read anew'); END;
CREATE TRIGGER code_endings_no_update BEFORE UPDATE ON code_endings BEGIN SELECT RAISE(ABORT, 'endings are final'); END;
CREATE TRIGGER code_endings_no_delete BEFORE DELETE ON code_endings BEGIN SELECT RAISE(ABORT, 'endings are final'); END;
