-- More kinds of case and more endings, what a case is about, and what evidence tells in fields of its own.
--
-- SQLite cannot change a CHECK: the tables are written anew. Within this transaction foreign keys are looked at when it
-- commits, by which time every row stands where it stood. Dropping a table fires no trigger; its own are made again below.
PRAGMA defer_foreign_keys = ON;

CREATE TEMP TABLE cases_kept AS SELECT * FROM cases;
DROP TABLE cases;
CREATE TABLE cases (
    number           BIGINT PRIMARY KEY NOT NULL,
    version          BIGINT NOT NULL CHECK (version >= 1),
    kind             TEXT NOT NULL CHECK (kind IN ('payout_unknown', 'payout_bounced', 'late_success', 'duplicate_payout',
                                                   'discrepancy', 'balance_break')),
    source_system    TEXT NOT NULL,
    source_reference TEXT NOT NULL,
    filing_digest    BLOB NOT NULL CHECK (length(filing_digest) = 32),
    facts            TEXT NOT NULL,
    matter           TEXT NOT NULL,
    state_name       TEXT NOT NULL CHECK (state_name IN ('open', 'working', 'waiting', 'proposed', 'closed')),
    state            TEXT NOT NULL,
    verdict          TEXT NOT NULL,
    outlook          TEXT NOT NULL,
    filed_at         DATETIME NOT NULL,
    updated_at       DATETIME NOT NULL,
    linked_from      BIGINT REFERENCES cases (number),
    -- By which version the evidence was last read; 0 makes it be read anew when it is next touched.
    channel_version  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source_system, source_reference)
);
INSERT INTO cases (number, version, kind, source_system, source_reference, filing_digest, facts, matter, state_name, state,
                   verdict, outlook, filed_at, updated_at, linked_from, channel_version)
    SELECT number, version, kind, source_system, source_reference, filing_digest, facts,
           CASE kind WHEN 'payout_bounced' THEN '{"name":"bounce","returns":[]}' ELSE '{"name":"payout"}' END,
           state_name, state, verdict, outlook, filed_at, updated_at, linked_from, channel_version
    FROM cases_kept;
DROP TABLE cases_kept;
-- Of one payout several returns may come, each a case of its own once the one before is settled. That one piece of evidence
-- opens one case holds by its source reference.
CREATE INDEX cases_linked ON cases (linked_from, kind) WHERE linked_from IS NOT NULL;
CREATE TRIGGER cases_keep BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
CREATE TRIGGER cases_closed BEFORE UPDATE ON cases
    WHEN OLD.state_name = 'closed' AND (NEW.state_name <> 'closed' OR NEW.state <> OLD.state)
    BEGIN SELECT RAISE(ABORT, 'a closed case never changes its state'); END;
CREATE TRIGGER cases_facts BEFORE UPDATE ON cases
    WHEN NEW.facts <> OLD.facts OR NEW.kind <> OLD.kind OR NEW.filed_at <> OLD.filed_at
    BEGIN SELECT RAISE(ABORT, 'what was filed never changes'); END;

CREATE TEMP TABLE closings_kept AS SELECT * FROM closings;
DROP TABLE closings;
CREATE TABLE closings (
    number          BIGINT PRIMARY KEY NOT NULL REFERENCES cases (number),
    outcome         TEXT NOT NULL CHECK (outcome IN (
        'confirmed_paid', 'confirmed_not_paid',
        'corrected', 'notice_withdrawn', 'recovered', 'written_off', 'never_repaid', 'not_duplicate',
        'booked', 'returned_to_sender', 'cleared_next_day', 'claimed_from_channel', 'claim_paid', 'claim_refused',
        'reversed', 'adjusted', 'within_tolerance', 'explained', 'settled_by_payout')),
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
INSERT INTO closings SELECT * FROM closings_kept;
DROP TABLE closings_kept;
CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings BEGIN SELECT RAISE(ABORT, 'closings are final'); END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings BEGIN SELECT RAISE(ABORT, 'closings are final'); END;

-- What a piece tells in fields of its own: of a return, of funds that are back, of a settlement.
ALTER TABLE evidence ADD COLUMN details TEXT;

-- A payout's cases are found by its order number.
CREATE INDEX queue_payout ON queue (order_number, channel);
