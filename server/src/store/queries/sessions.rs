//! Sessions.

use chrono::{DateTime, Utc};
use shared::digest::Digest;
use sqlx::Row;

use super::{Conn, Db};
use crate::store::{NewSession, SessionOfUser, SessionRecord, StoreError};

/// Adds a session; answers its number.
pub async fn insert_session(conn: &mut Conn, session: &NewSession) -> Result<i64, StoreError> {
    let sql = "INSERT INTO sessions (token_hash, user_name, started_at, last_seen_at, expires_at, address, user_agent) \
               VALUES ($1, $2, $3, $3, $4, $5, $6) RETURNING id";
    let row = sqlx::query(sql)
        .bind(session.token.0.to_vec())
        .bind(&session.user_name)
        .bind(session.started_at)
        .bind(session.expires_at)
        .bind(&session.address)
        .bind(&session.user_agent)
        .fetch_one(conn)
        .await?;
    Ok(row.try_get("id")?)
}

/// The session of that token, with its user.
pub async fn session_by_token(conn: &mut Conn, token: Digest) -> Result<Option<SessionOfUser>, StoreError> {
    let sql = "SELECT id, user_name, started_at, last_seen_at, expires_at, ended_at, address, user_agent, \
               name, display_name, roles, disabled, password_hash, failed_attempts, locked_until, created_at, \
               last_sign_in_at FROM sessions JOIN users ON name = user_name WHERE token_hash = $1";
    Ok(sqlx::query_as::<Db, _>(sql).bind(token.0.to_vec()).fetch_optional(conn).await?)
}

/// The sessions of a user that nobody has ended, the newest first.
pub async fn open_sessions(conn: &mut Conn, user_name: &str) -> Result<Vec<SessionRecord>, StoreError> {
    let sql = "SELECT id, user_name, started_at, last_seen_at, expires_at, ended_at, address, user_agent \
               FROM sessions WHERE user_name = $1 AND ended_at IS NULL ORDER BY id DESC";
    Ok(sqlx::query_as::<Db, _>(sql).bind(user_name).fetch_all(conn).await?)
}

/// Notes that a session was used.
pub async fn touch_session(conn: &mut Conn, id: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2 AND ended_at IS NULL")
        .bind(id)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session of a user; answers whether it had been open.
pub async fn end_session(conn: &mut Conn, user_name: &str, id: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET ended_at = $3 WHERE user_name = $1 AND id = $2 AND ended_at IS NULL";
    let ended = sqlx::query(sql).bind(user_name).bind(id).bind(at).execute(conn).await?;
    Ok(ended.rows_affected() > 0)
}

/// Ends every session of a user but one; answers how many had been open.
pub async fn end_sessions(
    conn: &mut Conn,
    user_name: &str,
    but: Option<i64>,
    at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // No session has the number 0.
    let sql = "UPDATE sessions SET ended_at = $3 WHERE user_name = $1 AND id <> $2 AND ended_at IS NULL";
    let ended = sqlx::query(sql).bind(user_name).bind(but.unwrap_or(0)).bind(at).execute(conn).await?;
    Ok(ended.rows_affected())
}
