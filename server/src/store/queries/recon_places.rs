//! Where lines ended: read with their lines in the order in which they are matched, written by the thousand.

use chrono::NaiveDate;
use shared::recon::AccountId;
use shared::recon::matching::{Fit, LineId, MatchId, Rule};
use sqlx::{QueryBuilder, Row};

use super::recon_lines::read_recon_line;
use super::{Conn, Db, Rows};
use crate::store::{OtherReferences, Place, PlaceRecord, PlacedLine, StoreError};

/// How many rows, or names of rows, one statement holds.
pub(super) const ROWS_PER_QUERY: usize = 500;
pub(super) const COLUMNS: &str = "l.id, l.account, l.side, l.day, l.file, l.position, l.source_system, l.source_line, l.line, p.day AS placed_day, \
                       p.date AS placed_date, p.kind AS place_kind, p.place, p.rule, p.fit, p.difference_minor, p.until, \
                       CASE WHEN p.kind = 'discrepancy' THEN d.state END AS discrepancy_state, d.by_hand AS tied, \
                       a.line AS apart, found.state AS found_state";
pub(super) const TABLES: &str = "recon_lines l LEFT JOIN recon_places p ON p.line = l.id \
                      LEFT JOIN discrepancies d ON d.id = p.place AND p.kind = 'discrepancy' \
                      LEFT JOIN lines_set_apart a ON a.line = l.id \
                      LEFT JOIN recon_days found ON found.account = p.account AND found.date = p.date";
/// Lines that count: of no file, or of one that is booked.
pub(super) const COUNTING: &str = "(l.file IS NULL OR EXISTS (SELECT 1 FROM statement_files f WHERE f.id = l.file \
                        AND f.state_name = 'booked'))";

/// The lines of a day that count, by our order number, behind one, up to `limit`.
pub async fn placed_lines(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
    (key, id): (&str, i64),
    limit: i64,
) -> Result<Vec<PlacedLine>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM {TABLES} WHERE l.account = "));
    query.push_bind(account.as_str()).push(" AND l.day = ").push_bind(date);
    query.push(" AND (l.match_key, l.id) > (").push_bind(key).push(", ").push_bind(id).push(")");
    query.push(format!(" AND {COUNTING} ORDER BY l.match_key, l.id LIMIT ")).push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

/// These lines.
pub async fn placed_lines_of_ids(conn: &mut Conn, ids: &[LineId]) -> Result<Vec<PlacedLine>, StoreError> {
    of_numbers(conn, "l.id", &ids.iter().map(|id| id.0).collect::<Vec<_>>()).await
}

/// The lines of these matches.
pub async fn placed_lines_of_matches(conn: &mut Conn, ids: &[MatchId]) -> Result<Vec<PlacedLine>, StoreError> {
    of_numbers(conn, "p.kind = 'matched' AND p.place", &ids.iter().map(|id| id.0).collect::<Vec<_>>()).await
}

/// The lines of the channel's that count and tell of one of these payouts, the oldest first.
pub async fn lines_telling_of(conn: &mut Conn, channel: &str, orders: &[&str]) -> Result<Vec<PlacedLine>, StoreError> {
    let mut found = Vec::new();
    for orders in orders.chunks(ROWS_PER_QUERY) {
        // Joined in this order every payout is looked up in the index.
        let mut query = QueryBuilder::<Db>::new(format!(
            "SELECT {COLUMNS} FROM {TABLES} CROSS JOIN channel_accounts c WHERE c.id = l.account AND c.channel = "
        ));
        query.push_bind(channel).push(" AND l.payout IN (");
        let mut wanted = query.separated(", ");
        for order in orders {
            wanted.push_bind(*order);
        }
        query.push(format!(") AND {COUNTING} ORDER BY l.id"));
        let rows = query.build().fetch_all(&mut *conn).await?;
        found.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// The lines of these days that count and bear one of these order numbers.
pub async fn placed_lines_of_keys(
    conn: &mut Conn,
    account: &AccountId,
    (from, to): (NaiveDate, NaiveDate),
    keys: &[&str],
) -> Result<Vec<PlacedLine>, StoreError> {
    let mut found = Vec::new();
    for keys in keys.chunks(ROWS_PER_QUERY) {
        // Day by day, so that the index of each is used.
        for date in from.iter_days().take_while(|date| *date <= to) {
            let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM {TABLES} WHERE l.account = "));
            query.push_bind(account.as_str()).push(" AND l.day = ").push_bind(date).push(" AND l.match_key IN (");
            let mut wanted = query.separated(", ");
            for key in keys {
                wanted.push_bind(*key);
            }
            query.push(format!(") AND {COUNTING} ORDER BY l.id"));
            let rows = query.build().fetch_all(&mut *conn).await?;
            found.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(found)
}

/// The channel's numbers and the bank's references of a day's lines that count, behind a line, up to `limit`.
pub async fn other_references(
    conn: &mut Conn,
    account: &AccountId,
    date: NaiveDate,
    (key, id): (&str, i64),
    limit: i64,
) -> Result<Vec<OtherReferences>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT l.id, l.match_key, l.channel_number, l.entry_reference FROM recon_lines l WHERE l.account = ",
    );
    query.push_bind(account.as_str()).push(" AND l.day = ").push_bind(date);
    query.push(" AND (l.match_key, l.id) > (").push_bind(key).push(", ").push_bind(id).push(")");
    query.push(format!(" AND {COUNTING} ORDER BY l.match_key, l.id LIMIT ")).push_bind(limit);
    let rows = query.build().fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(OtherReferences {
                line: LineId(row.try_get("id")?),
                match_key: row.try_get("match_key")?,
                channel_number: row.try_get("channel_number")?,
                entry_reference: row.try_get("entry_reference")?,
            })
        })
        .collect()
}

/// Takes lines out of their places, but for those whose discrepancy is settled.
pub async fn delete_places(conn: &mut Conn, lines: &[LineId]) -> Result<(), StoreError> {
    for lines in lines.chunks(ROWS_PER_QUERY) {
        let mut query = QueryBuilder::<Db>::new("DELETE FROM recon_places WHERE line IN (");
        let mut wanted = query.separated(", ");
        for line in lines {
            wanted.push_bind(line.0);
        }
        query.push(
            ") AND (kind <> 'discrepancy' OR NOT EXISTS (SELECT 1 FROM discrepancies WHERE id = place AND state = 'settled'))",
        );
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Puts lines into places, those that have none; answers how many.
pub async fn insert_places(conn: &mut Conn, account: &AccountId, records: &[PlaceRecord]) -> Result<u64, StoreError> {
    let mut inserted = 0;
    for records in records.chunks(ROWS_PER_QUERY) {
        let of: Vec<_> = records.iter().map(|record| columns(&record.place)).collect();
        let mut insert = Rows::after(
            "INSERT INTO recon_places (line, account, day, date, kind, place, rule, fit, difference_minor, until)",
        )
        .column(records.iter().map(|record| record.line.0))
        .column(records.iter().map(|_| account.as_str()))
        .column(records.iter().map(|record| record.day))
        .column(records.iter().map(|record| record.date))
        .column(of.iter().map(|(kind, ..)| *kind))
        .column(of.iter().map(|(_, place, ..)| *place))
        .column(of.iter().map(|(.., matched, _)| matched.map(|(rule, ..)| rule.name())))
        .column(of.iter().map(|(.., matched, _)| matched.map(|(_, fit, _)| fit.name())))
        .column(of.iter().map(|(.., matched, _)| matched.map(|(.., difference)| difference)))
        .column(of.iter().map(|(.., until)| *until));
        inserted += insert.before(" ON CONFLICT DO NOTHING").execute(&mut *conn).await?.rows_affected();
    }
    Ok(inserted)
}

type Matched = Option<(Rule, Fit, i64)>;

fn columns(place: &Place) -> (&'static str, Option<i64>, Matched, Option<NaiveDate>) {
    match *place {
        Place::Matched { id, rule, fit, difference_minor } => {
            ("matched", Some(id.0), Some((rule, fit, difference_minor)), None)
        }
        Place::Held { until } => ("held", None, None, Some(until)),
        Place::Unmoved => ("unmoved", None, None, None),
        Place::Discrepancy { id } => ("discrepancy", Some(id), None, None),
    }
}

async fn of_numbers(conn: &mut Conn, column: &str, numbers: &[i64]) -> Result<Vec<PlacedLine>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for numbers in numbers.chunks(ROWS_PER_QUERY) {
        let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM {TABLES} WHERE {column} IN ("));
        let mut wanted = query.separated(", ");
        for number in numbers {
            wanted.push_bind(*number);
        }
        let rows = query.push(") ORDER BY l.id").build().fetch_all(&mut *conn).await?;
        found.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// Reads a line with its place from a row that has the columns of both.
pub(super) fn read(row: &<Db as sqlx::Database>::Row) -> Result<PlacedLine, StoreError> {
    let record = read_recon_line(row)?;
    let kind: Option<&str> = row.try_get("place_kind")?;
    let place = kind.map(|kind| read_place(&record.id, kind, row)).transpose()?;
    let state = |column: &str| -> Result<Option<&str>, StoreError> { Ok(row.try_get(column)?) };
    let is_settled = state("discrepancy_state")? == Some("settled");
    // What waits in a closed day may still end in an open one.
    let is_closed = kind != Some("held") && state("found_state")? == Some("closed");
    let apart: Option<i64> = row.try_get("apart")?;
    let account: &str = row.try_get("account")?;
    let bad = || StoreError::bad_data("recon_lines", record.id, format!("no account {account}"));
    let account = AccountId::parse(account).ok_or_else(bad)?;
    let is_tied = row.try_get::<Option<bool>, _>("tied")?.unwrap_or_default();
    Ok(PlacedLine { account, record, place, is_final: is_settled || is_closed, is_apart: apart.is_some(), is_tied })
}

fn read_place(line: &i64, kind: &str, row: &<Db as sqlx::Database>::Row) -> Result<PlaceRecord, StoreError> {
    let bad = |what: String| StoreError::bad_data("recon_places", line, what);
    let place: Option<i64> = row.try_get("place")?;
    let number = || place.ok_or_else(|| bad("no place".to_owned()));
    let place = match kind {
        "matched" => {
            let (rule, fit): (&str, &str) = (row.try_get("rule")?, row.try_get("fit")?);
            Place::Matched {
                id: MatchId(number()?),
                rule: Rule::from_name(rule).ok_or_else(|| bad(format!("no rule {rule}")))?,
                fit: Fit::from_name(fit).ok_or_else(|| bad(format!("no fit {fit}")))?,
                difference_minor: row.try_get("difference_minor")?,
            }
        }
        "held" => Place::Held { until: row.try_get("until")? },
        "unmoved" => Place::Unmoved,
        "discrepancy" => Place::Discrepancy { id: number()? },
        other => return Err(bad(format!("no place {other}"))),
    };
    Ok(PlaceRecord { line: LineId(*line), day: row.try_get("placed_day")?, date: row.try_get("placed_date")?, place })
}
