//! Names that nobody has and that someone tried to sign in with. Only their digests are kept, and not without end.

use shared::digest::Digest;
use sqlx::AssertSqlSafe;

use super::dialect::for_update;
use super::{Conn, Db};
use crate::store::{Attempts, StoreError};

const ATTEMPTS: &str = "SELECT failed_attempts, locked_until FROM unknown_names WHERE name_hash = $1";

/// How often a name was tried that nobody has.
pub async fn attempts_with_unknown_name(conn: &mut Conn, name: Digest) -> Result<Option<Attempts>, StoreError> {
    Ok(sqlx::query_as::<Db, _>(ATTEMPTS).bind(name.0.to_vec()).fetch_optional(conn).await?)
}

/// The same, locked until the transaction ends.
pub async fn unknown_name_for_update(conn: &mut Conn, name: Digest) -> Result<Option<Attempts>, StoreError> {
    let sql = AssertSqlSafe(format!("{ATTEMPTS}{}", for_update()));
    Ok(sqlx::query_as::<Db, _>(sql).bind(name.0.to_vec()).fetch_optional(conn).await?)
}

/// Notes the first attempt with a name; of all names the newest `kept` stay.
pub async fn insert_unknown_name(
    conn: &mut Conn,
    name: Digest,
    attempts: &Attempts,
    kept: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO unknown_names (name_hash, failed_attempts, locked_until) VALUES ($1, $2, $3) RETURNING id";
    let id: i64 = sqlx::query_scalar(sql)
        .bind(name.0.to_vec())
        .bind(attempts.failed)
        .bind(attempts.locked_until)
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query("DELETE FROM unknown_names WHERE id <= $1").bind(id - kept).execute(conn).await?;
    Ok(())
}

/// Notes one more attempt with a name.
pub async fn update_unknown_name(conn: &mut Conn, name: Digest, attempts: &Attempts) -> Result<(), StoreError> {
    sqlx::query("UPDATE unknown_names SET failed_attempts = $2, locked_until = $3 WHERE name_hash = $1")
        .bind(name.0.to_vec())
        .bind(attempts.failed)
        .bind(attempts.locked_until)
        .execute(conn)
        .await?;
    Ok(())
}
