-- People and their sessions; other systems that call the API, and their keys.
-- No secret is kept: passwords as Argon2id, tokens and keys as SHA-256.

CREATE TABLE users (
    name            TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    display_name    TEXT NOT NULL,
    roles           TEXT NOT NULL,
    disabled        BOOLEAN NOT NULL,
    password_hash   TEXT,
    failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 0),
    locked_until    DATETIME,
    created_at      DATETIME NOT NULL,
    last_sign_in_at DATETIME
);

CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash   BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user_name    TEXT NOT NULL REFERENCES users (name),
    started_at   DATETIME NOT NULL,
    last_seen_at DATETIME NOT NULL,
    expires_at   DATETIME NOT NULL,
    ended_at     DATETIME,
    address      TEXT,
    user_agent   TEXT
);
CREATE INDEX sessions_open ON sessions (user_name, id) WHERE ended_at IS NULL;

CREATE TABLE setup_links (
    token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    user_name  TEXT NOT NULL REFERENCES users (name),
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    ended_at   DATETIME
);
CREATE INDEX setup_links_open ON setup_links (user_name) WHERE ended_at IS NULL;

CREATE TABLE clients (
    name            TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    scopes          TEXT NOT NULL,
    allowlist       TEXT NOT NULL,
    rate_per_minute INTEGER NOT NULL CHECK (rate_per_minute >= 1),
    disabled        BOOLEAN NOT NULL,
    created_at      DATETIME NOT NULL
);

CREATE TABLE client_keys (
    id           TEXT PRIMARY KEY NOT NULL,
    client       TEXT NOT NULL REFERENCES clients (name),
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    made_at      DATETIME NOT NULL,
    expires_at   DATETIME,
    revoked_at   DATETIME,
    last_used_at DATETIME
);
CREATE INDEX client_keys_client ON client_keys (client);

-- Names stand in the trail: they never change and are never given away again.
CREATE TRIGGER users_keep BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, 'users are never deleted'); END;
CREATE TRIGGER users_name BEFORE UPDATE ON users WHEN NEW.name <> OLD.name
    BEGIN SELECT RAISE(ABORT, 'user names never change'); END;
CREATE TRIGGER clients_keep BEFORE DELETE ON clients BEGIN SELECT RAISE(ABORT, 'clients are never deleted'); END;
CREATE TRIGGER clients_name BEFORE UPDATE ON clients WHEN NEW.name <> OLD.name
    BEGIN SELECT RAISE(ABORT, 'client names never change'); END;
-- What has ended stays ended.
CREATE TRIGGER sessions_ended BEFORE UPDATE ON sessions WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL
    BEGIN SELECT RAISE(ABORT, 'a session that ended stays ended'); END;
CREATE TRIGGER client_keys_revoked BEFORE UPDATE ON client_keys WHEN OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL
    BEGIN SELECT RAISE(ABORT, 'a revoked key stays revoked'); END;
