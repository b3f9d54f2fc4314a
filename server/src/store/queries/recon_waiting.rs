//! Lines that are free in their places: they wait, moved nothing, or are in a discrepancy that is open. What comes into other
//! days may still be theirs.

use chrono::NaiveDate;
use shared::recon::AccountId;
use sqlx::{QueryBuilder, Row};

use super::recon_places::{COLUMNS, ROWS_PER_QUERY, TABLES, read};
use super::{Conn, Db};
use crate::store::{PlacedLine, StoreError};

/// The places of lines that are free. What waits in a closed day may still end in an open one.
const FREE: &str =
    "p.kind <> 'matched' AND (p.kind = 'held' OR found.state = 'open') AND (d.state IS NULL OR d.state = 'open')";

/// The days of a period with lines that are free, each with how many there are and whether it is closed; they are counted up to
/// `at_most`.
pub async fn days_with_free_lines(
    conn: &mut Conn,
    account: &AccountId,
    (from, to): (NaiveDate, NaiveDate),
    at_most: i64,
) -> Result<Vec<(NaiveDate, i64, bool)>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT date, free, state = 'closed' AS closed FROM (SELECT day.date, day.state, (SELECT COUNT(*) FROM (SELECT 1 FROM recon_places p \
         LEFT JOIN discrepancies d ON d.id = p.place AND p.kind = 'discrepancy' \
         LEFT JOIN recon_days found ON found.account = p.account AND found.date = p.date \
         WHERE p.account = day.account AND p.day = day.date AND ",
    );
    query.push(FREE).push(" LIMIT ").push_bind(at_most);
    query.push(") AS counted) AS free FROM recon_days day WHERE day.account = ").push_bind(account.as_str());
    query.push(" AND day.date BETWEEN ").push_bind(from).push(" AND ").push_bind(to);
    let rows = query.push(") AS days WHERE free > 0 ORDER BY date").build().fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("date")?, row.try_get("free")?, row.try_get("closed")?))).collect()
}

/// Whether lines of a day still wait though the other side is there up to the date until which they do. `ours` and `channel` say
/// up to which date each side is.
pub async fn has_waited_enough(
    conn: &mut Conn,
    (account, day): (&AccountId, NaiveDate),
    (ours, channel): (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<bool, StoreError> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT EXISTS (SELECT 1 FROM recon_places p JOIN recon_lines l ON l.id = p.line WHERE p.kind = 'held' AND p.account = ",
    );
    query.push_bind(account.as_str()).push(" AND p.day = ").push_bind(day);
    query.push(" AND p.until <= CASE l.side WHEN 'ours' THEN ").push_bind(channel);
    query.push(" ELSE ").push_bind(ours).push(" END) AS enough");
    Ok(query.build().fetch_one(conn).await?.try_get("enough")?)
}

/// The lines of these days that are free.
pub async fn free_lines_of_days(
    conn: &mut Conn,
    account: &AccountId,
    days: &[NaiveDate],
) -> Result<Vec<PlacedLine>, StoreError> {
    let mut found = Vec::new();
    // Day by day, so that the index of each is used.
    for day in days {
        let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM {TABLES} WHERE p.account = "));
        query.push_bind(account.as_str()).push(" AND p.day = ").push_bind(*day);
        let rows = query.push(format!(" AND {FREE} ORDER BY l.id")).build().fetch_all(&mut *conn).await?;
        found.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// The lines of these days that are free and bear one of these order numbers.
pub async fn free_lines_of_keys(
    conn: &mut Conn,
    account: &AccountId,
    days: &[NaiveDate],
    keys: &[&str],
) -> Result<Vec<PlacedLine>, StoreError> {
    let mut found = Vec::new();
    for day in days {
        for keys in keys.chunks(ROWS_PER_QUERY) {
            let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM {TABLES} WHERE l.account = "));
            query.push_bind(account.as_str()).push(" AND l.day = ").push_bind(*day).push(" AND l.match_key IN (");
            let mut wanted = query.separated(", ");
            for key in keys {
                wanted.push_bind(*key);
            }
            let rows = query.push(format!(") AND {FREE} ORDER BY l.id")).build().fetch_all(&mut *conn).await?;
            found.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(found)
}
