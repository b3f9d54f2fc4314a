//! Statement files: how they come in piece by piece, where they stand, and what they hold of each day.

use chrono::{DateTime, NaiveDate, Utc};
use shared::digest::Digest;
use shared::recon::{AccountId, Side};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db, dialect};
use crate::store::{FileDay, FileFilter, FileRecord, StoreError};

const COLUMNS: &str = "id, account, side, name, size_bytes, sha256, version, mapping, state, statement, received_by, \
                       received_at";
const ROWS_PER_INSERT: usize = 500;

/// Notes that a file begins to come in.
pub async fn insert_upload(conn: &mut Conn, id: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO uploads (id, started_at) VALUES ($1, $2)").bind(id).bind(at).execute(conn).await?;
    Ok(())
}

/// Keeps the next piece of a file that comes in.
pub async fn insert_file_chunk(conn: &mut Conn, file: i64, seq: i32, bytes: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO file_chunks (file, seq, bytes) VALUES ($1, $2, $3)";
    sqlx::query(sql).bind(file).bind(seq).bind(bytes).execute(conn).await?;
    Ok(())
}

/// One piece of a file.
pub async fn file_chunk(conn: &mut Conn, file: i64, seq: i32) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sqlx::query("SELECT bytes FROM file_chunks WHERE file = $1 AND seq = $2").bind(file).bind(seq);
    row.fetch_optional(conn).await?.map(|row| Ok(row.try_get("bytes")?)).transpose()
}

/// Ends an upload: what came in belongs to the file of its number now.
pub async fn delete_upload(conn: &mut Conn, id: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM uploads WHERE id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Uploads that began before a time and never ended, up to `limit`.
pub async fn old_uploads(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT id FROM uploads WHERE started_at < $1 ORDER BY id LIMIT $2";
    let rows = sqlx::query(sql).bind(before).bind(limit).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
}

/// Deletes some pieces of an upload that became no file; answers how many.
pub async fn delete_upload_chunks(conn: &mut Conn, id: i64, limit: i64) -> Result<u64, StoreError> {
    let sql =
        "DELETE FROM file_chunks WHERE file = $1 AND seq IN (SELECT seq FROM file_chunks WHERE file = $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(id).bind(limit).execute(conn).await?.rows_affected())
}

/// Adds a file; answers whether it is the first of its digest in its account.
pub async fn insert_statement_file(conn: &mut Conn, record: &FileRecord) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "INSERT INTO statement_files (id, account, side, name, size_bytes, sha256, version, mapping, state_name, state, \
         statement, received_by, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         ON CONFLICT (account, sha256) DO NOTHING",
    )
    .bind(record.id)
    .bind(record.account.as_str())
    .bind(record.side.name())
    .bind(record.name.as_str())
    .bind(record.size_bytes)
    .bind(record.sha256.0.to_vec())
    .bind(record.version)
    .bind(record.mapping.as_deref())
    .bind(record.state.name().name())
    .bind(Json(&record.state))
    .bind(record.statement.as_ref().map(Json))
    .bind(record.received_by.to_string())
    .bind(record.received_at)
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() > 0)
}

/// Writes what changed of a file.
pub async fn update_statement_file(conn: &mut Conn, record: &FileRecord) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE statement_files SET version = $1, mapping = $2, state_name = $3, state = $4, statement = $5 WHERE id = $6",
    )
    .bind(record.version)
    .bind(record.mapping.as_deref())
    .bind(record.state.name().name())
    .bind(Json(&record.state))
    .bind(record.statement.as_ref().map(Json))
    .bind(record.id)
    .execute(conn)
    .await?;
    Ok(())
}

/// A file.
pub async fn statement_file(conn: &mut Conn, id: i64) -> Result<Option<FileRecord>, StoreError> {
    find(conn, id, "").await
}

/// A file, which nobody else changes before this transaction ends.
pub async fn statement_file_for_update(conn: &mut Conn, id: i64) -> Result<Option<FileRecord>, StoreError> {
    find(conn, id, dialect::for_update_of_what_others_refer_to()).await
}

/// The file of an account with this digest.
pub async fn statement_file_of_digest(
    conn: &mut Conn,
    account: &AccountId,
    sha256: Digest,
) -> Result<Option<FileRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM statement_files WHERE account = "));
    query.push_bind(account.as_str()).push(" AND sha256 = ").push_bind(sha256.0.to_vec());
    query.build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

/// Files, the newest first, behind one, up to `limit`.
pub async fn statement_files(
    conn: &mut Conn,
    filter: &FileFilter,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<FileRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM statement_files WHERE id < "));
    query.push_bind(after.unwrap_or(i64::MAX));
    if let Some(account) = &filter.account {
        query.push(" AND account = ").push_bind(account.as_str());
    }
    if let Some(side) = filter.side {
        query.push(" AND side = ").push_bind(side.name());
    }
    if !filter.states.is_empty() {
        query.push(" AND state_name IN (");
        let mut wanted = query.separated(", ");
        for state in &filter.states {
            wanted.push_bind(state.name());
        }
        query.push(")");
    }
    query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

/// The files of an account whose lines count for nothing: not booked.
pub async fn files_that_do_not_count(conn: &mut Conn, account: &AccountId) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT id FROM statement_files WHERE account = $1 AND state_name <> 'booked' ORDER BY id";
    let rows = sqlx::query(sql).bind(account.as_str()).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
}

/// Adds to what a file holds of its days.
pub async fn add_statement_days(conn: &mut Conn, file: i64, days: &[FileDay]) -> Result<(), StoreError> {
    for days in days.chunks(ROWS_PER_INSERT) {
        let mut insert =
            QueryBuilder::<Db>::new("INSERT INTO statement_days (file, date, booked_on, count, movement_minor) ");
        insert.push_values(days, |mut row, day| {
            row.push_bind(file)
                .push_bind(day.date)
                .push_bind(day.booked_on)
                .push_bind(day.count)
                .push_bind(day.movement_minor);
        });
        insert.push(
            " ON CONFLICT (file, date) DO UPDATE SET count = statement_days.count + excluded.count, \
             movement_minor = statement_days.movement_minor + excluded.movement_minor",
        );
        insert.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// What a file holds of each day, the first first.
pub async fn statement_days(conn: &mut Conn, file: i64) -> Result<Vec<FileDay>, StoreError> {
    let sql = "SELECT date, booked_on, count, movement_minor FROM statement_days WHERE file = $1 ORDER BY date";
    let rows = sqlx::query(sql).bind(file).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(FileDay {
                date: row.try_get("date")?,
                booked_on: row.try_get("booked_on")?,
                count: row.try_get("count")?,
                movement_minor: row.try_get("movement_minor")?,
            })
        })
        .collect()
}

/// Has the lines that a file holds of a day go into another, while it is not booked.
pub async fn move_statement_day(
    conn: &mut Conn,
    file: i64,
    (date, to): (NaiveDate, NaiveDate),
) -> Result<(), StoreError> {
    let days = "UPDATE statement_days SET booked_on = $1 WHERE file = $2 AND date = $3 RETURNING booked_on";
    sqlx::query(days).bind(to).bind(file).bind(date).fetch_optional(&mut *conn).await?;
    let lines = "UPDATE recon_lines SET day = $1 WHERE file = $2 AND date = $3 AND day <> $1";
    sqlx::query(lines).bind(to).bind(file).bind(date).execute(conn).await?;
    Ok(())
}

/// Forgets what was read of a file that is not booked: some of its lines, and what it holds of each day; answers how many
/// lines.
pub async fn delete_staged_lines(conn: &mut Conn, file: i64, limit: i64) -> Result<u64, StoreError> {
    sqlx::query("DELETE FROM statement_days WHERE file = $1").bind(file).execute(&mut *conn).await?;
    let sql = "DELETE FROM recon_lines WHERE id IN (SELECT id FROM recon_lines WHERE file = $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(file).bind(limit).execute(conn).await?.rows_affected())
}

async fn find(conn: &mut Conn, id: i64, lock: &str) -> Result<Option<FileRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM statement_files WHERE id = "));
    query.push_bind(id).push(lock);
    query.build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

fn read(row: &<Db as sqlx::Database>::Row) -> Result<FileRecord, StoreError> {
    let id: i64 = row.try_get("id")?;
    let bad = |what: &str, found: &str| StoreError::bad_data("statement_files", id, format!("no {what} {found}"));
    let (account, side, received_by): (&str, &str, &str) =
        (row.try_get("account")?, row.try_get("side")?, row.try_get("received_by")?);
    let Json(state) = row.try_get("state")?;
    let statement: Option<Json<_>> = row.try_get("statement")?;
    Ok(FileRecord {
        id,
        account: AccountId::parse(account).ok_or_else(|| bad("account", account))?,
        side: Side::from_name(side).ok_or_else(|| bad("side", side))?,
        name: row.try_get("name")?,
        size_bytes: row.try_get("size_bytes")?,
        sha256: digest("statement_files", id, row.try_get("sha256")?)?,
        version: row.try_get("version")?,
        mapping: row.try_get("mapping")?,
        state,
        statement: statement.map(|Json(statement)| statement),
        received_by: received_by.parse().map_err(|_| bad("actor", received_by))?,
        received_at: row.try_get("received_at")?,
    })
}
