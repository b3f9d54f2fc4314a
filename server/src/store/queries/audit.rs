//! The trail.

use shared::digest::Digest;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::{AuditRecord, StoreError};

/// How many rows one INSERT carries: 8 values each, well under both engines' limits.
const ROWS_PER_INSERT: usize = 500;

/// The number and hash of a chain's last link.
pub async fn audit_head(conn: &mut Conn, subject: &str) -> Result<Option<(i64, Digest)>, StoreError> {
    let row = sqlx::query("SELECT seq, hash FROM audit WHERE subject = $1 ORDER BY seq DESC LIMIT 1")
        .bind(subject)
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok((row.try_get("seq")?, digest("audit", subject, row.try_get("hash")?)?))).transpose()
}

/// Adds links to chains.
pub async fn insert_audit(conn: &mut Conn, records: &[AuditRecord]) -> Result<(), StoreError> {
    for rows in records.chunks(ROWS_PER_INSERT) {
        let mut insert =
            QueryBuilder::<Db>::new("INSERT INTO audit (subject, seq, at, actor, action, entry, previous, hash) ");
        insert.push_values(rows, |mut row, record| {
            row.push_bind(record.subject.as_str())
                .push_bind(record.seq)
                .push_bind(record.at)
                .push_bind(record.actor.to_string())
                .push_bind(record.action.name())
                .push_bind(record.link.entry.as_str())
                .push_bind(record.link.previous.0.to_vec())
                .push_bind(record.link.hash.0.to_vec());
        });
        insert.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Reads 32 stored bytes.
pub(super) fn digest(table: &'static str, row: impl ToString, bytes: Vec<u8>) -> Result<Digest, StoreError> {
    let bytes = bytes.try_into().map_err(|_| StoreError::bad_data(table, row, "a digest is not 32 bytes long"))?;
    Ok(Digest(bytes))
}
