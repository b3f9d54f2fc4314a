//! Users and the links by which they set a password.

use chrono::{DateTime, Utc};
use shared::digest::Digest;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::dialect::for_update;
use super::{Conn, Db};
use crate::store::{SetupLinkRecord, StoreError, UserRecord};

const USER: &str = "SELECT name, display_name, roles, disabled, password_hash, failed_attempts, locked_until, \
                    created_at, last_sign_in_at FROM users";

/// A user.
pub async fn user(conn: &mut Conn, name: &str) -> Result<Option<UserRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{USER} WHERE name = $1"));
    Ok(sqlx::query_as::<Db, _>(sql).bind(name).fetch_optional(conn).await?)
}

/// A user, locked until the transaction ends.
pub async fn user_for_update(conn: &mut Conn, name: &str) -> Result<Option<UserRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{USER} WHERE name = $1{}", for_update()));
    Ok(sqlx::query_as::<Db, _>(sql).bind(name).fetch_optional(conn).await?)
}

/// Every user, by name.
pub async fn users(conn: &mut Conn) -> Result<Vec<UserRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{USER} ORDER BY name"));
    Ok(sqlx::query_as::<Db, _>(sql).fetch_all(conn).await?)
}

/// Every user that is not kept out, locked until the transaction ends, always in the same order.
pub async fn enabled_users_for_update(conn: &mut Conn) -> Result<Vec<UserRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{USER} WHERE NOT disabled ORDER BY name{}", for_update()));
    Ok(sqlx::query_as::<Db, _>(sql).fetch_all(conn).await?)
}

/// Adds a user.
pub async fn insert_user(conn: &mut Conn, user: &UserRecord) -> Result<(), StoreError> {
    let sql = "INSERT INTO users (name, display_name, roles, disabled, password_hash, failed_attempts, locked_until, \
               created_at, last_sign_in_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(&user.name)
        .bind(&user.display_name)
        .bind(Json(&user.roles))
        .bind(user.disabled)
        .bind(&user.password_hash)
        .bind(user.attempts.failed)
        .bind(user.attempts.locked_until)
        .bind(user.created_at)
        .bind(user.last_sign_in_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes all of a user that may change.
pub async fn update_user(conn: &mut Conn, user: &UserRecord) -> Result<(), StoreError> {
    let sql = "UPDATE users SET display_name = $2, roles = $3, disabled = $4, password_hash = $5, \
               failed_attempts = $6, locked_until = $7, last_sign_in_at = $8 WHERE name = $1";
    sqlx::query(sql)
        .bind(&user.name)
        .bind(&user.display_name)
        .bind(Json(&user.roles))
        .bind(user.disabled)
        .bind(&user.password_hash)
        .bind(user.attempts.failed)
        .bind(user.attempts.locked_until)
        .bind(user.last_sign_in_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds a link.
pub async fn insert_setup_link(
    conn: &mut Conn,
    token: Digest,
    user_name: &str,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO setup_links (token_hash, user_name, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token.0.to_vec())
        .bind(user_name)
        .bind(created_at)
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// The link of that token.
pub async fn setup_link(conn: &mut Conn, token: Digest) -> Result<Option<SetupLinkRecord>, StoreError> {
    let sql = "SELECT user_name, expires_at, ended_at FROM setup_links WHERE token_hash = $1";
    Ok(sqlx::query_as::<Db, _>(sql).bind(token.0.to_vec()).fetch_optional(conn).await?)
}

/// Ends every link of a user.
pub async fn end_setup_links(conn: &mut Conn, user_name: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("UPDATE setup_links SET ended_at = $2 WHERE user_name = $1 AND ended_at IS NULL")
        .bind(user_name)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}
