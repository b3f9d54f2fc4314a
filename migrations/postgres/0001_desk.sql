-- The desk: cases, evidence, proposals, closings and the trail.
-- Times are in UTC, money is minor units with its currency, digests are 32 bytes.

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
    filing_digest    BYTEA NOT NULL CHECK (length(filing_digest) = 32),
    facts            JSONB NOT NULL,
    state_name       TEXT NOT NULL CHECK (state_name IN ('open', 'working', 'waiting', 'proposed', 'closed')),
    state            JSONB NOT NULL,
    verdict          JSONB NOT NULL,
    outlook          JSONB NOT NULL,
    filed_at         TIMESTAMPTZ NOT NULL,
    updated_at       TIMESTAMPTZ NOT NULL,
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
    hold_until   TIMESTAMPTZ,
    priority     TEXT NOT NULL CHECK (priority IN ('urgent', 'high', 'normal')),
    filed_at     TIMESTAMPTZ NOT NULL,
    due_at       TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    outcome      TEXT
);
CREATE INDEX queue_unsettled ON queue (due_at, number) WHERE state <> 'closed';
CREATE INDEX queue_due ON queue (due_at, number);
CREATE INDEX queue_updated ON queue (updated_at, number);
CREATE INDEX queue_owner ON queue (owner, due_at, number) WHERE owner IS NOT NULL;

-- What a person may type to find a case, in small letters.
CREATE TABLE search_terms (
    term   TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL REFERENCES cases (number),
    PRIMARY KEY (term, number)
);

CREATE TABLE evidence (
    number       BIGINT NOT NULL REFERENCES cases (number),
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    kind         TEXT NOT NULL,
    attempt      TEXT NOT NULL,
    api          TEXT,
    received_at  TIMESTAMPTZ NOT NULL,
    recorded_at  TIMESTAMPTZ NOT NULL,
    recorded_by  TEXT NOT NULL,
    transport    JSONB NOT NULL,
    observation  JSONB,
    content_type TEXT,
    size_bytes   BIGINT NOT NULL CHECK (size_bytes >= 0),
    sha256       BYTEA NOT NULL CHECK (length(sha256) = 32),
    claim        TEXT NOT NULL,
    rule         JSONB NOT NULL,
    body         BYTEA,
    PRIMARY KEY (number, seq)
);

CREATE TABLE attachments (
    number     BIGINT NOT NULL,
    seq        INTEGER NOT NULL,
    sha256     BYTEA NOT NULL CHECK (length(sha256) = 32),
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'application/pdf')),
    content    BYTEA NOT NULL,
    PRIMARY KEY (number, seq, sha256),
    FOREIGN KEY (number, seq) REFERENCES evidence (number, seq)
);

CREATE TABLE proposals (
    number        BIGINT NOT NULL REFERENCES cases (number),
    seq           INTEGER NOT NULL CHECK (seq >= 1),
    resolution    TEXT NOT NULL,
    maker         TEXT NOT NULL,
    reason        TEXT,
    proposed_at   TIMESTAMPTZ NOT NULL,
    binds_to      BYTEA NOT NULL CHECK (length(binds_to) = 32),
    evidence_seen INTEGER NOT NULL,
    approvals     JSONB NOT NULL,
    state_name    TEXT NOT NULL CHECK (state_name IN ('open', 'approved', 'rejected', 'withdrawn', 'voided')),
    state         JSONB NOT NULL,
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
    decided_at TIMESTAMPTZ NOT NULL,
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
    closed_at       TIMESTAMPTZ NOT NULL,
    closed_by       TEXT NOT NULL,
    reason          TEXT,
    proposal        INTEGER,
    binds_to        BYTEA NOT NULL CHECK (length(binds_to) = 32),
    channel         TEXT NOT NULL,
    channel_version INTEGER NOT NULL,
    policy_version  INTEGER NOT NULL
);

CREATE TABLE notes (
    number     BIGINT NOT NULL REFERENCES cases (number),
    seq        INTEGER NOT NULL CHECK (seq >= 1),
    author     TEXT NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (number, seq)
);

-- `entry` is the exact text that was hashed; the columns beside it are there to filter by.
CREATE TABLE audit (
    subject  TEXT NOT NULL,
    seq      BIGINT NOT NULL CHECK (seq >= 1),
    at       TIMESTAMPTZ NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    entry    TEXT NOT NULL,
    previous BYTEA NOT NULL CHECK (length(previous) = 32),
    hash     BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (subject, seq)
);

CREATE TABLE idempotency_keys (
    client     TEXT NOT NULL,
    key        TEXT NOT NULL,
    digest     BYTEA NOT NULL CHECK (length(digest) = 32),
    status     INTEGER NOT NULL,
    answer     TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (client, key)
);

CREATE TABLE notices (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_name  TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    number     BIGINT NOT NULL REFERENCES cases (number),
    notice     JSONB NOT NULL,
    read_at    TIMESTAMPTZ
);
CREATE INDEX notices_user ON notices (user_name, id);

CREATE TABLE saved_views (
    user_name TEXT NOT NULL,
    name      TEXT NOT NULL,
    query     TEXT NOT NULL,
    PRIMARY KEY (user_name, name)
);

-- Append-only, and final: the database refuses by itself.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER cases_keep BEFORE DELETE ON cases FOR EACH ROW EXECUTE FUNCTION refuse('cases are never deleted');
CREATE TRIGGER cases_closed BEFORE UPDATE ON cases FOR EACH ROW
    WHEN (OLD.state_name = 'closed' AND (NEW.state_name <> 'closed' OR NEW.state <> OLD.state))
    EXECUTE FUNCTION refuse('a closed case never changes its state');
CREATE TRIGGER cases_facts BEFORE UPDATE ON cases FOR EACH ROW
    WHEN (NEW.facts <> OLD.facts OR NEW.kind <> OLD.kind OR NEW.filed_at <> OLD.filed_at)
    EXECUTE FUNCTION refuse('what was filed never changes');
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse('evidence is append-only');
CREATE TRIGGER attachments_append_only BEFORE UPDATE OR DELETE ON attachments FOR EACH ROW EXECUTE FUNCTION refuse('evidence is append-only');
CREATE TRIGGER proposals_keep BEFORE DELETE ON proposals FOR EACH ROW EXECUTE FUNCTION refuse('proposals are never deleted');
CREATE TRIGGER proposals_ended BEFORE UPDATE ON proposals FOR EACH ROW WHEN (OLD.state_name <> 'open')
    EXECUTE FUNCTION refuse('a proposal that ended never changes');
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse('decisions are append-only');
CREATE TRIGGER closings_final BEFORE UPDATE OR DELETE ON closings FOR EACH ROW EXECUTE FUNCTION refuse('closings are final');
CREATE TRIGGER notes_append_only BEFORE UPDATE OR DELETE ON notes FOR EACH ROW EXECUTE FUNCTION refuse('notes are append-only');
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse('the audit trail is append-only');
-- TRUNCATE passes row triggers by.
CREATE TRIGGER cases_no_truncate BEFORE TRUNCATE ON cases FOR EACH STATEMENT EXECUTE FUNCTION refuse('cases are never deleted');
CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse('evidence is append-only');
CREATE TRIGGER attachments_no_truncate BEFORE TRUNCATE ON attachments FOR EACH STATEMENT EXECUTE FUNCTION refuse('evidence is append-only');
CREATE TRIGGER proposals_no_truncate BEFORE TRUNCATE ON proposals FOR EACH STATEMENT EXECUTE FUNCTION refuse('proposals are never deleted');
CREATE TRIGGER notes_no_truncate BEFORE TRUNCATE ON notes FOR EACH STATEMENT EXECUTE FUNCTION refuse('notes are append-only');
CREATE TRIGGER closings_no_truncate BEFORE TRUNCATE ON closings FOR EACH STATEMENT EXECUTE FUNCTION refuse('closings are final');
CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse('decisions are append-only');
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse('the audit trail is append-only');
