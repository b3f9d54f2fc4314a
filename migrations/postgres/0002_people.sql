-- People and their sessions; other systems that call the API, and their keys.
-- No secret is kept: passwords as Argon2id, tokens and keys as SHA-256.

CREATE TABLE users (
    name            TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    display_name    TEXT NOT NULL,
    roles           JSONB NOT NULL,
    disabled        BOOLEAN NOT NULL,
    password_hash   TEXT,
    failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 0),
    locked_until    TIMESTAMPTZ,
    created_at      TIMESTAMPTZ NOT NULL,
    last_sign_in_at TIMESTAMPTZ
);

CREATE TABLE sessions (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash   BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user_name    TEXT NOT NULL REFERENCES users (name),
    started_at   TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ,
    address      TEXT,
    user_agent   TEXT
);
CREATE INDEX sessions_open ON sessions (user_name, id) WHERE ended_at IS NULL;

CREATE TABLE setup_links (
    token_hash BYTEA PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    user_name  TEXT NOT NULL REFERENCES users (name),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ
);
CREATE INDEX setup_links_open ON setup_links (user_name) WHERE ended_at IS NULL;

CREATE TABLE clients (
    name            TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    scopes          JSONB NOT NULL,
    allowlist       JSONB NOT NULL,
    rate_per_minute INTEGER NOT NULL CHECK (rate_per_minute >= 1),
    disabled        BOOLEAN NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL
);

CREATE TABLE client_keys (
    id           TEXT PRIMARY KEY NOT NULL,
    client       TEXT NOT NULL REFERENCES clients (name),
    hash         BYTEA NOT NULL CHECK (length(hash) = 32),
    made_at      TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ
);
CREATE INDEX client_keys_client ON client_keys (client);

-- Names stand in the trail: they never change and are never given away again.
CREATE TRIGGER users_keep BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION refuse('users are never deleted');
CREATE TRIGGER users_no_truncate BEFORE TRUNCATE ON users FOR EACH STATEMENT EXECUTE FUNCTION refuse('users are never deleted');
CREATE TRIGGER users_name BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.name <> OLD.name)
    EXECUTE FUNCTION refuse('user names never change');
CREATE TRIGGER clients_keep BEFORE DELETE ON clients FOR EACH ROW EXECUTE FUNCTION refuse('clients are never deleted');
CREATE TRIGGER clients_no_truncate BEFORE TRUNCATE ON clients FOR EACH STATEMENT EXECUTE FUNCTION refuse('clients are never deleted');
CREATE TRIGGER clients_name BEFORE UPDATE ON clients FOR EACH ROW WHEN (NEW.name <> OLD.name)
    EXECUTE FUNCTION refuse('client names never change');
-- What has ended stays ended.
CREATE TRIGGER sessions_ended BEFORE UPDATE ON sessions FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL)
    EXECUTE FUNCTION refuse('a session that ended stays ended');
CREATE TRIGGER client_keys_revoked BEFORE UPDATE ON client_keys FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL)
    EXECUTE FUNCTION refuse('a revoked key stays revoked');
