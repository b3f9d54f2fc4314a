//! Webhook endpoints, and their deliveries as admins look at them.

use chrono::{DateTime, Utc};
use shared::webhook::{Attempt, Disabled, Failure};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, QueryBuilder, Row};

use super::events::{DELIVERY, read_delivery};
use super::{Conn, Db, dialect};
use crate::store::{AttemptRecord, DeliveryFilter, DeliveryRecord, EndpointRecord, StoreError};

const ENDPOINT: &str = "SELECT id, url, description, event_types, secret, previous_secret, previous_secret_until, disabled, \
                        disabled_at, failing_since, created_at, removed_at FROM webhook_endpoints";

/// Adds an endpoint.
pub async fn insert_endpoint(conn: &mut Conn, endpoint: &EndpointRecord) -> Result<(), StoreError> {
    let sql = "INSERT INTO webhook_endpoints (url, description, event_types, secret, previous_secret, \
               previous_secret_until, disabled, disabled_at, failing_since, removed_at, id, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    bound(sql, endpoint).bind(&endpoint.id).bind(endpoint.created_at).execute(conn).await?;
    Ok(())
}

/// Writes all of an endpoint that may change.
pub async fn update_endpoint(conn: &mut Conn, endpoint: &EndpointRecord) -> Result<(), StoreError> {
    let sql = "UPDATE webhook_endpoints SET url = $1, description = $2, event_types = $3, secret = $4, \
               previous_secret = $5, previous_secret_until = $6, disabled = $7, disabled_at = $8, failing_since = $9, \
               removed_at = $10 WHERE id = $11";
    bound(sql, endpoint).bind(&endpoint.id).execute(conn).await?;
    Ok(())
}

type Statement<'q> = sqlx::query::Query<'q, Db, <Db as sqlx::Database>::Arguments>;

fn bound<'q>(sql: &'static str, endpoint: &'q EndpointRecord) -> Statement<'q> {
    let previous = endpoint.previous_secret.as_ref();
    sqlx::query(sql)
        .bind(&endpoint.url)
        .bind(&endpoint.description)
        .bind(Json(&endpoint.event_types))
        .bind(&endpoint.secret)
        .bind(previous.map(|(secret, _)| secret))
        .bind(previous.map(|(_, until)| *until))
        .bind(endpoint.disabled.map(|(reason, _)| reason.name()))
        .bind(endpoint.disabled.map(|(_, at)| at))
        .bind(endpoint.failing_since)
        .bind(endpoint.removed_at)
}

/// The endpoints that were not removed, the oldest first.
pub async fn endpoints(conn: &mut Conn) -> Result<Vec<EndpointRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{ENDPOINT} WHERE removed_at IS NULL ORDER BY created_at, id"));
    sqlx::query(sql).fetch_all(conn).await?.iter().map(read_endpoint).collect()
}

/// An endpoint that was not removed.
pub async fn endpoint(conn: &mut Conn, id: &str) -> Result<Option<EndpointRecord>, StoreError> {
    find(conn, id, "").await
}

/// An endpoint that was not removed, which nobody else changes before this transaction ends.
pub async fn endpoint_for_update(conn: &mut Conn, id: &str) -> Result<Option<EndpointRecord>, StoreError> {
    find(conn, id, dialect::for_update_of_what_others_refer_to()).await
}

async fn find(conn: &mut Conn, id: &str, lock: &str) -> Result<Option<EndpointRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{ENDPOINT} WHERE id = $1 AND removed_at IS NULL{lock}"));
    sqlx::query(sql).bind(id).fetch_optional(conn).await?.as_ref().map(read_endpoint).transpose()
}

/// How many deliveries of an endpoint wait, counted up to `limit`.
pub async fn pending_deliveries(conn: &mut Conn, endpoint: &str, limit: i64) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(count(*) AS BIGINT) AS pending FROM (SELECT 1 FROM webhook_deliveries WHERE endpoint = $1 \
               AND state = 'pending' LIMIT $2) AS counted";
    Ok(sqlx::query(sql).bind(endpoint).bind(limit).fetch_one(conn).await?.try_get("pending")?)
}

/// The deliveries of an endpoint, the newest first, up to `limit`.
pub async fn deliveries(
    conn: &mut Conn,
    endpoint: &str,
    filter: &DeliveryFilter,
    limit: i64,
) -> Result<Vec<DeliveryRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("{DELIVERY} WHERE endpoint = "));
    query.push_bind(endpoint);
    if let Some(state) = filter.state {
        query.push(" AND state = ").push_bind(state.name());
    }
    if let Some((at, seq)) = filter.before {
        query.push(" AND (happened_at, seq) < (").push_bind(at).push(", ").push_bind(seq).push(")");
    }
    query.push(" ORDER BY happened_at DESC, seq DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(read_delivery).collect()
}

/// A delivery.
pub async fn delivery(conn: &mut Conn, seq: i64) -> Result<Option<DeliveryRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{DELIVERY} WHERE seq = $1"));
    sqlx::query(sql).bind(seq).fetch_optional(conn).await?.as_ref().map(read_delivery).transpose()
}

/// Has everything that waits for an endpoint tried at once, as if for the first time; of one subject, and from one
/// delivery on, where those are named.
pub async fn make_pending_due(
    conn: &mut Conn,
    endpoint: &str,
    from: Option<(&str, i64)>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut query = QueryBuilder::<Db>::new("UPDATE webhook_deliveries SET failures = 0, next_at = ");
    query.push_bind(now).push(" WHERE state = 'pending' AND endpoint = ").push_bind(endpoint);
    if let Some((subject, seq)) = from {
        query.push(" AND subject = ").push_bind(subject).push(" AND seq >= ").push_bind(seq);
    }
    query.build().execute(conn).await?;
    Ok(())
}

/// Has what ended be delivered anew: what happened from a time up to before another. Answers how many that are; where
/// they are more than `limit`, none is touched.
pub async fn replay_deliveries(
    conn: &mut Conn,
    endpoint: &str,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
    limit: i64,
) -> Result<i64, StoreError> {
    const RANGE: &str = "webhook_deliveries WHERE endpoint = $1 AND happened_at >= $2 AND happened_at < $3 \
                         AND state <> 'pending'";
    let sql = format!("SELECT CAST(count(*) AS BIGINT) AS ended FROM (SELECT 1 FROM {RANGE} LIMIT $4) AS counted");
    let count = sqlx::query(AssertSqlSafe(sql)).bind(endpoint).bind(from).bind(until).bind(limit + 1);
    let ended: i64 = count.fetch_one(&mut *conn).await?.try_get("ended")?;
    if ended <= limit {
        let sql = format!(
            "UPDATE webhook_deliveries SET state = 'pending', failures = 0, next_at = $4, ended_at = NULL WHERE seq IN \
             (SELECT seq FROM {RANGE})"
        );
        let update = sqlx::query(AssertSqlSafe(sql)).bind(endpoint).bind(from).bind(until).bind(now);
        update.execute(conn).await?;
    }
    Ok(ended)
}

/// Writes down a try of a delivery, under the next number.
pub async fn insert_attempt(conn: &mut Conn, record: &AttemptRecord) -> Result<(), StoreError> {
    let attempt = &record.attempt;
    sqlx::query(
        "INSERT INTO webhook_attempts (delivery, attempt, request_id, started_at, latency_ms, http_status, failure, \
         answer) VALUES ($1, (SELECT COALESCE(MAX(attempt), 0) + 1 FROM webhook_attempts WHERE delivery = $1), $2, $3, $4, \
         $5, $6, $7)",
    )
    .bind(record.delivery)
    .bind(&attempt.request_id)
    .bind(attempt.started_at)
    .bind(attempt.latency_ms)
    .bind(attempt.http_status.map(i32::from))
    .bind(attempt.failure.map(Failure::name))
    .bind(&attempt.answer)
    .execute(conn)
    .await?;
    Ok(())
}

/// The tries of a delivery, the newest first, up to `limit`.
pub async fn attempts(conn: &mut Conn, delivery: i64, limit: i64) -> Result<Vec<Attempt>, StoreError> {
    let sql = "SELECT attempt, request_id, started_at, latency_ms, http_status, failure, answer FROM webhook_attempts \
               WHERE delivery = $1 ORDER BY attempt DESC LIMIT $2";
    let rows = sqlx::query(sql).bind(delivery).bind(limit).fetch_all(conn).await?;
    rows.iter().map(|row| read_attempt(delivery, row)).collect()
}

/// Deletes deliveries that nobody asks for any more: those that ended and happened before a time, and those of removed
/// endpoints. What still waits is kept, however long its endpoint is disabled. A few at a time; answers how many.
pub async fn delete_old_deliveries(
    conn: &mut Conn,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    // One range of the index for each endpoint.
    let sql = "DELETE FROM webhook_deliveries WHERE seq IN (SELECT seq FROM webhook_endpoints JOIN webhook_deliveries \
               ON endpoint = id AND happened_at < CASE WHEN removed_at IS NULL THEN $1 ELSE $2 END \
               WHERE removed_at IS NOT NULL OR state <> 'pending' LIMIT $3)";
    Ok(sqlx::query(sql).bind(before).bind(now).bind(limit).execute(conn).await?.rows_affected())
}

fn read_endpoint(row: &<Db as sqlx::Database>::Row) -> Result<EndpointRecord, StoreError> {
    let id: String = row.try_get("id")?;
    let reason: Option<&str> = row.try_get("disabled")?;
    let no_reason = |name: &str| StoreError::bad_data("webhook_endpoints", &id, format!("no reason {name}"));
    let reason = reason.map(|name| Disabled::from_name(name).ok_or_else(|| no_reason(name))).transpose()?;
    let previous: Option<Vec<u8>> = row.try_get("previous_secret")?;
    let Json(event_types) = row.try_get("event_types")?;
    Ok(EndpointRecord {
        url: row.try_get("url")?,
        description: row.try_get("description")?,
        event_types,
        secret: row.try_get("secret")?,
        previous_secret: previous.zip(row.try_get("previous_secret_until")?),
        disabled: reason.zip(row.try_get("disabled_at")?),
        failing_since: row.try_get("failing_since")?,
        created_at: row.try_get("created_at")?,
        removed_at: row.try_get("removed_at")?,
        id,
    })
}

fn read_attempt(delivery: i64, row: &<Db as sqlx::Database>::Row) -> Result<Attempt, StoreError> {
    let bad = |what: String| StoreError::bad_data("webhook_attempts", delivery, what);
    let (status, failure): (Option<i32>, Option<&str>) = (row.try_get("http_status")?, row.try_get("failure")?);
    let status =
        status.map(|status| u16::try_from(status).map_err(|_| bad(format!("no status {status}")))).transpose()?;
    let failure =
        failure.map(|name| Failure::from_name(name).ok_or_else(|| bad(format!("no failure {name}")))).transpose()?;
    Ok(Attempt {
        attempt: row.try_get("attempt")?,
        request_id: row.try_get("request_id")?,
        started_at: row.try_get("started_at")?,
        latency_ms: row.try_get("latency_ms")?,
        http_status: status,
        failure,
        answer: row.try_get("answer")?,
    })
}
