-- The desk: cases, evidence, proposals, closings and the trail.
-- Times are RFC 3339 texts in UTC, money is minor units with its currency, digests are 32 bytes.

CREATE TABLE sequences (
    name       TEXT PRIMARY KEY,
    next_value BIGINT NOT NULL
);
INSERT INTO sequences (name, next_value) VALUES ('case', 1001);

CREATE TABLE cases (
    number           BIGINT PRIMARY KEY NOT NULL,
    version          BIGINT NOT NULL CHECK (version >= 1),
    kind             TEXT NOT NULL CHECK (kind IN ('payout_unknown', 'payout_bounced', 'late_success')),
    source_system    TEXT NOT NULL,
    source_reference TEXT NOT NULL,
    filing_digest    BLOB NOT NULL CHECK (length(filing_digest) = 32),
    facts            TEXT NOT NULL,
    state_name       TEXT NOT NULL CHECK (state_name IN ('open', 'working', 'waiting', 'proposed', 'closed')),
    state            TEXT NOT NULL,
    verdict          TEXT NOT NULL,
    outlook          TEXT NOT NULL,
    filed_at         DATETIME NOT NULL,
    updated_at       DATETIME NOT NULL,
    linked_from      BIGINT REFERENCES cases (number),
    UNIQUE (source_system, source_reference)
);
-- What contradicts a closed case opens one linked case of each kind, not one for every further piece.
CREATE UNIQUE INDEX cases_linked ON cases (linked_from, kind) WHERE linked_from IS NOT NULL;

-- What lists read: narrow, and never joined with evidence.
CREATE TABLE queue (
    number       BIGINT PRIMARY KEY NOT NULL REFERENCES cases (number),
    version      BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    merchant     TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency     TEXT NOT NULL CHECK (length(currency) = 3),
    order_number TEXT NOT NULL,
    verdict      TEXT NOT NULL CHECK (verdict IN ('paid', 'not_paid', 'unknown', 'contradiction')),
    state        TEXT NOT NULL,
    owner        TEXT,
    hold_until   DATETIME,
    priority     TEXT NOT NULL CHECK (priority IN ('urgent', 'high', 'normal')),
    filed_at     DATETIME NOT NULL,
    due_at       DATETIME NOT NULL,
    updated_at   DATETIME NOT NULL,
    outcome      TEXT
);
CREATE INDEX queue_unsettled ON queue (due_at, number) WHERE state <> 'closed';
CREATE INDEX queue_due ON queue (due_at, number);
CREATE INDEX queue_updated ON queue (updated_at, number);
CREATE INDEX queue_owner ON queue (owner, due_at, number) WHERE owner IS NOT NULL;

-- What a person may type to find a case, in small letters.
CREATE TABLE search_terms (
    term   TEXT NOT NULL,
    number BIGINT NOT NULL REFERENCES cases (number),
    PRIMARY KEY (term, number)
) WITHOUT ROWID;

CREATE TABLE evidence (
    number       BIGINT NOT NULL REFERENCES cases (number),
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    kind         TEXT NOT NULL,
    attempt      TEXT NOT NULL,
    api          TEXT,
    received_at  DATETIME NOT NULL,
    recorded_at  DATETIME NOT NULL,
    recorded_by  TEXT NOT NULL,
    transport    TEXT NOT NULL,
    observation  TEXT,
    content_type TEXT,
    size_bytes   BIGINT NOT NULL CHECK (size_bytes >= 0),
    sha256       BLOB NOT NULL CHECK (length(sha256) = 32),
    claim        TEXT NOT NULL,
    rule         TEXT NOT NULL,
    body         BLOB,
    PRIMARY KEY (number, seq)
);

CREATE TABLE attachments (
    number     BIGINT NOT NULL,
    seq        INTEGER NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'application/pdf')),
    content    BLOB NOT NULL,
    PRIMARY KEY (number, seq, sha256),
    FOREIGN KEY (number, seq) REFERENCES evidence (number, seq)
);

CREATE TABLE proposals (
    number        BIGINT NOT NULL REFERENCES cases (number),
    seq           INTEGER NOT NULL CHECK (seq >= 1),
    resolution    TEXT NOT NULL,
    maker         TEXT NOT NULL,
    reason        TEXT,
    proposed_at   DATETIME NOT NULL,
    binds_to      BLOB NOT NULL CHECK (length(binds_to) = 32),
    evidence_seen INTEGER NOT NULL,
    approvals     TEXT NOT NULL,
    state_name    TEXT NOT NULL CHECK (state_name IN ('open', 'approved', 'rejected', 'withdrawn', 'voided')),
    state         TEXT NOT NULL,
    PRIMARY KEY (number, seq),
    UNIQUE (number, seq, maker)
);
CREATE UNIQUE INDEX proposals_open ON proposals (number) WHERE state_name = 'open';

-- The maker stands in each decision, so that "nobody approves their own proposal" is a plain check.
CREATE TABLE decisions (
    number     BIGINT NOT NULL,
    proposal   INTEGER NOT NULL,
    maker      TEXT NOT NULL,
    checker    TEXT NOT NULL,
    approved   BOOLEAN NOT NULL,
    reason     TEXT,
    decided_at DATETIME NOT NULL,
    PRIMARY KEY (number, proposal, checker),
    FOREIGN KEY (number, proposal, maker) REFERENCES proposals (number, seq, maker),
    CHECK (checker <> maker),
    CHECK (approved OR reason IS NOT NULL)
);

-- How a case ended. Success is immutable: nothing updates or deletes a row here.
CREATE TABLE closings (
    number          BIGINT PRIMARY KEY NOT NULL REFERENCES cases (number),
    outcome         TEXT NOT NULL CHECK (outcome IN ('confirmed_paid', 'confirmed_not_paid')),
    resolution      TEXT NOT NULL,
    closed_at       DATETIME NOT NULL,
    closed_by       TEXT NOT NULL,
    reason          TEXT,
    proposal        INTEGER,
    binds_to        BLOB NOT NULL CHECK (length(binds_to) = 32),
    channel         TEXT NOT NULL,
    channel_version INTEGER NOT NULL,
    policy_version  INTEGER NOT NULL
);

CREATE TABLE notes (
    number     BIGINT NOT NULL REFERENCES cases (number),
    seq        INTEGER NOT NULL CHECK (seq >= 1),
    author     TEXT NOT NULL,
    written_at DATETIME NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (number, seq)
);

-- `entry` is the exact text that was hashed; the columns beside it are there to filter by.
CREATE TABLE audit (
    subject  TEXT NOT NULL,
    seq      BIGINT NOT NULL CHECK (seq >= 1),
    at       DATETIME NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    entry    TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (subject, seq)
);

CREATE TABLE idempotency_keys (
    client     TEXT NOT NULL,
    key        TEXT NOT NULL,
    digest     BLOB NOT NULL CHECK (length(digest) = 32),
    status     INTEGER NOT NULL,
    answer     TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (client, key)
);

CREATE TABLE notices (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_name  TEXT NOT NULL,
    at         DATETIME NOT NULL,
    number     BIGINT NOT NULL REFERENCES cases (number),
    notice     TEXT NOT NULL,
    read_at    DATETIME
);
CREATE INDEX notices_user ON notices (user_name, id);

CREATE TABLE saved_views (
    user_name TEXT NOT NULL,
    name      TEXT NOT NULL,
    query     TEXT NOT NULL,
    PRIMARY KEY (user_name, name)
);

-- Append-only, and final: the database refuses by itself.
CREATE TRIGGER cases_keep BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
CREATE TRIGGER cases_closed BEFORE UPDATE ON cases
    WHEN OLD.state_name = 'closed' AND (NEW.state_name <> 'closed' OR NEW.state <> OLD.state)
    BEGIN SELECT RAISE(ABORT, 'a closed case never changes its state'); END;
CREATE TRIGGER cases_facts BEFORE UPDATE ON cases
    WHEN NEW.facts <> OLD.facts OR NEW.kind <> OLD.kind OR NEW.filed_at <> OLD.filed_at
    BEGIN SELECT RAISE(ABORT, 'what was filed never changes'); END;
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER attachments_no_delete BEFORE DELETE ON attachments BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER proposals_keep BEFORE DELETE ON proposals BEGIN SELECT RAISE(ABORT, 'proposals are never deleted'); END;
CREATE TRIGGER proposals_ended BEFORE UPDATE ON proposals WHEN OLD.state_name <> 'open'
    BEGIN SELECT RAISE(ABORT, 'a proposal that ended never changes'); END;
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings BEGIN SELECT RAISE(ABORT, 'closings are final'); END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings BEGIN SELECT RAISE(ABORT, 'closings are final'); END;
CREATE TRIGGER notes_no_update BEFORE UPDATE ON notes BEGIN SELECT RAISE(ABORT, 'notes are append-only'); END;
CREATE TRIGGER notes_no_delete BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'notes are append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
