//! How cases with a code ended: narrow rows, written once when a case closes.

use shared::api::channels::CodeEndings;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::{CodeEndingRecord, StoreError};

/// Adds how cases with codes ended.
pub async fn insert_code_endings(conn: &mut Conn, endings: &[CodeEndingRecord]) -> Result<(), StoreError> {
    if endings.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Db>::new("INSERT INTO code_endings (channel, api, field, code, number, outcome) ");
    insert.push_values(endings, |mut row, ending| {
        row.push_bind(ending.channel.as_str())
            .push_bind(ending.api.as_str())
            .push_bind(ending.field.as_str())
            .push_bind(ending.code.as_str())
            .push_bind(ending.number.0)
            .push_bind(ending.outcome.name());
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// How the last `limit` cases with a code ended, and against how many of those something came up later.
pub async fn code_endings(
    conn: &mut Conn,
    channel: &str,
    (api, field, code): (&str, &str, &str),
    limit: i64,
) -> Result<CodeEndings, StoreError> {
    let rows = sqlx::query(
        "SELECT e.outcome, COUNT(*) AS counted, CAST(SUM(CASE WHEN EXISTS \
         (SELECT 1 FROM cases l WHERE l.linked_from = e.number) THEN 1 ELSE 0 END) AS BIGINT) AS contradicted FROM \
         (SELECT number, outcome FROM code_endings WHERE channel = $1 AND api = $2 AND field = $3 AND code = $4 \
         ORDER BY number DESC LIMIT $5) AS e GROUP BY e.outcome",
    )
    .bind(channel)
    .bind(api)
    .bind(field)
    .bind(code)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    let (api, field, code) = (api.to_owned(), field.to_owned(), code.to_owned());
    let mut endings = CodeEndings { api, field, code, paid: 0, not_paid: 0, contradicted: 0 };
    for row in rows {
        let (outcome, counted): (&str, i64) = (row.try_get("outcome")?, row.try_get("counted")?);
        match outcome {
            "confirmed_paid" => endings.paid += counted,
            _ => endings.not_paid += counted,
        }
        endings.contradicted += row.try_get::<i64, _>("contradicted")?;
    }
    Ok(endings)
}

/// The next code of a channel with which a case ended, behind (API, field, code) in that order.
pub async fn next_code_ended(
    conn: &mut Conn,
    channel: &str,
    (api, field, code): (&str, &str, &str),
) -> Result<Option<(String, String, String)>, StoreError> {
    let row = sqlx::query(
        "SELECT api, field, code FROM code_endings WHERE channel = $1 AND (api, field, code) > ($2, $3, $4) \
         ORDER BY api, field, code LIMIT 1",
    )
    .bind(channel)
    .bind(api)
    .bind(field)
    .bind(code)
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((row.try_get("api")?, row.try_get("field")?, row.try_get("code")?))).transpose()
}
