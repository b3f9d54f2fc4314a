//! The outbox: what is to be delivered to the endpoints of other systems, what is due, and in which order.
//!
//! Events of one subject go to an endpoint one after the other: one that waits holds up those behind it, and no others.

use chrono::{DateTime, Utc};
use shared::webhook::{DeliveryState, EventType};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, Row};

use super::{Conn, Db, Rows, dialect};
use crate::store::{DeliveryRecord, DueDelivery, ListeningEndpoint, NewDelivery, StoreError};

const ROWS_PER_INSERT: usize = 500;
pub(super) const DELIVERY: &str = "SELECT seq, endpoint, event_id, event_type, subject, happened_at, state, failures, \
                                   next_at, ended_at FROM webhook_deliveries";
/// That no earlier event of the same subject waits.
const IS_NEXT: &str = "NOT EXISTS (SELECT 1 FROM webhook_deliveries AS earlier WHERE earlier.endpoint = due.endpoint \
                       AND earlier.subject = due.subject AND earlier.state = 'pending' AND earlier.seq < due.seq)";

/// The endpoints for which events are written.
pub async fn listening_endpoints(conn: &mut Conn) -> Result<Vec<ListeningEndpoint>, StoreError> {
    let sql = "SELECT id, event_types FROM webhook_endpoints WHERE removed_at IS NULL ORDER BY id";
    let rows = sqlx::query(sql).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let Json(event_types) = row.try_get("event_types")?;
            Ok(ListeningEndpoint { id: row.try_get("id")?, event_types })
        })
        .collect()
}

/// Writes what is to be delivered, in the order of what happened.
pub async fn insert_deliveries(conn: &mut Conn, deliveries: &[NewDelivery]) -> Result<(), StoreError> {
    for deliveries in deliveries.chunks(ROWS_PER_INSERT) {
        let mut insert = Rows::after(
            "INSERT INTO webhook_deliveries (endpoint, event_id, event_type, subject, happened_at, payload, state, failures, next_at)",
        )
        .column(deliveries.iter().map(|delivery| delivery.endpoint.as_str()))
        .column(deliveries.iter().map(|delivery| delivery.event_id.as_str()))
        .column(deliveries.iter().map(|delivery| delivery.event_type.name()))
        .column(deliveries.iter().map(|delivery| delivery.subject.as_str()))
        .column(deliveries.iter().map(|delivery| delivery.happened_at))
        .column(deliveries.iter().map(|delivery| delivery.payload.as_str()))
        .column(deliveries.iter().map(|_| DeliveryState::Pending.name()))
        .column(deliveries.iter().map(|_| 0))
        .column(deliveries.iter().map(|delivery| delivery.happened_at));
        insert.before("").execute(&mut *conn).await?;
    }
    Ok(())
}

/// What is due to an endpoint and held up by nothing, what is due longest first, up to `limit`.
pub async fn due_deliveries(
    conn: &mut Conn,
    endpoint: &str,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DueDelivery>, StoreError> {
    let sql = format!(
        "SELECT seq, event_id, payload FROM webhook_deliveries AS due WHERE endpoint = $1 AND state = 'pending' \
         AND next_at <= $2 AND {IS_NEXT} ORDER BY next_at, seq LIMIT $3"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(endpoint).bind(now).bind(limit).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(DueDelivery {
                seq: row.try_get("seq")?,
                event_id: row.try_get("event_id")?,
                payload: row.try_get("payload")?,
            })
        })
        .collect()
}

/// Puts what is due and held up off until what holds it up is tried again, so that nobody looks at it before.
pub async fn put_off_held_up(conn: &mut Conn, endpoint: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE webhook_deliveries SET next_at = (SELECT MAX(earlier.next_at) FROM webhook_deliveries AS earlier \
               WHERE earlier.endpoint = webhook_deliveries.endpoint AND earlier.subject = webhook_deliveries.subject \
               AND earlier.state = 'pending' AND earlier.seq < webhook_deliveries.seq) \
               WHERE endpoint = $1 AND state = 'pending' AND next_at <= $2 AND EXISTS (SELECT 1 FROM \
               webhook_deliveries AS earlier WHERE earlier.endpoint = webhook_deliveries.endpoint \
               AND earlier.subject = webhook_deliveries.subject AND earlier.state = 'pending' \
               AND earlier.seq < webhook_deliveries.seq AND earlier.next_at > $2)";
    sqlx::query(sql).bind(endpoint).bind(now).execute(conn).await?;
    Ok(())
}

/// The endpoints to which something is due and nobody delivers, of those to which anything is sent.
pub async fn endpoints_with_due_deliveries(conn: &mut Conn, now: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT id FROM webhook_endpoints WHERE removed_at IS NULL AND disabled IS NULL AND EXISTS (SELECT 1 FROM \
         webhook_deliveries AS due WHERE due.endpoint = webhook_endpoints.id AND state = 'pending' AND next_at <= $1 \
         AND {IS_NEXT}) AND EXISTS (SELECT 1 FROM jobs WHERE kind = 'deliver_events' AND jobs.subject = \
         webhook_endpoints.id AND leased_by IS NULL AND run_at > $1 AND jobs.failures = 0) ORDER BY id"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(now).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
}

/// A delivery, which nobody else changes before this transaction ends.
pub async fn delivery_for_update(conn: &mut Conn, seq: i64) -> Result<Option<DeliveryRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{DELIVERY} WHERE seq = $1{}", dialect::for_update()));
    sqlx::query(sql).bind(seq).fetch_optional(conn).await?.as_ref().map(read_delivery).transpose()
}

/// Writes where a delivery stands.
pub async fn update_delivery(conn: &mut Conn, delivery: &DeliveryRecord) -> Result<(), StoreError> {
    sqlx::query("UPDATE webhook_deliveries SET state = $1, failures = $2, next_at = $3, ended_at = $4 WHERE seq = $5")
        .bind(delivery.state.name())
        .bind(delivery.failures)
        .bind(delivery.next_at)
        .bind(delivery.ended_at)
        .bind(delivery.seq)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) fn read_delivery(row: &<Db as sqlx::Database>::Row) -> Result<DeliveryRecord, StoreError> {
    let seq: i64 = row.try_get("seq")?;
    let bad = |what: String| StoreError::bad_data("webhook_deliveries", seq, what);
    let (event_type, state): (&str, &str) = (row.try_get("event_type")?, row.try_get("state")?);
    Ok(DeliveryRecord {
        seq,
        endpoint: row.try_get("endpoint")?,
        event_id: row.try_get("event_id")?,
        event_type: EventType::from_name(event_type).ok_or_else(|| bad(format!("no type {event_type}")))?,
        subject: row.try_get("subject")?,
        happened_at: row.try_get("happened_at")?,
        state: DeliveryState::from_name(state).ok_or_else(|| bad(format!("no state {state}")))?,
        failures: row.try_get("failures")?,
        next_at: row.try_get("next_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}
