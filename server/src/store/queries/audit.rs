//! The trail.

use shared::actor::Actor;
use shared::audit::{Action, Link};
use shared::case::CaseNumber;
use shared::digest::Digest;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, Rows};
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
        let mut insert = Rows::after("INSERT INTO audit (subject, seq, at, actor, action, entry, previous, hash)")
            .column(rows.iter().map(|record| record.subject.as_str()))
            .column(rows.iter().map(|record| record.seq))
            .column(rows.iter().map(|record| record.at))
            .column(rows.iter().map(|record| record.actor.to_string()))
            .column(rows.iter().map(|record| record.action.name()))
            .column(rows.iter().map(|record| record.link.entry.as_str()))
            .column(rows.iter().map(|record| record.link.previous.0.to_vec()))
            .column(rows.iter().map(|record| record.link.hash.0.to_vec()));
        insert.before("").execute(&mut *conn).await?;
    }
    Ok(())
}

/// Reads 32 stored bytes.
pub(super) fn digest(table: &'static str, row: impl ToString, bytes: Vec<u8>) -> Result<Digest, StoreError> {
    let bytes = bytes.try_into().map_err(|_| StoreError::bad_data(table, row, "a digest is not 32 bytes long"))?;
    Ok(Digest(bytes))
}

/// The links of one chain, in order.
pub async fn audit_links(conn: &mut Conn, subject: &str) -> Result<Vec<Link>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(RECORDS);
    query.push(" WHERE subject = ").push_bind(subject).push(" ORDER BY seq");
    let rows = query.build().fetch_all(conn).await?;
    rows.iter().map(|row| read_record(row).map(|record| record.link)).collect()
}

/// At most `limit` links of all chains, behind a link, by subject and number.
pub async fn audit_page(conn: &mut Conn, subject: &str, seq: i64, limit: i64) -> Result<Vec<AuditRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(RECORDS);
    query.push(" WHERE (subject, seq) > (").push_bind(subject).push(", ").push_bind(seq);
    query.push(") ORDER BY subject, seq LIMIT ").push_bind(limit);
    let rows = query.build().fetch_all(conn).await?;
    rows.iter().map(read_record).collect()
}

/// Who did what last on a subject.
pub async fn last_entry(conn: &mut Conn, subject: &str) -> Result<Option<(Actor, Action)>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(RECORDS);
    query.push(" WHERE subject = ").push_bind(subject).push(" ORDER BY seq DESC LIMIT 1");
    let row = query.build().fetch_optional(conn).await?;
    row.map(|row| read_record(&row).map(|record| (record.actor, record.action))).transpose()
}

/// The cases of which the trail says nothing.
pub async fn cases_without_trail(conn: &mut Conn) -> Result<Vec<CaseNumber>, StoreError> {
    let rows = sqlx::query(
        "SELECT number FROM cases WHERE NOT EXISTS \
         (SELECT 1 FROM audit WHERE subject = 'EX-' || CAST(number AS TEXT)) ORDER BY number",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(CaseNumber(row.try_get("number")?))).collect()
}

const RECORDS: &str = "SELECT subject, seq, at, actor, action, entry, previous, hash FROM audit";

fn read_record(row: &<Db as sqlx::Database>::Row) -> Result<AuditRecord, StoreError> {
    let (subject, seq): (String, i64) = (row.try_get("subject")?, row.try_get("seq")?);
    let (actor, action): (&str, &str) = (row.try_get("actor")?, row.try_get("action")?);
    let bad = |what: &str| StoreError::bad_data("audit", format!("{subject}/{seq}"), what);
    let link = Link {
        entry: row.try_get("entry")?,
        previous: digest("audit", &subject, row.try_get("previous")?)?,
        hash: digest("audit", &subject, row.try_get("hash")?)?,
    };
    Ok(AuditRecord {
        seq,
        at: row.try_get("at")?,
        actor: actor.parse().map_err(|_| bad("no actor"))?,
        action: Action::from_name(action).ok_or_else(|| bad("no action"))?,
        link,
        subject,
    })
}
