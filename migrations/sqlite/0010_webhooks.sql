-- Webhooks: who is told, and what they are told. A delivery is written in the transaction of the change that it tells of,
-- one row for each endpoint that asked for it; `seq` is the order in which the events of one subject happened.
-- The secrets stand here as they are, for every delivery is signed with them.
CREATE TABLE webhook_endpoints (
    id                    TEXT PRIMARY KEY NOT NULL,
    url                   TEXT NOT NULL,
    description           TEXT NOT NULL,
    event_types           TEXT NOT NULL,
    secret                BLOB NOT NULL,
    previous_secret       BLOB,
    previous_secret_until DATETIME,
    disabled              TEXT CHECK (disabled IN ('by_hand', 'failing', 'gone')),
    disabled_at           DATETIME,
    failing_since         DATETIME,
    created_at            DATETIME NOT NULL,
    removed_at            DATETIME,
    CHECK ((disabled IS NULL) = (disabled_at IS NULL)),
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);

CREATE TABLE webhook_deliveries (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint    TEXT NOT NULL REFERENCES webhook_endpoints (id),
    event_id    TEXT NOT NULL,
    event_type  TEXT NOT NULL,
    subject     TEXT NOT NULL,
    happened_at DATETIME NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'given_up')),
    failures    INTEGER NOT NULL CHECK (failures >= 0),
    next_at     DATETIME NOT NULL,
    ended_at    DATETIME,
    CHECK ((state = 'pending') = (ended_at IS NULL))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint, next_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_order ON webhook_deliveries (endpoint, subject, seq) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_told ON webhook_deliveries (endpoint, happened_at, seq);

-- Every try of a delivery, with what the endpoint answered.
CREATE TABLE webhook_attempts (
    delivery    BIGINT NOT NULL REFERENCES webhook_deliveries (seq) ON DELETE CASCADE,
    attempt     INTEGER NOT NULL CHECK (attempt >= 1),
    request_id  TEXT NOT NULL,
    started_at  DATETIME NOT NULL,
    latency_ms  BIGINT NOT NULL,
    http_status INTEGER,
    failure     TEXT,
    answer      TEXT,
    PRIMARY KEY (delivery, attempt)
) WITHOUT ROWID;

-- Which kinds of job there are the server knows: a list here would have to be written anew for each.
CREATE TABLE jobs_of_any_kind (
    kind          TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
    subject       TEXT NOT NULL,
    run_at        DATETIME NOT NULL,
    failures      INTEGER NOT NULL CHECK (failures >= 0),
    leased_by     TEXT,
    leased_until  DATETIME,
    started_at    DATETIME,
    started_about TEXT,
    PRIMARY KEY (kind, subject),
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK ((started_at IS NULL) = (started_about IS NULL))
) WITHOUT ROWID;
INSERT INTO jobs_of_any_kind SELECT kind, subject, run_at, failures, leased_by, leased_until, started_at, started_about FROM jobs;
DROP TABLE jobs;
ALTER TABLE jobs_of_any_kind RENAME TO jobs;
CREATE INDEX jobs_due ON jobs (run_at);

-- Not everything that people are told is about a case.
CREATE TABLE notices_of_all (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_name  TEXT NOT NULL,
    at         DATETIME NOT NULL,
    number     BIGINT REFERENCES cases (number),
    notice     TEXT NOT NULL,
    read_at    DATETIME
);
INSERT INTO notices_of_all SELECT id, user_name, at, number, notice, read_at FROM notices;
DROP TABLE notices;
ALTER TABLE notices_of_all RENAME TO notices;
CREATE INDEX notices_user ON notices (user_name, id);
