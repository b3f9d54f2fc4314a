//! Channel accounts, and saved mappings.

use shared::recon::AccountId;
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, dialect};
use crate::store::{AccountRecord, AccountSpan, StoreError};

const COLUMNS: &str = "account, version, created_at, updated_at, updated_by";

/// Adds an account; answers whether its identifier was free.
pub async fn insert_channel_account(conn: &mut Conn, record: &AccountRecord) -> Result<bool, StoreError> {
    let account = &record.account;
    let inserted = sqlx::query(
        "INSERT INTO channel_accounts (id, channel, currency, account, version, created_at, updated_at, updated_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(account.id.as_str())
    .bind(account.channel.as_str())
    .bind(account.currency.code())
    .bind(Json(account))
    .bind(record.version)
    .bind(record.created_at)
    .bind(record.updated_at)
    .bind(record.updated_by.to_string())
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() > 0)
}

/// Writes what changed of an account.
pub async fn update_channel_account(conn: &mut Conn, record: &AccountRecord) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE channel_accounts SET account = $1, version = $2, updated_at = $3, updated_by = $4 WHERE id = $5",
    )
    .bind(Json(&record.account))
    .bind(record.version)
    .bind(record.updated_at)
    .bind(record.updated_by.to_string())
    .bind(record.account.id.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Every account, by identifier.
pub async fn channel_accounts(conn: &mut Conn) -> Result<Vec<AccountRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM channel_accounts ORDER BY id"));
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

/// An account.
pub async fn channel_account(conn: &mut Conn, id: &AccountId) -> Result<Option<AccountRecord>, StoreError> {
    find(conn, id, "").await
}

/// An account, which nobody else changes before this transaction ends.
pub async fn channel_account_for_update(conn: &mut Conn, id: &AccountId) -> Result<Option<AccountRecord>, StoreError> {
    find(conn, id, dialect::for_update_of_what_others_refer_to()).await
}

/// The days of an account that there are.
pub async fn account_span(conn: &mut Conn, id: &AccountId) -> Result<AccountSpan, StoreError> {
    let sql = "SELECT MIN(date) AS first, MAX(date) AS last, MAX(CASE WHEN state = 'closed' THEN date END) AS closed \
               FROM recon_days WHERE account = $1";
    let row = sqlx::query(sql).bind(id.as_str()).fetch_one(conn).await?;
    Ok(AccountSpan { first: row.try_get("first")?, last: row.try_get("last")?, closed_until: row.try_get("closed")? })
}

async fn find(conn: &mut Conn, id: &AccountId, lock: &str) -> Result<Option<AccountRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM channel_accounts WHERE id = "));
    query.push_bind(id.as_str()).push(lock);
    query.build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

fn read(row: &<Db as sqlx::Database>::Row) -> Result<AccountRecord, StoreError> {
    let Json(account): Json<shared::recon::ChannelAccount> = row.try_get("account")?;
    let updated_by: &str = row.try_get("updated_by")?;
    let no_actor = || StoreError::bad_data("channel_accounts", &account.id, format!("no actor {updated_by}"));
    Ok(AccountRecord {
        version: row.try_get("version")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        updated_by: updated_by.parse().map_err(|_| no_actor())?,
        account,
    })
}
