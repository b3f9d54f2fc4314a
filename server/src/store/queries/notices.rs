//! What the desk tells people.

use chrono::{DateTime, Utc};
use shared::api::notices::{Notice, NoticeView};
use shared::case::CaseNumber;
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::{NewNotice, StoreError};

/// Gives notices to people.
pub async fn insert_notices(conn: &mut Conn, notices: &[NewNotice]) -> Result<(), StoreError> {
    if notices.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Db>::new("INSERT INTO notices (user_name, at, number, notice) ");
    insert.push_values(notices, |mut row, notice| {
        row.push_bind(notice.user_name.as_str())
            .push_bind(notice.at)
            .push_bind(notice.number.map(|number| number.0))
            .push_bind(Json(&notice.notice));
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// A person's notices, the newest first, up to `limit`.
pub async fn notices(conn: &mut Conn, user_name: &str, limit: i64) -> Result<Vec<NoticeView>, StoreError> {
    let sql = "SELECT id, at, number, notice, read_at FROM notices WHERE user_name = $1 ORDER BY id DESC LIMIT $2";
    let rows = sqlx::query(sql).bind(user_name).bind(limit).fetch_all(conn).await?;
    rows.into_iter()
        .map(|row| {
            Ok(NoticeView {
                id: row.try_get("id")?,
                at: row.try_get("at")?,
                number: row.try_get::<Option<i64>, _>("number")?.map(CaseNumber),
                notice: row.try_get::<Json<Notice>, _>("notice")?.0,
                read: row.try_get::<Option<DateTime<Utc>>, _>("read_at")?.is_some(),
            })
        })
        .collect()
}

/// How many of a person's notices are unread.
pub async fn unread_notices(conn: &mut Conn, user_name: &str) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(count(*) AS BIGINT) AS unread FROM notices WHERE user_name = $1 AND read_at IS NULL";
    Ok(sqlx::query(sql).bind(user_name).fetch_one(conn).await?.try_get("unread")?)
}

/// Notes that a person has read all up to a number.
pub async fn read_notices(conn: &mut Conn, user_name: &str, up_to: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("UPDATE notices SET read_at = $3 WHERE user_name = $1 AND id <= $2 AND read_at IS NULL")
        .bind(user_name)
        .bind(up_to)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes of a notice that a person was given, word for word, that it is settled: nothing waits for them any more.
pub async fn settle_notice(
    conn: &mut Conn,
    user_name: &str,
    notice: &Notice,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE notices SET read_at = $3 WHERE user_name = $1 AND notice = $2 AND read_at IS NULL")
        .bind(user_name)
        .bind(Json(notice))
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}
