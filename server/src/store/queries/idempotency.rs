//! Answers that are given again to the same idempotency key.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::Conn;
use super::audit::digest;
use crate::store::{StoreError, StoredAnswer};

/// What was answered to a client's key.
pub async fn stored_answer(conn: &mut Conn, client: &str, key: &str) -> Result<Option<StoredAnswer>, StoreError> {
    let row = sqlx::query("SELECT digest, status, answer FROM idempotency_keys WHERE client = $1 AND key = $2")
        .bind(client)
        .bind(key)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        let status: i32 = row.try_get("status")?;
        Ok(StoredAnswer {
            digest: digest("idempotency_keys", key, row.try_get("digest")?)?,
            status: u16::try_from(status)
                .map_err(|_| StoreError::bad_data("idempotency_keys", key, "no HTTP status"))?,
            answer: row.try_get("answer")?,
        })
    })
    .transpose()
}

/// Keeps what is answered to a client's key. A key that is being used at the same moment is a conflict, and this
/// transaction is tried again: it then finds the answer.
pub async fn insert_answer(
    conn: &mut Conn,
    client: &str,
    key: &str,
    stored: &StoredAnswer,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO idempotency_keys (client, key, digest, status, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(client)
    .bind(key)
    .bind(stored.digest.0.to_vec())
    .bind(i32::from(stored.status))
    .bind(stored.answer.as_str())
    .bind(at)
    .execute(conn)
    .await?;
    Ok(())
}
