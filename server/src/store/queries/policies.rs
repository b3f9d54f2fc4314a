//! The policy in versions, its changes, and which open proposals have yet to be held against the version in force.

use shared::case::CaseNumber;
use shared::policy::{Policy, PolicyChange, PolicyVersion};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db};
use crate::store::StoreError;

/// The number of the version in force; none where none was ever stored.
pub async fn policy_in_force(conn: &mut Conn) -> Result<Option<i32>, StoreError> {
    Ok(sqlx::query("SELECT MAX(version) AS version FROM policy_versions").fetch_one(conn).await?.try_get("version")?)
}

const VERSION: &str = "SELECT version, policy, since, changed_by, change FROM policy_versions";

/// One version.
pub async fn policy_version(conn: &mut Conn, version: i32) -> Result<Option<PolicyVersion>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(VERSION);
    let row = query.push(" WHERE version = ").push_bind(version).build().fetch_optional(conn).await?;
    row.map(|row| read_version(&row)).transpose()
}

/// Every version, the newest first.
pub async fn policy_versions(conn: &mut Conn) -> Result<Vec<PolicyVersion>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(VERSION);
    let rows = query.push(" ORDER BY version DESC").build().fetch_all(conn).await?;
    rows.iter().map(read_version).collect()
}

/// Puts a version into force.
pub async fn insert_policy_version(conn: &mut Conn, version: &PolicyVersion) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO policy_versions (version, policy, since, changed_by, change) VALUES ($1, $2, $3, $4, $5)")
        .bind(version.policy.version)
        .bind(Json(&version.policy))
        .bind(version.since)
        .bind(version.changed_by.to_string())
        .bind(version.change)
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds a change.
pub async fn insert_policy_change(conn: &mut Conn, change: &PolicyChange) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO policy_changes (seq, base_version, policy, reason, maker, proposed_at, binds_to, state_name, state, \
         checker) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(change.seq)
    .bind(change.base_version)
    .bind(Json(&change.policy))
    .bind(change.reason.as_str())
    .bind(change.maker.as_str())
    .bind(change.proposed_at)
    .bind(change.binds_to.0.to_vec())
    .bind(change.state.name())
    .bind(Json(&change.state))
    .bind(change.state.checker())
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes where a change stands.
pub async fn update_policy_change(conn: &mut Conn, change: &PolicyChange) -> Result<(), StoreError> {
    sqlx::query("UPDATE policy_changes SET state_name = $1, state = $2, checker = $3 WHERE seq = $4")
        .bind(change.state.name())
        .bind(Json(&change.state))
        .bind(change.state.checker())
        .bind(change.seq)
        .execute(conn)
        .await?;
    Ok(())
}

const CHANGES: &str =
    "SELECT seq, base_version, policy, reason, maker, proposed_at, binds_to, state FROM policy_changes";

/// Every change, in order.
pub async fn policy_changes(conn: &mut Conn) -> Result<Vec<PolicyChange>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(CHANGES);
    let rows = query.push(" ORDER BY seq").build().fetch_all(conn).await?;
    rows.iter().map(read_change).collect()
}

/// A change, which nobody else decides before this transaction ends.
pub async fn policy_change_for_update(conn: &mut Conn, seq: i32) -> Result<Option<PolicyChange>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(CHANGES);
    query.push(" WHERE seq = ").push_bind(seq).push(super::dialect::for_update());
    let row = query.build().fetch_optional(conn).await?;
    row.map(|row| read_change(&row)).transpose()
}

/// Cases with an open proposal that was not yet held against this version, in order; at most `limit`.
pub async fn proposals_to_revisit(conn: &mut Conn, version: i32, limit: i64) -> Result<Vec<CaseNumber>, StoreError> {
    let rows = sqlx::query(
        "SELECT number FROM proposals WHERE state_name = 'open' AND stands_by < $1 ORDER BY number LIMIT $2",
    )
    .bind(version)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(CaseNumber(row.try_get("number")?))).collect()
}

/// Notes that a version asks the same of an open proposal.
pub async fn note_stands_by(conn: &mut Conn, number: CaseNumber, seq: i32, version: i32) -> Result<(), StoreError> {
    sqlx::query("UPDATE proposals SET stands_by = $1 WHERE number = $2 AND seq = $3")
        .bind(version)
        .bind(number.0)
        .bind(seq)
        .execute(conn)
        .await?;
    Ok(())
}

fn read_version(row: &<Db as sqlx::Database>::Row) -> Result<PolicyVersion, StoreError> {
    let version: i32 = row.try_get("version")?;
    let Json(policy): Json<Policy> = row.try_get("policy")?;
    let changed_by: &str = row.try_get("changed_by")?;
    let bad = |reason: &str| StoreError::bad_data("policy_versions", version, reason);
    if policy.version != version {
        return Err(bad("the policy is another's"));
    }
    Ok(PolicyVersion {
        policy,
        since: row.try_get("since")?,
        changed_by: changed_by.parse().map_err(|_| bad("no actor"))?,
        change: row.try_get("change")?,
    })
}

fn read_change(row: &<Db as sqlx::Database>::Row) -> Result<PolicyChange, StoreError> {
    let seq: i32 = row.try_get("seq")?;
    let (Json(policy), Json(state)) = (row.try_get("policy")?, row.try_get("state")?);
    Ok(PolicyChange {
        seq,
        base_version: row.try_get("base_version")?,
        policy,
        reason: row.try_get("reason")?,
        maker: row.try_get("maker")?,
        proposed_at: row.try_get("proposed_at")?,
        binds_to: digest("policy_changes", seq, row.try_get("binds_to")?)?,
        state,
    })
}
