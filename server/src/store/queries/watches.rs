//! Payouts under watch: those that were confirmed as paid, and until when their money may come back.

use chrono::{DateTime, Utc};
use shared::case::{CaseNumber, Watch};
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::{StoreError, WatchRecord};

const COLUMNS: &str = "number, channel, since, until, missing_year";

/// Begins a watch.
pub async fn insert_watch(conn: &mut Conn, record: &WatchRecord) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO watches (number, channel, since, until, missing_year) VALUES ($1, $2, $3, $4, $5)")
        .bind(record.number.0)
        .bind(&record.channel)
        .bind(record.watch.since)
        .bind(record.watch.until)
        .bind(record.watch.missing_year)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes until when a watch goes on, now that it can be counted.
pub async fn count_watch(conn: &mut Conn, number: CaseNumber, watch: &Watch) -> Result<(), StoreError> {
    sqlx::query("UPDATE watches SET until = $1, missing_year = $2 WHERE number = $3 AND until IS NULL")
        .bind(watch.until)
        .bind(watch.missing_year)
        .bind(number.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The watch over a case's payout.
pub async fn watch(conn: &mut Conn, number: CaseNumber) -> Result<Option<WatchRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM watches WHERE number = "));
    query.push_bind(number.0).build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

/// The watches that are on at a time and have an end, the next to end first, behind a position.
pub async fn counted_watches(
    conn: &mut Conn,
    now: DateTime<Utc>,
    after: Option<(DateTime<Utc>, CaseNumber)>,
    limit: i64,
) -> Result<Vec<WatchRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM watches WHERE until > "));
    query.push_bind(now);
    if let Some((until, number)) = after {
        query.push(" AND (until, number) > (").push_bind(until).push(", ").push_bind(number.0).push(")");
    }
    query.push(" ORDER BY until, number LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

/// The watches whose end cannot be counted yet, by number, behind one.
pub async fn uncounted_watches(
    conn: &mut Conn,
    after: Option<CaseNumber>,
    limit: i64,
) -> Result<Vec<WatchRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM watches WHERE until IS NULL"));
    if let Some(number) = after {
        query.push(" AND number > ").push_bind(number.0);
    }
    query.push(" ORDER BY number LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

fn read(row: &<Db as sqlx::Database>::Row) -> Result<WatchRecord, StoreError> {
    let (since, until, missing_year) = (row.try_get("since")?, row.try_get("until")?, row.try_get("missing_year")?);
    Ok(WatchRecord {
        number: CaseNumber(row.try_get("number")?),
        channel: row.try_get("channel")?,
        watch: Watch { since, until, missing_year },
    })
}
