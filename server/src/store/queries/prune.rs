//! Deleting what nobody can use any more, a few rows at a time. What the trail, evidence or cases say is never among it.

use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::StoreError;

/// Deletes sessions that were ended, or whose time was over, before a time; up to `limit`. Answers how many.
pub async fn delete_old_sessions(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let sql =
        "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ended_at < $1 OR expires_at < $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(before).bind(limit).execute(conn).await?.rows_affected())
}

/// Deletes setup links that were used, or whose time was over, before a time; up to `limit`. Answers how many.
pub async fn delete_old_setup_links(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let sql = "DELETE FROM setup_links WHERE token_hash IN \
               (SELECT token_hash FROM setup_links WHERE ended_at < $1 OR expires_at < $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(before).bind(limit).execute(conn).await?.rows_affected())
}

/// Idempotency keys that were answered before a time, with their clients; up to `limit`.
pub async fn old_answers(
    conn: &mut Conn,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT client, key FROM idempotency_keys WHERE created_at < $1 LIMIT $2";
    let rows = sqlx::query(sql).bind(before).bind(limit).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("client")?, row.try_get("key")?))).collect()
}

/// Deletes the answers to these clients' keys.
pub async fn delete_answers(conn: &mut Conn, keys: &[(String, String)]) -> Result<(), StoreError> {
    for (client, key) in keys {
        let mut query = QueryBuilder::<Db>::new("DELETE FROM idempotency_keys WHERE client = ");
        query.push_bind(client.as_str()).push(" AND key = ").push_bind(key.as_str());
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}
