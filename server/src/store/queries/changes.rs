//! What changed lately. Every change of a case writes its row in `queue`, so the index of that table by the time of the
//! last change is the feed: nothing else has to be written.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::api::changes::UnreadView;
use shared::case::CaseNumber;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::StoreError;

/// The cases that changed at or after `since` with their versions, the latest change first, up to `limit`.
pub async fn changed_cases(
    conn: &mut Conn,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(CaseNumber, i64)>, StoreError> {
    let sql = "SELECT number, version FROM queue WHERE updated_at >= $1 ORDER BY updated_at DESC, number DESC LIMIT $2";
    let rows = sqlx::query(sql).bind(since).bind(limit).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((CaseNumber(row.try_get("number")?), row.try_get("version")?))).collect()
}

/// How the notices of these people stand; who is absent has none unread.
pub async fn unread_of(conn: &mut Conn, users: &[&str]) -> Result<HashMap<String, UnreadView>, StoreError> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = QueryBuilder::<Db>::new(
        "SELECT user_name, CAST(COUNT(*) AS BIGINT) AS unread, CAST(MAX(id) AS BIGINT) AS newest FROM notices \
         WHERE read_at IS NULL AND user_name IN (",
    );
    let mut wanted = query.separated(", ");
    for user in users {
        wanted.push_bind(*user);
    }
    let rows = query.push(") GROUP BY user_name").build().fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let unread = UnreadView { unread: row.try_get("unread")?, newest: row.try_get("newest")? };
            Ok((row.try_get("user_name")?, unread))
        })
        .collect()
}
