//! What evidence said when it was read anew by a newer version of its channel's profile.

use shared::case::CaseNumber;
use shared::evidence::Claim;
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::store::{ReadingRecord, StoreError};

/// Adds readings.
pub async fn insert_readings(conn: &mut Conn, readings: &[ReadingRecord]) -> Result<(), StoreError> {
    if readings.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Db>::new(
        "INSERT INTO readings (number, seq, channel_version, api, claim, rule, details, read_at) ",
    );
    insert.push_values(readings, |mut row, reading| {
        row.push_bind(reading.number.0)
            .push_bind(reading.seq)
            .push_bind(reading.channel_version)
            .push_bind(reading.api.as_deref())
            .push_bind(reading.claim.name())
            .push_bind(Json(&reading.rule))
            .push_bind(reading.details.as_ref().map(Json))
            .push_bind(reading.read_at);
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// Every time that evidence of a case was read anew and said something else, in order.
pub async fn readings(conn: &mut Conn, number: CaseNumber) -> Result<Vec<ReadingRecord>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, channel_version, api, claim, rule, details, read_at FROM readings WHERE number = $1 \
         ORDER BY channel_version, seq",
    )
    .bind(number.0)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let (seq, claim): (i32, &str) = (row.try_get("seq")?, row.try_get("claim")?);
            let bad = || StoreError::bad_data("readings", format!("{number}/{seq}"), format!("no claim {claim}"));
            let Json(rule) = row.try_get("rule")?;
            let details: Option<Json<_>> = row.try_get("details")?;
            Ok(ReadingRecord {
                number,
                seq,
                channel_version: row.try_get("channel_version")?,
                api: row.try_get("api")?,
                claim: Claim::from_name(claim).ok_or_else(bad)?,
                rule,
                details: details.map(|Json(details)| details),
                read_at: row.try_get("read_at")?,
            })
        })
        .collect()
}
