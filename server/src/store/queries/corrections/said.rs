//! What happened to orders, and what accounting said of them: written once each.

use shared::correction::{Acknowledgement, Answer, OrderEvent, OrderEventKind, OrderNumber};
use sqlx::Row;
use sqlx::types::Json;

use super::super::Conn;
use crate::store::StoreError;

/// Adds an event to an order's history.
pub async fn insert_order_event(conn: &mut Conn, number: OrderNumber, event: &OrderEvent) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO correction_events (number, seq, at, actor, kind, revision, state) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(number.0)
    .bind(event.seq)
    .bind(event.at)
    .bind(event.actor.to_string())
    .bind(event.kind.name())
    .bind(event.revision)
    .bind(Json(&event.state))
    .execute(conn)
    .await?;
    Ok(())
}

/// The history of an order, in order.
pub async fn order_events(conn: &mut Conn, number: OrderNumber) -> Result<Vec<OrderEvent>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, at, actor, kind, revision, state FROM correction_events WHERE number = $1 ORDER BY seq",
    )
    .bind(number.0)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let (actor, kind): (&str, &str) = (row.try_get("actor")?, row.try_get("kind")?);
            let bad = |what: String| StoreError::bad_data("correction_events", number, what);
            let Json(state) = row.try_get("state")?;
            Ok(OrderEvent {
                seq: row.try_get("seq")?,
                at: row.try_get("at")?,
                actor: actor.parse().map_err(|_| bad(format!("no actor {actor}")))?,
                kind: OrderEventKind::from_name(kind).ok_or_else(|| bad(format!("no kind {kind}")))?,
                revision: row.try_get("revision")?,
                state,
            })
        })
        .collect()
}

/// Keeps what accounting said of a sending. Each is said once: a second time is refused by the primary key.
pub async fn insert_acknowledgement(
    conn: &mut Conn,
    number: OrderNumber,
    said: &Acknowledgement,
) -> Result<(), StoreError> {
    let (outcome, voucher, reason) = match &said.answer {
        Answer::Posted { voucher } => ("posted", Some(voucher.as_str()), None),
        Answer::Failed { reason } => ("failed", None, Some(reason.as_str())),
    };
    sqlx::query(
        "INSERT INTO acknowledgements (number, attempt, outcome, voucher, reason, received_at, received_from) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(number.0)
    .bind(said.attempt)
    .bind(outcome)
    .bind(voucher)
    .bind(reason)
    .bind(said.received_at)
    .bind(said.received_from.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// What accounting said of an order, by sending.
pub async fn acknowledgements(conn: &mut Conn, number: OrderNumber) -> Result<Vec<Acknowledgement>, StoreError> {
    let rows = sqlx::query(
        "SELECT attempt, voucher, reason, received_at, received_from FROM acknowledgements WHERE number = $1 \
         ORDER BY attempt",
    )
    .bind(number.0)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let (voucher, reason): (Option<String>, Option<String>) = (row.try_get("voucher")?, row.try_get("reason")?);
            let answer = match (voucher, reason) {
                (Some(voucher), None) => Answer::Posted { voucher },
                (None, Some(reason)) => Answer::Failed { reason },
                _ => return Err(StoreError::bad_data("acknowledgements", number, "neither posted nor failed")),
            };
            Ok(Acknowledgement {
                attempt: row.try_get("attempt")?,
                answer,
                received_at: row.try_get("received_at")?,
                received_from: row.try_get("received_from")?,
            })
        })
        .collect()
}
