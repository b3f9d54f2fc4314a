-- The policy in versions, how it changes, and by which version each proposal was made.

-- Every version that was ever in force; the highest is. Where there is none, the built-in one is, which is version 1.
CREATE TABLE policy_versions (
    version    INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
    policy     JSONB NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    changed_by TEXT NOT NULL,
    change     INTEGER
);

-- The maker stands beside the checker, so that "nobody approves their own change" is a plain check.
CREATE TABLE policy_changes (
    seq          INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    base_version INTEGER NOT NULL CHECK (base_version >= 1),
    policy       JSONB NOT NULL,
    reason       TEXT NOT NULL,
    maker        TEXT NOT NULL,
    proposed_at  TIMESTAMPTZ NOT NULL,
    binds_to     BYTEA NOT NULL CHECK (length(binds_to) = 32),
    state_name   TEXT NOT NULL CHECK (state_name IN ('open', 'approved', 'rejected', 'withdrawn', 'voided')),
    state        JSONB NOT NULL,
    checker      TEXT,
    CHECK (checker <> maker),
    CHECK ((state_name IN ('approved', 'rejected')) = (checker IS NOT NULL))
);
CREATE UNIQUE INDEX policy_changes_open ON policy_changes (state_name) WHERE state_name = 'open';

-- Under which version a proposal was made, and the last one that was found to ask the same of it. Until now there was one.
ALTER TABLE proposals ADD COLUMN policy_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE proposals ADD COLUMN stands_by INTEGER NOT NULL DEFAULT 1;
CREATE INDEX proposals_stand_by ON proposals (stands_by) WHERE state_name = 'open';

CREATE TRIGGER policy_versions_append_only BEFORE UPDATE OR DELETE ON policy_versions FOR EACH ROW EXECUTE FUNCTION refuse('versions of the policy are append-only');
CREATE TRIGGER policy_changes_keep BEFORE DELETE ON policy_changes FOR EACH ROW EXECUTE FUNCTION refuse('changes of the policy are never deleted');
CREATE TRIGGER policy_changes_ended BEFORE UPDATE ON policy_changes FOR EACH ROW WHEN (OLD.state_name <> 'open')
    EXECUTE FUNCTION refuse('a change that ended never changes');
CREATE TRIGGER policy_changes_content BEFORE UPDATE ON policy_changes FOR EACH ROW
    WHEN (NEW.seq <> OLD.seq OR NEW.base_version <> OLD.base_version OR NEW.policy <> OLD.policy OR NEW.reason <> OLD.reason
        OR NEW.maker <> OLD.maker OR NEW.binds_to <> OLD.binds_to)
    EXECUTE FUNCTION refuse('what was proposed never changes');
-- TRUNCATE passes row triggers by.
CREATE TRIGGER policy_versions_no_truncate BEFORE TRUNCATE ON policy_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse('versions of the policy are append-only');
CREATE TRIGGER policy_changes_no_truncate BEFORE TRUNCATE ON policy_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse('changes of the policy are never deleted');
