//! API clients and their keys.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, FromRow};

use super::dialect::for_update;
use super::{Conn, Db, Rows};
use crate::store::{ClientRecord, KeyOfClient, KeyRecord, StoreError};

const CLIENT: &str = "SELECT name, scopes, allowlist, rate_per_minute, disabled, created_at FROM clients";
const KEY: &str = "SELECT id, client, hash, made_at, expires_at, revoked_at, last_used_at FROM client_keys";

/// A client, locked until the transaction ends.
pub async fn client_for_update(conn: &mut Conn, name: &str) -> Result<Option<ClientRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{CLIENT} WHERE name = $1{}", for_update()));
    Ok(sqlx::query_as::<Db, _>(sql).bind(name).fetch_optional(conn).await?)
}

/// Every client, by name.
pub async fn clients(conn: &mut Conn) -> Result<Vec<ClientRecord>, StoreError> {
    let sql = AssertSqlSafe(format!("{CLIENT} ORDER BY name"));
    Ok(sqlx::query_as::<Db, _>(sql).fetch_all(conn).await?)
}

/// Adds a client.
pub async fn insert_client(conn: &mut Conn, client: &ClientRecord) -> Result<(), StoreError> {
    let sql = "INSERT INTO clients (name, scopes, allowlist, rate_per_minute, disabled, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(&client.name)
        .bind(Json(&client.scopes))
        .bind(Json(&client.allowlist))
        .bind(client.rate_per_minute)
        .bind(client.disabled)
        .bind(client.created_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes all of a client that may change.
pub async fn update_client(conn: &mut Conn, client: &ClientRecord) -> Result<(), StoreError> {
    let sql = "UPDATE clients SET scopes = $2, allowlist = $3, rate_per_minute = $4, disabled = $5 WHERE name = $1";
    sqlx::query(sql)
        .bind(&client.name)
        .bind(Json(&client.scopes))
        .bind(Json(&client.allowlist))
        .bind(client.rate_per_minute)
        .bind(client.disabled)
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds a key.
pub async fn insert_key(conn: &mut Conn, key: &KeyRecord) -> Result<(), StoreError> {
    let sql = "INSERT INTO client_keys (id, client, hash, made_at, expires_at, revoked_at, last_used_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&key.id)
        .bind(&key.client)
        .bind(&key.hash)
        .bind(key.made_at)
        .bind(key.expires_at)
        .bind(key.revoked_at)
        .bind(key.last_used_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Keys by their public parts, with their clients.
pub async fn keys_of_clients(conn: &mut Conn, ids: &[&str]) -> Result<Vec<KeyOfClient>, StoreError> {
    let mut query = Rows::after(
        "SELECT id, client, hash, made_at, expires_at, revoked_at, last_used_at, \
         name, scopes, allowlist, rate_per_minute, disabled, created_at \
         FROM client_keys JOIN clients ON name = client WHERE id IN (",
    )
    .column(ids.iter().copied());
    let rows = query.before(")").fetch_all(conn).await?;
    rows.iter().map(|row| Ok(KeyOfClient::from_row(row)?)).collect()
}

/// The keys of a client that are neither revoked nor over, the newest first.
pub async fn live_keys(conn: &mut Conn, client: &str, now: DateTime<Utc>) -> Result<Vec<KeyRecord>, StoreError> {
    let sql = AssertSqlSafe(format!(
        "{KEY} WHERE client = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) \
         ORDER BY made_at DESC, id"
    ));
    Ok(sqlx::query_as::<Db, _>(sql).bind(client).bind(now).fetch_all(conn).await?)
}

/// Lets every key of a client but one end at `expires_at`, where it would not have ended sooner.
pub async fn expire_keys(
    conn: &mut Conn,
    client: &str,
    but: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE client_keys SET expires_at = $3 WHERE client = $1 AND id <> $2 AND revoked_at IS NULL \
               AND (expires_at IS NULL OR expires_at > $3)";
    sqlx::query(sql).bind(client).bind(but).bind(expires_at).execute(conn).await?;
    Ok(())
}

/// Revokes a key of a client; answers whether it had been alive.
pub async fn revoke_key(conn: &mut Conn, client: &str, id: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "UPDATE client_keys SET revoked_at = $3 WHERE client = $1 AND id = $2 AND revoked_at IS NULL";
    let revoked = sqlx::query(sql).bind(client).bind(id).bind(at).execute(conn).await?;
    Ok(revoked.rows_affected() > 0)
}

/// Notes that a key was used.
pub async fn touch_key(conn: &mut Conn, id: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE client_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
    sqlx::query(sql).bind(id).bind(at).execute(conn).await?;
    Ok(())
}
