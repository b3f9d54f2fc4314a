-- What is unread is counted for everybody who listens. On SQLite the index went when the table was made anew.
CREATE INDEX IF NOT EXISTS notices_unread ON notices (user_name, id) WHERE read_at IS NULL;
