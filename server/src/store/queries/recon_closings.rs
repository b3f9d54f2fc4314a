//! What closing a day looks at, and how days were closed.

use chrono::NaiveDate;
use shared::actor::Actor;
use shared::api::recon::{BalanceMoment, ClosingState, ClosingView};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::recon::AccountId;
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::recon_places::COUNTING;
use super::{Conn, Db};
use crate::store::{AttachmentRecord, BalanceRecord, DayLineCounts, StoreError};

/// Writes down a balance that was told, behind those before.
pub async fn insert_day_balance(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    balance: &BalanceRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO day_balances (account, date, seq, moment, amount_minor, file, told_by, told_at, reason, attachments, \
         seen) VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) + 1 FROM day_balances WHERE account = $1 AND date = $2), \
         $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(account.as_str())
    .bind(date)
    .bind(balance.moment.name())
    .bind(balance.amount_minor)
    .bind(balance.file)
    .bind(balance.told_by.to_string())
    .bind(balance.told_at)
    .bind(balance.reason.as_deref())
    .bind(Json(&balance.attachments))
    .bind(balance.seen.as_ref().map(Json))
    .execute(conn)
    .await?;
    Ok(())
}

/// The balances that were told of the days of a period, each with its day, in order.
pub async fn day_balances(
    conn: &mut Conn,
    account: &AccountId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(NaiveDate, BalanceRecord)>, StoreError> {
    let sql = "SELECT date, moment, amount_minor, file, told_by, told_at, reason, attachments, seen FROM day_balances \
               WHERE account = $1 AND date BETWEEN $2 AND $3 ORDER BY date, seq";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(from).bind(to).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let (moment, told_by): (&str, &str) = (row.try_get("moment")?, row.try_get("told_by")?);
            let bad = |what: &str| StoreError::bad_data("day_balances", account, format!("no {what}"));
            let Json(attachments) = row.try_get("attachments")?;
            let seen: Option<Json<_>> = row.try_get("seen")?;
            let record = BalanceRecord {
                moment: BalanceMoment::from_name(moment).ok_or_else(|| bad("moment"))?,
                amount_minor: row.try_get("amount_minor")?,
                file: row.try_get("file")?,
                told_by: told_by.parse().map_err(|_| bad("actor"))?,
                told_at: row.try_get("told_at")?,
                reason: row.try_get("reason")?,
                attachments,
                seen: seen.map(|Json(seen)| seen),
            };
            Ok((row.try_get("date")?, record))
        })
        .collect()
}

/// Keeps a file that shows a balance.
pub async fn insert_day_attachment(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    record: &AttachmentRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO day_attachments (account, date, sha256, name, media_type, content) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT DO NOTHING",
    )
    .bind(account.as_str())
    .bind(date)
    .bind(record.attachment.sha256.0.to_vec())
    .bind(record.attachment.name.as_str())
    .bind(record.attachment.media_type.as_str())
    .bind(record.content.as_slice())
    .execute(conn)
    .await?;
    Ok(())
}

/// A file that shows a balance: its media type and its content.
pub async fn day_attachment(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    sha256: Digest,
) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let sql = "SELECT media_type, content FROM day_attachments WHERE account = $1 AND date = $2 AND sha256 = $3";
    let row = sqlx::query(sql).bind(account.as_str()).bind(date).bind(sha256.0.to_vec()).fetch_optional(conn).await?;
    row.map(|row| Ok((row.try_get("media_type")?, row.try_get("content")?))).transpose()
}

/// How many lines of a day are in discrepancies that are open and settled, and how many are in no place.
pub async fn count_day_lines(
    conn: &mut Conn,
    account: &AccountId,
    day: NaiveDate,
    is_stale: bool,
) -> Result<DayLineCounts, StoreError> {
    let sql = "SELECT CAST(COUNT(CASE d.state WHEN 'open' THEN 1 END) AS BIGINT) AS open, \
               CAST(COUNT(CASE d.state WHEN 'settled' THEN 1 END) AS BIGINT) AS settled \
               FROM recon_places p JOIN discrepancies d ON d.id = p.place \
               WHERE p.account = $1 AND p.day = $2 AND p.kind = 'discrepancy'";
    let row = sqlx::query(sql).bind(account.as_str()).bind(day).fetch_one(&mut *conn).await?;
    let (open, settled) = (row.try_get("open")?, row.try_get("settled")?);
    // A day as it was run has no line without a place; very many need not be counted for that.
    if !is_stale {
        return Ok(DayLineCounts { open, settled, unplaced: 0 });
    }
    let mut query =
        QueryBuilder::<Db>::new("SELECT CAST(COUNT(*) AS BIGINT) AS unplaced FROM recon_lines l WHERE l.account = ");
    query.push_bind(account.as_str()).push(" AND l.day = ").push_bind(day);
    query.push(format!(" AND {COUNTING} AND NOT EXISTS (SELECT 1 FROM recon_places p WHERE p.line = l.id)"));
    let unplaced = query.build().fetch_one(conn).await?.try_get("unplaced")?;
    Ok(DayLineCounts { open, settled, unplaced })
}

/// The cases of the open discrepancies that a day's lines are in, in order, up to `limit`.
pub async fn open_cases_of_day(
    conn: &mut Conn,
    account: &AccountId,
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<CaseNumber>, StoreError> {
    let sql = "SELECT DISTINCT d.case_number FROM recon_places p JOIN discrepancies d ON d.id = p.place AND d.state = 'open' \
               WHERE p.account = $1 AND p.day = $2 AND p.kind = 'discrepancy' AND d.case_number IS NOT NULL \
               ORDER BY d.case_number LIMIT $3";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(day).bind(limit).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(CaseNumber(row.try_get("case_number")?))).collect()
}

/// The first open day of an account before a date.
pub async fn first_open_day_before(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT MIN(date) AS first FROM recon_days WHERE account = $1 AND date < $2 AND state = 'open'";
    Ok(sqlx::query(sql).bind(account.as_str()).bind(date).fetch_one(conn).await?.try_get("first")?)
}

/// The last day of an account before a date of which a balance was told.
pub async fn last_day_before(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT MAX(date) AS last FROM day_balances WHERE account = $1 AND date < $2";
    Ok(sqlx::query(sql).bind(account.as_str()).bind(date).fetch_one(conn).await?.try_get("last")?)
}

/// Notes that our books have sent all their lines up to a date; answers the open days that learn it only now.
pub async fn collect_days(
    conn: &mut Conn,
    account: &AccountId,
    until: NaiveDate,
) -> Result<Vec<NaiveDate>, StoreError> {
    let sql = "UPDATE recon_days SET is_collected = TRUE, version = version + 1, lines_version = lines_version + 1 \
               WHERE account = $1 AND date <= $2 AND NOT is_collected AND state = 'open' RETURNING date";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(until).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("date")?)).collect()
}

/// Adds a proposal to close a day.
pub async fn insert_day_closing(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    closing: &ClosingView,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO day_closings (account, date, seq, maker, reason, proposed_at, binds_to, state) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(account.as_str())
    .bind(date)
    .bind(closing.seq)
    .bind(closing.maker.as_str())
    .bind(closing.reason.as_deref())
    .bind(closing.proposed_at)
    .bind(closing.binds_to.0.to_vec())
    .bind(closing.state.name())
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends a proposal to close a day.
pub async fn update_day_closing(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    closing: &ClosingView,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE day_closings SET state = $1, decided_by = $2, decided_at = $3, remark = $4 \
         WHERE account = $5 AND date = $6 AND seq = $7",
    )
    .bind(closing.state.name())
    .bind(closing.decided_by.as_ref().map(|actor| actor.user().map_or_else(|| actor.to_string(), str::to_owned)))
    .bind(closing.decided_at)
    .bind(closing.remark.as_deref())
    .bind(account.as_str())
    .bind(date)
    .bind(closing.seq)
    .execute(conn)
    .await?;
    Ok(())
}

/// The proposals to close a day, the first first.
pub async fn day_closings(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
) -> Result<Vec<ClosingView>, StoreError> {
    let sql = "SELECT seq, maker, reason, proposed_at, binds_to, state, decided_by, decided_at, remark FROM day_closings \
               WHERE account = $1 AND date = $2 ORDER BY seq";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(date).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let (state, seq): (&str, i32) = (row.try_get("state")?, row.try_get("seq")?);
            let bad = || StoreError::bad_data("day_closings", format!("{account}/{date}/{seq}"), "no state");
            let decided_by: Option<String> = row.try_get("decided_by")?;
            let by = |name: String| if name == "desk" { Actor::Desk } else { Actor::User(name) };
            Ok(ClosingView {
                seq,
                maker: row.try_get("maker")?,
                reason: row.try_get("reason")?,
                proposed_at: row.try_get("proposed_at")?,
                binds_to: digest("day_closings", date, row.try_get("binds_to")?)?,
                state: ClosingState::from_name(state).ok_or_else(bad)?,
                decided_by: decided_by.map(by),
                decided_at: row.try_get("decided_at")?,
                remark: row.try_get("remark")?,
            })
        })
        .collect()
}

/// The days of a period whose closing awaits approval.
pub async fn days_proposed(
    conn: &mut Conn,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(AccountId, NaiveDate)>, StoreError> {
    let sql =
        "SELECT account, date FROM day_closings WHERE state = 'open' AND date BETWEEN $1 AND $2 ORDER BY account, date";
    let rows = sqlx::query(sql).bind(from).bind(to).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let account: &str = row.try_get("account")?;
            let bad = || StoreError::bad_data("day_closings", account, "no account");
            Ok((AccountId::parse(account).ok_or_else(bad)?, row.try_get("date")?))
        })
        .collect()
}

/// The files with booked lines of a day, the newest first, up to `limit`.
pub async fn files_of_day(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT f.id FROM statement_files f WHERE f.account = $1 AND f.state_name = 'booked' AND \
               (EXISTS (SELECT 1 FROM statement_days d WHERE d.file = f.id AND d.booked_on = $2) \
               OR EXISTS (SELECT 1 FROM day_balances b WHERE b.account = $1 AND b.date = $2 AND b.file = f.id)) \
               ORDER BY f.id DESC LIMIT $3";
    let rows = sqlx::query(sql).bind(account.as_str()).bind(date).bind(limit).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
}
