-- A case of reconciliation may end because another case decides what it was about.
--
-- SQLite cannot change a CHECK: the table is written anew, as in 0008.
PRAGMA defer_foreign_keys = ON;

CREATE TEMP TABLE closings_kept AS SELECT * FROM closings;
DROP TABLE closings;
CREATE TABLE closings (
    number          BIGINT PRIMARY KEY NOT NULL REFERENCES cases (number),
    outcome         TEXT NOT NULL CHECK (outcome IN (
        'confirmed_paid', 'confirmed_not_paid',
        'corrected', 'notice_withdrawn', 'recovered', 'written_off', 'never_repaid', 'not_duplicate',
        'booked', 'returned_to_sender', 'cleared_next_day', 'claimed_from_channel', 'claim_paid', 'claim_refused',
        'reversed', 'adjusted', 'within_tolerance', 'explained', 'settled_by_payout', 'handed_over')),
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
