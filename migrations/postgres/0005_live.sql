-- What is live: who looks at which case now, and how far each client has used up its rate. Nothing here is a record: it
-- is overwritten, expires, and may be lost without harm; so the tables are not logged, which spares the disk.

-- One row for each person and case, written again every few seconds while they look.
CREATE UNLOGGED TABLE presence (
    number    BIGINT NOT NULL REFERENCES cases (number),
    user_name TEXT NOT NULL REFERENCES users (name),
    doing     TEXT NOT NULL CHECK (doing IN ('looking', 'writing', 'deciding')),
    seen_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (number, user_name)
);
CREATE INDEX presence_seen ON presence (seen_at);

-- Calls use up time: at 600 a minute, each a tenth of a second. `used_until` is how far into the future all servers' calls
-- together have come, in microseconds since 1970; `added` is what the last exchange put on top.
CREATE UNLOGGED TABLE rates (
    client     TEXT PRIMARY KEY NOT NULL REFERENCES clients (name),
    used_until BIGINT NOT NULL,
    added      BIGINT NOT NULL CHECK (added >= 0)
);

CREATE INDEX notices_unread ON notices (user_name, id) WHERE read_at IS NULL;
