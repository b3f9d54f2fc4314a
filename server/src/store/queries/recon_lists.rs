//! Lists of a day: its lines, its matches, its discrepancies.

use chrono::NaiveDate;
use shared::api::recon::LinePlaceName;
use shared::recon::AccountId;
use shared::recon::matching::{MatchId, Rule};
use sqlx::{QueryBuilder, Row};

use super::recon_discrepancies::{COLUMNS as DISCREPANCY_COLUMNS, read as read_discrepancy};
use super::recon_places::{COLUMNS, COUNTING, TABLES, read as read_placed};
use super::{Conn, Db};
use crate::store::{DiscrepancyFilter, DiscrepancyRecord, LineFilter, PlacedLine, StoreError};

/// The lines of a day that fit, by our order number, behind one, up to `limit`.
pub async fn list_day_lines(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    filter: &LineFilter,
    (key, id): (&str, i64),
    limit: i64,
) -> Result<Vec<PlacedLine>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM {TABLES} WHERE l.account = "));
    query.push_bind(account.as_str()).push(" AND l.day = ").push_bind(date);
    query.push(" AND (l.match_key, l.id) > (").push_bind(key).push(", ").push_bind(id).push(")");
    if let Some(side) = filter.side {
        query.push(" AND l.side = ").push_bind(side.name());
    }
    match filter.place {
        None => {}
        Some(LinePlaceName::New) => {
            query.push(" AND p.line IS NULL");
        }
        Some(LinePlaceName::Matched) => {
            query.push(" AND p.kind = 'matched'");
        }
        // Few of very many: found by their places.
        Some(LinePlaceName::Held | LinePlaceName::Unmoved | LinePlaceName::Discrepancy) => {
            let kind = filter.place.map_or("", LinePlaceName::name);
            query.push(" AND l.id IN (SELECT line FROM recon_places WHERE kind <> 'matched' AND account = ");
            query.push_bind(account.as_str()).push(" AND day = ").push_bind(date);
            query.push(" AND kind = ").push_bind(kind).push(")");
        }
    }
    if let Some(reference) = &filter.reference {
        for (begins, column) in [(" AND (", "l.match_key"), (" OR ", "l.channel_number"), (" OR ", "l.entry_reference")]
        {
            query.push(begins).push(column).push(" = ").push_bind(reference.as_str());
        }
        query.push(")");
    }
    query.push(format!(" AND {COUNTING} ORDER BY l.match_key, l.id LIMIT ")).push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read_placed).collect()
}

/// The matches that were found in a day, in order, behind one, up to `limit`.
pub async fn list_matches(
    conn: &mut Conn,
    (account, date): (&AccountId, NaiveDate),
    rule: Option<Rule>,
    after: MatchId,
    limit: i64,
) -> Result<Vec<MatchId>, StoreError> {
    let mut query =
        QueryBuilder::<Db>::new("SELECT DISTINCT place FROM recon_places WHERE kind = 'matched' AND account = ");
    query.push_bind(account.as_str()).push(" AND date = ").push_bind(date).push(" AND place > ").push_bind(after.0);
    if let Some(rule) = rule {
        query.push(" AND rule = ").push_bind(rule.name());
    }
    query.push(" ORDER BY place LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(|row| Ok(MatchId(row.try_get("place")?))).collect()
}

/// Discrepancies that fit, the newest first, behind one, up to `limit`.
pub async fn list_discrepancies(
    conn: &mut Conn,
    filter: &DiscrepancyFilter,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<DiscrepancyRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {DISCREPANCY_COLUMNS} FROM discrepancies WHERE id < "));
    query.push_bind(after.unwrap_or(i64::MAX));
    if let Some(account) = &filter.account {
        query.push(" AND account = ").push_bind(account.as_str());
    }
    if let Some(date) = filter.date {
        query.push(" AND date = ").push_bind(date);
    }
    if let Some(kind) = filter.kind {
        query.push(" AND kind = ").push_bind(kind.name());
    }
    if let Some(state) = filter.state {
        query.push(" AND state = ").push_bind(state.name());
    }
    if let Some(case) = filter.case {
        query.push(" AND case_number = ").push_bind(case.0);
    }
    query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read_discrepancy).collect()
}
