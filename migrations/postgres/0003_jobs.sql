-- Work that the desk does by itself, each piece once however many servers there are: whoever leases it does it.
-- `started_at` and `started_about` stand there while something outside is being asked; where the answer was lost to a
-- crash they are found there by whoever leases the job next.
CREATE TABLE jobs (
    kind          TEXT NOT NULL CHECK (kind IN ('follow_up_query', 'schedule_follow_ups', 'escalate_overdue', 'prune')),
    subject       TEXT NOT NULL,
    run_at        TIMESTAMPTZ NOT NULL,
    failures      INTEGER NOT NULL CHECK (failures >= 0),
    leased_by     TEXT,
    leased_until  TIMESTAMPTZ,
    started_at    TIMESTAMPTZ,
    started_about TEXT,
    PRIMARY KEY (kind, subject),
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK ((started_at IS NULL) = (started_about IS NULL))
);
CREATE INDEX jobs_due ON jobs (run_at);

-- The cases of which supervisors were told that they are overdue: once each.
CREATE TABLE escalations (
    number       BIGINT PRIMARY KEY NOT NULL REFERENCES cases (number),
    escalated_at TIMESTAMPTZ NOT NULL
);
