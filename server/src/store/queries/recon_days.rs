//! Days of accounts: that there are lines for them, how they were last run, and whether they are closed.

use chrono::NaiveDate;
use shared::api::recon::DayFigures;
use shared::case::CaseNumber;
use shared::recon::matching::Rule;
use shared::recon::{AccountId, Side};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, dialect};
use crate::store::{DayRecord, StoreError};

const COLUMNS: &str = "account, date, version, state, lines_version, ran_version, ran_at, has_ours, has_channel, is_collected, \
                       break_case, result";

/// Notes that lines of one side came into these days of an account: made where they are not there, run anew where they were run.
/// A closed day refuses.
pub async fn touch_recon_days(
    conn: &mut Conn,
    account: &AccountId,
    dates: &[NaiveDate],
    side: Side,
) -> Result<(), StoreError> {
    for date in dates {
        sqlx::query(
            "INSERT INTO recon_days (account, date, version, state, lines_version, ran_version, has_ours, \
             has_channel) VALUES ($1, $2, 1, 'open', 1, 0, $3, $4) ON CONFLICT (account, date) DO UPDATE SET \
             version = recon_days.version + 1, lines_version = recon_days.lines_version + 1, \
             has_ours = recon_days.has_ours OR excluded.has_ours, \
             has_channel = recon_days.has_channel OR excluded.has_channel",
        )
        .bind(account.as_str())
        .bind(*date)
        .bind(side == Side::Ours)
        .bind(side == Side::Channel)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The closed days of an account from a date on, in order.
pub async fn closed_days(conn: &mut Conn, account: &AccountId, from: NaiveDate) -> Result<Vec<NaiveDate>, StoreError> {
    let sql = "SELECT date FROM recon_days WHERE state = 'closed' AND account = $1 AND date >= $2 ORDER BY date";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(from).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("date")?)).collect()
}

/// A day.
pub async fn recon_day(conn: &mut Conn, account: &AccountId, date: NaiveDate) -> Result<Option<DayRecord>, StoreError> {
    find(conn, account, date, "").await
}

/// A day, which nobody else changes before this transaction ends.
pub async fn recon_day_for_update(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
) -> Result<Option<DayRecord>, StoreError> {
    find(conn, account, date, dialect::for_update()).await
}

/// The days of a period, of one account or of all, by account and date.
pub async fn recon_days(
    conn: &mut Conn,
    account: Option<&AccountId>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<DayRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM recon_days WHERE date BETWEEN "));
    query.push_bind(from).push(" AND ").push_bind(to);
    if let Some(account) = account {
        query.push(" AND account = ").push_bind(account.as_str());
    }
    query.push(" ORDER BY account, date");
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

/// The first open day of an account that is not as it was last run, among those that a statement has come up to.
pub async fn next_stale_day(conn: &mut Conn, account: &AccountId) -> Result<Option<DayRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM recon_days WHERE account = "));
    query.push_bind(account.as_str()).push(" AND state = 'open' AND ran_version < lines_version AND date <= ");
    query.push("(SELECT MAX(date) FROM recon_days WHERE has_channel AND account = ").push_bind(account.as_str());
    query.push(") ORDER BY date LIMIT 1");
    query.build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

/// Up to which date each side of an account is there: ours, and the channel's.
pub async fn coverage(
    conn: &mut Conn,
    account: &AccountId,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), StoreError> {
    let sql = "SELECT MAX(CASE WHEN is_collected THEN date END) AS ours, MAX(CASE WHEN has_channel THEN date END) AS channel \
               FROM recon_days WHERE account = $1";
    let row = sqlx::query(sql).bind(account.as_str()).fetch_one(conn).await?;
    Ok((row.try_get("ours")?, row.try_get("channel")?))
}

/// Writes what changed of a day, but for what comes into it.
pub async fn update_recon_day(conn: &mut Conn, day: &DayRecord) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE recon_days SET version = $1, state = $2, lines_version = $3, ran_version = $4, ran_at = $5, result = $6, \
         break_case = $7 WHERE account = $8 AND date = $9",
    )
    .bind(day.version)
    .bind(if day.is_closed { "closed" } else { "open" })
    .bind(day.lines_version)
    .bind(day.ran_version)
    .bind(day.ran_at)
    .bind(day.figures.as_ref().map(Json))
    .bind(day.break_case.map(|number| number.0))
    .bind(day.account.as_str())
    .bind(day.date)
    .execute(conn)
    .await?;
    Ok(())
}

/// Has an open day run anew.
pub async fn make_day_stale(conn: &mut Conn, account: &AccountId, date: NaiveDate) -> Result<(), StoreError> {
    let sql = "UPDATE recon_days SET version = version + 1, lines_version = lines_version + 1 \
               WHERE account = $1 AND date = $2 AND state = 'open'";
    sqlx::query(sql).bind(account.as_str()).bind(date).execute(conn).await?;
    Ok(())
}

/// How many lines of a day wait, moved nothing, and are in discrepancies that are open or settled.
pub async fn count_places(conn: &mut Conn, account: &AccountId, day: NaiveDate) -> Result<(i64, i64, i64), StoreError> {
    let sql = "SELECT CAST(COUNT(CASE kind WHEN 'held' THEN 1 END) AS BIGINT) AS held, \
               CAST(COUNT(CASE kind WHEN 'unmoved' THEN 1 END) AS BIGINT) AS unmoved, \
               CAST(COUNT(CASE kind WHEN 'discrepancy' THEN 1 END) AS BIGINT) AS differing \
               FROM recon_places WHERE account = $1 AND day = $2 AND kind <> 'matched'";
    let row = sqlx::query(sql).bind(account.as_str()).bind(day).fetch_one(conn).await?;
    Ok((row.try_get("held")?, row.try_get("unmoved")?, row.try_get("differing")?))
}

/// How many matches each rule gave in a day.
pub async fn count_rules(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
) -> Result<Vec<(Rule, i64)>, StoreError> {
    let sql = "SELECT rule, CAST(COUNT(DISTINCT place) AS BIGINT) AS count FROM recon_places \
               WHERE account = $1 AND date = $2 AND kind = 'matched' GROUP BY rule ORDER BY rule";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(date).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let name: &str = row.try_get("rule")?;
            let bad = || StoreError::bad_data("recon_places", date, format!("no rule {name}"));
            Ok((Rule::from_name(name).ok_or_else(bad)?, row.try_get("count")?))
        })
        .collect()
}

async fn find(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
    lock: &str,
) -> Result<Option<DayRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM recon_days WHERE account = "));
    query.push_bind(account.as_str()).push(" AND date = ").push_bind(date).push(lock);
    query.build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

fn read(row: &<Db as sqlx::Database>::Row) -> Result<DayRecord, StoreError> {
    let (account, date, state): (&str, NaiveDate, &str) =
        (row.try_get("account")?, row.try_get("date")?, row.try_get("state")?);
    let bad = || StoreError::bad_data("recon_days", format!("{account}/{date}"), "no account");
    let figures: Option<Json<DayFigures>> = row.try_get("result")?;
    let break_case: Option<i64> = row.try_get("break_case")?;
    Ok(DayRecord {
        account: AccountId::parse(account).ok_or_else(bad)?,
        date,
        version: row.try_get("version")?,
        is_closed: state == "closed",
        lines_version: row.try_get("lines_version")?,
        ran_version: row.try_get("ran_version")?,
        ran_at: row.try_get("ran_at")?,
        has_ours: row.try_get("has_ours")?,
        has_channel: row.try_get("has_channel")?,
        is_collected: row.try_get("is_collected")?,
        break_case: break_case.map(CaseNumber),
        figures: figures.map(|Json(figures)| figures),
    })
}
