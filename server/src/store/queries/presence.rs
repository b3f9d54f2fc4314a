//! Who looks at which case.

use chrono::{DateTime, Utc};
use shared::api::presence::{Doing, Present};
use shared::case::CaseNumber;
use sqlx::Row;

use super::{Conn, Db};
use crate::store::StoreError;

/// Notes that a person looks at a case, and what they do.
pub async fn put_presence(
    conn: &mut Conn,
    number: CaseNumber,
    user: &str,
    doing: Doing,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO presence (number, user_name, doing, seen_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (number, user_name) DO UPDATE SET doing = excluded.doing, seen_at = excluded.seen_at";
    sqlx::query(sql).bind(number.0).bind(user).bind(doing.name()).bind(at).execute(conn).await?;
    Ok(())
}

/// Notes that a person has left a case.
pub async fn end_presence(conn: &mut Conn, number: CaseNumber, user: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM presence WHERE number = $1 AND user_name = $2";
    sqlx::query(sql).bind(number.0).bind(user).execute(conn).await?;
    Ok(())
}

/// Forgets whoever was last seen at a time or before.
pub async fn forget_presence(conn: &mut Conn, until: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM presence WHERE seen_at <= $1").bind(until).execute(conn).await?;
    Ok(())
}

/// Who was seen since, by case and name.
pub async fn present(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<(CaseNumber, Present)>, StoreError> {
    let sql = "SELECT number, user_name, doing FROM presence WHERE seen_at > $1 ORDER BY number, user_name";
    let rows = sqlx::query(sql).bind(since).fetch_all(conn).await?;
    rows.iter()
        .map(|row: &<Db as sqlx::Database>::Row| {
            let number: i64 = row.try_get("number")?;
            let doing = Doing::from_name(row.try_get("doing")?);
            let doing = doing.ok_or_else(|| StoreError::bad_data("presence", number, "doing cannot be read"))?;
            Ok((CaseNumber(number), Present { name: row.try_get("user_name")?, doing }))
        })
        .collect()
}
