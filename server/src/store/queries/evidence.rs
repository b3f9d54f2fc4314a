//! Evidence, its raw bodies and the files that belong to it.

use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::evidence::{Attachment, Claim, Evidence, EvidenceKind};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db, Rows};
use crate::store::{AttachmentRecord, EvidenceRecord, StoreError};

const ROWS_PER_INSERT: usize = 500;
const COLUMNS: &str = "seq, kind, attempt, api, received_at, recorded_at, recorded_by, transport, observation, \
                       details, content_type, size_bytes, sha256, claim, rule";

/// The same columns, with what the piece said when it was last read; a piece that was never read anew says what it said
/// when it was recorded.
const AS_LAST_READ: &str = "e.seq, e.kind, e.attempt, COALESCE(r.api, e.api) AS api, e.received_at, e.recorded_at, \
                            e.recorded_by, e.transport, e.observation, \
                            CASE WHEN r.seq IS NULL THEN e.details ELSE r.details END AS details, \
                            e.content_type, e.size_bytes, e.sha256, \
                            COALESCE(r.claim, e.claim) AS claim, e.rule, r.rule AS reread_rule";
const LAST_READ: &str = "FROM evidence e LEFT JOIN readings r ON r.number = e.number AND r.seq = e.seq \
                         AND r.channel_version = (SELECT MAX(channel_version) FROM readings \
                         WHERE number = e.number AND seq = e.seq) WHERE e.number ";

/// Adds pieces of evidence.
pub async fn insert_evidence(conn: &mut Conn, records: &[EvidenceRecord]) -> Result<(), StoreError> {
    for records in records.chunks(ROWS_PER_INSERT) {
        let of = || records.iter().map(|record| &record.evidence);
        let mut insert = Rows::after(&format!("INSERT INTO evidence (number, {COLUMNS}, body)"))
            .column(records.iter().map(|record| record.number.0))
            .column(of().map(|piece| piece.seq))
            .column(of().map(|piece| piece.kind.name()))
            .column(of().map(|piece| piece.attempt.as_str()))
            .column(of().map(|piece| piece.api.as_deref()))
            .column(of().map(|piece| piece.received_at))
            .column(of().map(|piece| piece.recorded_at))
            .column(of().map(|piece| piece.recorded_by.to_string()))
            .column(of().map(|piece| Json(&piece.transport)))
            .column(of().map(|piece| piece.observation.as_ref().map(Json)))
            .column(of().map(|piece| piece.details.as_ref().map(Json)))
            .column(of().map(|piece| piece.content_type.as_deref()))
            .column(of().map(|piece| piece.size_bytes))
            .column(of().map(|piece| piece.sha256.0.to_vec()))
            .column(of().map(|piece| piece.claim.name()))
            .column(of().map(|piece| Json(&piece.rule)))
            .column(records.iter().map(|record| record.body.as_deref()));
        insert.before("").execute(&mut *conn).await?;
    }
    Ok(())
}

/// All evidence of a case, in order, as it was last read, without raw bodies.
pub async fn evidence(conn: &mut Conn, number: CaseNumber) -> Result<Vec<Evidence>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {AS_LAST_READ} {LAST_READ} = "));
    let rows = query.push_bind(number.0).push(" ORDER BY e.seq").build().fetch_all(conn).await?;
    rows.iter().map(|row| as_last_read(number, row)).collect()
}

/// All evidence of a case, in order, as it was last read, with raw bodies.
pub async fn evidence_with_bodies(conn: &mut Conn, number: CaseNumber) -> Result<Vec<EvidenceRecord>, StoreError> {
    evidence_of_cases(conn, &[number]).await
}

/// All evidence of these cases, by case and in order, as it was last read, with raw bodies.
pub async fn evidence_of_cases(conn: &mut Conn, numbers: &[CaseNumber]) -> Result<Vec<EvidenceRecord>, StoreError> {
    if numbers.is_empty() {
        return Ok(vec![]);
    }
    let mut query = QueryBuilder::<Db>::new(format!("SELECT e.number, {AS_LAST_READ}, e.body {LAST_READ} IN ("));
    let mut wanted = query.separated(", ");
    for number in numbers {
        wanted.push_bind(number.0);
    }
    let rows = query.push(") ORDER BY e.number, e.seq").build().fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let number = CaseNumber(row.try_get("number")?);
            Ok(EvidenceRecord { number, evidence: as_last_read(number, row)?, body: row.try_get("body")? })
        })
        .collect()
}

/// All evidence of a case, in order, as it was recorded, with raw bodies.
pub async fn evidence_as_recorded(conn: &mut Conn, number: CaseNumber) -> Result<Vec<EvidenceRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS}, body FROM evidence WHERE number = "));
    let rows = query.push_bind(number.0).push(" ORDER BY seq").build().fetch_all(conn).await?;
    rows.iter()
        .map(|row| Ok(EvidenceRecord { number, evidence: read_evidence(number, row)?, body: row.try_get("body")? }))
        .collect()
}

/// One piece of evidence with its raw body.
pub async fn evidence_piece(
    conn: &mut Conn,
    number: CaseNumber,
    seq: i32,
) -> Result<Option<EvidenceRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {AS_LAST_READ}, e.body {LAST_READ} = "));
    query.push_bind(number.0).push(" AND e.seq = ").push_bind(seq);
    let row = query.build().fetch_optional(conn).await?;
    row.map(|row| Ok(EvidenceRecord { number, evidence: as_last_read(number, &row)?, body: row.try_get("body")? }))
        .transpose()
}

/// Adds the files of one observation.
pub async fn insert_attachments(
    conn: &mut Conn,
    number: CaseNumber,
    seq: i32,
    records: &[AttachmentRecord],
) -> Result<(), StoreError> {
    for AttachmentRecord { attachment, content } in records {
        sqlx::query(
            "INSERT INTO attachments (number, seq, sha256, name, media_type, content) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT DO NOTHING",
        )
        .bind(number.0)
        .bind(seq)
        .bind(attachment.sha256.0.to_vec())
        .bind(attachment.name.as_str())
        .bind(attachment.media_type.as_str())
        .bind(content.as_slice())
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// A file of a case, by the digest of its content.
pub async fn attachment(
    conn: &mut Conn,
    number: CaseNumber,
    sha256: Digest,
) -> Result<Option<AttachmentRecord>, StoreError> {
    let row =
        sqlx::query("SELECT name, media_type, content FROM attachments WHERE number = $1 AND sha256 = $2 LIMIT 1")
            .bind(number.0)
            .bind(sha256.0.to_vec())
            .fetch_optional(conn)
            .await?;
    row.map(|row| {
        let content: Vec<u8> = row.try_get("content")?;
        let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        let (name, media_type) = (row.try_get("name")?, row.try_get("media_type")?);
        Ok(AttachmentRecord { attachment: Attachment { name, media_type, size_bytes, sha256 }, content })
    })
    .transpose()
}

fn as_last_read(number: CaseNumber, row: &<Db as sqlx::Database>::Row) -> Result<Evidence, StoreError> {
    let mut evidence = read_evidence(number, row)?;
    if let Some(Json(rule)) = row.try_get::<Option<Json<_>>, _>("reread_rule")? {
        evidence.rule = rule;
    }
    Ok(evidence)
}

fn read_evidence(number: CaseNumber, row: &<Db as sqlx::Database>::Row) -> Result<Evidence, StoreError> {
    let seq: i32 = row.try_get("seq")?;
    let bad = |what: &str, found: &str| {
        StoreError::bad_data("evidence", format!("{number}/{seq}"), format!("{what} {found}"))
    };
    let (kind, claim, recorded_by): (&str, &str, &str) =
        (row.try_get("kind")?, row.try_get("claim")?, row.try_get("recorded_by")?);
    let Json(transport) = row.try_get("transport")?;
    let Json(rule) = row.try_get("rule")?;
    let observation: Option<Json<_>> = row.try_get("observation")?;
    let details: Option<Json<_>> = row.try_get("details")?;
    Ok(Evidence {
        seq,
        kind: EvidenceKind::from_name(kind).ok_or_else(|| bad("no kind", kind))?,
        attempt: row.try_get("attempt")?,
        api: row.try_get("api")?,
        received_at: row.try_get("received_at")?,
        recorded_at: row.try_get("recorded_at")?,
        recorded_by: recorded_by.parse().map_err(|_| bad("no actor", recorded_by))?,
        transport,
        observation: observation.map(|Json(observation)| observation),
        details: details.map(|Json(details)| details),
        content_type: row.try_get("content_type")?,
        size_bytes: row.try_get("size_bytes")?,
        sha256: digest("evidence", format!("{number}/{seq}"), row.try_get("sha256")?)?,
        claim: Claim::from_name(claim).ok_or_else(|| bad("no claim", claim))?,
        rule,
    })
}
