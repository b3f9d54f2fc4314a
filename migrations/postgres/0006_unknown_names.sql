-- Names that nobody has and that someone tried to sign in with: counted and locked like those of users, so that an attempt
-- does not tell which names there are. The oldest go first (`queries/unknown_names.rs`).
CREATE TABLE unknown_names (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name_hash       BYTEA NOT NULL UNIQUE CHECK (length(name_hash) = 32),
    failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 1),
    locked_until    TIMESTAMPTZ
);
