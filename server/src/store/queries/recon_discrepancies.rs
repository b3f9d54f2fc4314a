//! Discrepancies, and what people did with matches by hand.

use chrono::{DateTime, NaiveDate, Utc};
use shared::api::recon::DiscrepancyState;
use shared::case::CaseNumber;
use shared::recon::AccountId;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::matching::{LineId, MatchId};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db};
use crate::store::{DiscrepancyRecord, MatchByHand, StoreError};

const ROWS_PER_INSERT: usize = 500;
pub(super) const COLUMNS: &str =
    "id, account, date, content, found, causes, state, by_hand, case_number, found_at, ended_at";

/// Adds discrepancies, with the lines that they are about.
pub async fn insert_discrepancies(conn: &mut Conn, records: &[DiscrepancyRecord]) -> Result<(), StoreError> {
    for records in records.chunks(ROWS_PER_INSERT) {
        let mut insert = QueryBuilder::<Db>::new(
            "INSERT INTO discrepancies (id, account, date, kind, content, amount_minor, found, causes, state, by_hand, \
             case_number, found_at, ended_at) ",
        );
        insert.push_values(records, |mut row, record| {
            row.push_bind(record.id)
                .push_bind(record.account.as_str())
                .push_bind(record.date)
                .push_bind(record.found.kind.name())
                .push_bind(record.content.0.to_vec())
                .push_bind(record.found.amount.minor())
                .push_bind(Json(&record.found))
                .push_bind(Json(&record.causes))
                .push_bind(record.state.name())
                .push_bind(record.is_by_hand)
                .push_bind(record.case.map(|number| number.0))
                .push_bind(record.found_at)
                .push_bind(record.ended_at);
        });
        insert.build().execute(&mut *conn).await?;
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO discrepancy_lines (discrepancy, line) ");
        let lines = records.iter().flat_map(|record| record.found.lines().map(|line| (record.id, line)));
        insert.push_values(lines, |mut row, (id, line)| {
            row.push_bind(id).push_bind(line.0);
        });
        insert.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// A discrepancy.
pub async fn discrepancy(conn: &mut Conn, id: i64) -> Result<Option<DiscrepancyRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM discrepancies WHERE id = "));
    query.push_bind(id).build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

/// How many discrepancies were found in a day, by type and by where they stand.
pub async fn count_discrepancies(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
) -> Result<Vec<(DiscrepancyKind, DiscrepancyState, i64)>, StoreError> {
    let sql = "SELECT kind, state, CAST(COUNT(*) AS BIGINT) AS count FROM discrepancies \
               WHERE account = $1 AND date = $2 GROUP BY kind, state ORDER BY kind, state";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(date).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let (kind, state): (&str, &str) = (row.try_get("kind")?, row.try_get("state")?);
            let bad = |what: &str| StoreError::bad_data("discrepancies", date, format!("no {what}"));
            let kind = DiscrepancyKind::from_name(kind).ok_or_else(|| bad(kind))?;
            let state = DiscrepancyState::from_name(state).ok_or_else(|| bad(state))?;
            Ok((kind, state, row.try_get("count")?))
        })
        .collect()
}

/// How many open discrepancies a day's lines are in, in whatever day they were found.
pub async fn count_open_discrepancies(conn: &mut Conn, account: &AccountId, day: NaiveDate) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COUNT(DISTINCT d.id) AS BIGINT) AS count FROM recon_places p JOIN discrepancies d \
               ON d.id = p.place AND d.state = 'open' WHERE p.account = $1 AND p.day = $2 AND p.kind = 'discrepancy'";
    Ok(sqlx::query(sql).bind(account.as_str()).bind(day).fetch_one(conn).await?.try_get("count")?)
}

/// The discrepancies of a case, in order.
pub async fn discrepancies_of_case(conn: &mut Conn, number: CaseNumber) -> Result<Vec<DiscrepancyRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM discrepancies WHERE case_number = "));
    query.push_bind(number.0).push(" ORDER BY id").build().fetch_all(conn).await?.iter().map(read).collect()
}

/// Writes why an open discrepancy may be, and its case.
pub async fn update_discrepancy(conn: &mut Conn, record: &DiscrepancyRecord) -> Result<(), StoreError> {
    sqlx::query("UPDATE discrepancies SET causes = $1, case_number = $2 WHERE id = $3 AND state = 'open'")
        .bind(Json(&record.causes))
        .bind(record.case.map(|number| number.0))
        .bind(record.id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends an open discrepancy; answers whether it was open.
pub async fn end_discrepancy(
    conn: &mut Conn,
    id: i64,
    state: DiscrepancyState,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE discrepancies SET state = $1, ended_at = $2 WHERE id = $3 AND state = 'open'";
    let ended = sqlx::query(sql).bind(state.name()).bind(at).bind(id).execute(conn).await?;
    Ok(ended.rows_affected() > 0)
}

/// Settles the open discrepancies of a case; answers the accounts and days that they are of.
pub async fn settle_discrepancies(
    conn: &mut Conn,
    number: CaseNumber,
    at: DateTime<Utc>,
) -> Result<Vec<(AccountId, NaiveDate)>, StoreError> {
    let sql = "UPDATE discrepancies SET state = 'settled', ended_at = $1 WHERE case_number = $2 AND state = 'open' \
               RETURNING account, date";
    let rows = sqlx::query(sql).bind(at).bind(number.0).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let account: &str = row.try_get("account")?;
            let bad = || StoreError::bad_data("discrepancies", number, format!("no account {account}"));
            Ok((AccountId::parse(account).ok_or_else(bad)?, row.try_get("date")?))
        })
        .collect()
}

/// Writes down a match by hand.
pub async fn insert_match_by_hand(conn: &mut Conn, record: &MatchByHand) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO matches_by_hand (id, account, date, by, at, reason) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(record.id.0)
        .bind(record.account.as_str())
        .bind(record.date)
        .bind(record.by.to_string())
        .bind(record.at)
        .bind(record.reason.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Those of these matches that a person made.
pub async fn matches_by_hand(conn: &mut Conn, ids: &[MatchId]) -> Result<Vec<MatchByHand>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut query =
        QueryBuilder::<Db>::new("SELECT id, account, date, by, at, reason FROM matches_by_hand WHERE id IN (");
    let mut wanted = query.separated(", ");
    for id in ids {
        wanted.push_bind(id.0);
    }
    let rows = query.push(") ORDER BY id").build().fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let (id, account, by): (i64, &str, &str) =
                (row.try_get("id")?, row.try_get("account")?, row.try_get("by")?);
            let bad = |what: &str| StoreError::bad_data("matches_by_hand", id, format!("no {what}"));
            Ok(MatchByHand {
                id: MatchId(id),
                account: AccountId::parse(account).ok_or_else(|| bad("account"))?,
                date: row.try_get("date")?,
                by: by.parse().map_err(|_| bad("actor"))?,
                at: row.try_get("at")?,
                reason: row.try_get("reason")?,
            })
        })
        .collect()
}

/// Notes that lines are tied together by hand only, from now on: a person undid their match.
pub async fn set_lines_apart(
    conn: &mut Conn,
    lines: &[LineId],
    by: &str,
    at: DateTime<Utc>,
    reason: &str,
) -> Result<(), StoreError> {
    for line in lines {
        sqlx::query(
            "INSERT INTO lines_set_apart (line, by, at, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(line.0)
        .bind(by)
        .bind(at)
        .bind(reason)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

pub(super) fn read(row: &<Db as sqlx::Database>::Row) -> Result<DiscrepancyRecord, StoreError> {
    let (id, account, state): (i64, &str, &str) = (row.try_get("id")?, row.try_get("account")?, row.try_get("state")?);
    let bad = |what: String| StoreError::bad_data("discrepancies", id, what);
    let (Json(found), Json(causes)) = (row.try_get("found")?, row.try_get("causes")?);
    let case: Option<i64> = row.try_get("case_number")?;
    Ok(DiscrepancyRecord {
        id,
        account: AccountId::parse(account).ok_or_else(|| bad(format!("no account {account}")))?,
        date: row.try_get("date")?,
        content: digest("discrepancies", id, row.try_get("content")?)?,
        found,
        causes,
        state: DiscrepancyState::from_name(state).ok_or_else(|| bad(format!("no state {state}")))?,
        is_by_hand: row.try_get("by_hand")?,
        case: case.map(CaseNumber),
        found_at: row.try_get("found_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}
