-- Webhooks: who is told, and what they are told. A delivery is written in the transaction of the change that it tells of,
-- one row for each endpoint that asked for it; `seq` is the order in which the events of one subject happened.
-- The secrets stand here as they are, for every delivery is signed with them.
CREATE TABLE webhook_endpoints (
    id                    TEXT PRIMARY KEY NOT NULL,
    url                   TEXT NOT NULL,
    description           TEXT NOT NULL,
    event_types           JSONB NOT NULL,
    secret                BYTEA NOT NULL,
    previous_secret       BYTEA,
    previous_secret_until TIMESTAMPTZ,
    disabled              TEXT CHECK (disabled IN ('by_hand', 'failing', 'gone')),
    disabled_at           TIMESTAMPTZ,
    failing_since         TIMESTAMPTZ,
    created_at            TIMESTAMPTZ NOT NULL,
    removed_at            TIMESTAMPTZ,
    CHECK ((disabled IS NULL) = (disabled_at IS NULL)),
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);

CREATE TABLE webhook_deliveries (
    seq         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint    TEXT NOT NULL REFERENCES webhook_endpoints (id),
    event_id    TEXT NOT NULL,
    event_type  TEXT NOT NULL,
    subject     TEXT NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'given_up')),
    failures    INTEGER NOT NULL CHECK (failures >= 0),
    next_at     TIMESTAMPTZ NOT NULL,
    ended_at    TIMESTAMPTZ,
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
    started_at  TIMESTAMPTZ NOT NULL,
    latency_ms  BIGINT NOT NULL,
    http_status INTEGER,
    failure     TEXT,
    answer      TEXT,
    PRIMARY KEY (delivery, attempt)
);

-- Which kinds of job there are the server knows: a list here would have to be written anew for each.
ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check;
ALTER TABLE jobs ADD CONSTRAINT jobs_kind_check CHECK (length(kind) BETWEEN 1 AND 64);

-- Not everything that people are told is about a case.
ALTER TABLE notices ALTER COLUMN number DROP NOT NULL;
