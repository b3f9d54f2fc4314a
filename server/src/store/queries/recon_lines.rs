//! The lines of both sides: written by the thousand, read in the order in which they are matched.
//!
//! A line's position is a column: two lines that say the same are the same text, wherever they stood.

use shared::recon::{AccountId, Line, Side, payout_of};
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, Rows};
use crate::store::{LineRecord, LineSource, NewLine, StoreError};

/// How many rows one INSERT carries: 13 values each, under both engines' limits of values.
const ROWS_PER_INSERT: usize = 500;
const COLUMNS: &str = "l.id, l.side, l.day, l.file, l.position, l.source_system, l.source_line, l.line";

/// Adds lines, but for those whose source line is taken; answers how many were added.
pub async fn insert_recon_lines(
    conn: &mut Conn,
    account: &AccountId,
    (side, file): (Side, Option<i64>),
    lines: &[NewLine],
) -> Result<u64, StoreError> {
    let mut inserted = 0;
    for lines in lines.chunks(ROWS_PER_INSERT) {
        let texts = lines.iter().map(|new| write_line(&new.line)).collect::<Result<Vec<_>, _>>()?;
        let of = || lines.iter().map(|new| &new.line.references);
        let sources = || lines.iter().map(|new| new.source.as_ref());
        let mut insert = Rows::after(
            "INSERT INTO recon_lines (account, side, day, date, file, position, source_system, source_line, match_key, \
             channel_number, entry_reference, payout, line)",
        )
        .column(lines.iter().map(|_| account.as_str()))
        .column(lines.iter().map(|_| side.name()))
        .column(lines.iter().map(|new| new.day))
        .column(lines.iter().map(|new| new.line.date))
        .column(lines.iter().map(|_| file))
        .column(lines.iter().map(|new| i64::from(new.line.position)))
        .column(sources().map(|source| source.map(|source| source.system.as_str())))
        .column(sources().map(|source| source.map(|source| source.line.as_str())))
        .column(of().map(|references| references.order_number.as_deref().unwrap_or_default()))
        .column(of().map(|references| references.channel_number.as_deref()))
        .column(of().map(|references| references.entry_reference.as_deref()))
        .column(lines.iter().map(|new| payout_of(&new.line).filter(|_| side == Side::Channel)))
        .column(texts.iter().map(String::as_str));
        inserted += insert.before(" ON CONFLICT DO NOTHING").execute(&mut *conn).await?.rows_affected();
    }
    Ok(inserted)
}

/// The lines that stand under these names of their systems.
pub async fn recon_lines_of_sources(
    conn: &mut Conn,
    sources: &[&LineSource],
) -> Result<Vec<(AccountId, LineRecord)>, StoreError> {
    let mut found = Vec::new();
    for sources in sources.chunks(ROWS_PER_INSERT) {
        let mut query = Rows::after("WITH wanted (system, line) AS (")
            .column(sources.iter().map(|source| source.system.as_str()))
            .column(sources.iter().map(|source| source.line.as_str()));
        // Joined in this order and so bounded, every name is looked up in the index; as a list of pairs SQLite reads the table.
        let known = format!(
            ") SELECT l.account, {COLUMNS} FROM wanted CROSS JOIN recon_lines l \
             WHERE l.source_system = wanted.system AND l.source_line = wanted.line AND l.source_line IS NOT NULL"
        );
        for row in query.before(&known).fetch_all(&mut *conn).await? {
            let (record, account): (_, &str) = (read_recon_line(&row)?, row.try_get("account")?);
            let bad = || StoreError::bad_data("recon_lines", record.id, format!("no account {account}"));
            found.push((AccountId::parse(account).ok_or_else(bad)?, record));
        }
    }
    Ok(found)
}

/// The lines of a file behind one, in their order, up to `limit`.
pub async fn recon_lines_of_file(
    conn: &mut Conn,
    file: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<LineRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM recon_lines l WHERE l.file = "));
    query.push_bind(file).push(" AND l.id > ").push_bind(after).push(" ORDER BY l.id LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read_recon_line).collect()
}

/// Writes a line as the text that is kept, without its position.
fn write_line(line: &Line) -> Result<String, StoreError> {
    let failed =
        |error| StoreError::bad_data("recon_lines", line.position, format!("a line cannot be written: {error}"));
    serde_json::to_string(&Line { position: 0, ..line.clone() }).map_err(failed)
}

/// Reads a line from a row that has its columns.
pub(super) fn read_recon_line(row: &<Db as sqlx::Database>::Row) -> Result<LineRecord, StoreError> {
    let (id, side, position, text): (i64, &str, i64, &str) =
        (row.try_get("id")?, row.try_get("side")?, row.try_get("position")?, row.try_get("line")?);
    let bad = |reason: String| StoreError::bad_data("recon_lines", id, reason);
    let line: Line = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
    let position = u32::try_from(position).map_err(|_| bad(format!("no position {position}")))?;
    let (system, source_line): (Option<String>, Option<String>) =
        (row.try_get("source_system")?, row.try_get("source_line")?);
    Ok(LineRecord {
        id,
        side: Side::from_name(side).ok_or_else(|| bad(format!("no side {side}")))?,
        day: row.try_get("day")?,
        file: row.try_get("file")?,
        source: system.zip(source_line).map(|(system, line)| LineSource { system, line }),
        line: Line { position, ..line },
    })
}
