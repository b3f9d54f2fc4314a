//! Saved mappings.

use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, dialect};
use crate::store::{MappingRecord, StoreError};

const COLUMNS: &str = "name, version, mapping, updated_at, updated_by";

/// Every mapping, by name.
pub async fn mappings(conn: &mut Conn) -> Result<Vec<MappingRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM mappings ORDER BY name"));
    query.build().fetch_all(conn).await?.iter().map(read).collect()
}

/// A mapping.
pub async fn mapping(conn: &mut Conn, name: &str) -> Result<Option<MappingRecord>, StoreError> {
    find(conn, name, "").await
}

/// A mapping, which nobody else changes before this transaction ends.
pub async fn mapping_for_update(conn: &mut Conn, name: &str) -> Result<Option<MappingRecord>, StoreError> {
    find(conn, name, dialect::for_update()).await
}

/// Saves a mapping: a new one as its first version, another as the next of what it was; answers whether nobody was first.
pub async fn save_mapping(conn: &mut Conn, record: &MappingRecord) -> Result<bool, StoreError> {
    let saved = sqlx::query(
        "INSERT INTO mappings (name, version, mapping, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (name) DO UPDATE SET version = excluded.version, mapping = excluded.mapping, \
         updated_at = excluded.updated_at, updated_by = excluded.updated_by \
         WHERE mappings.version = excluded.version - 1",
    )
    .bind(record.name.as_str())
    .bind(record.version)
    .bind(Json(&record.mapping))
    .bind(record.updated_at)
    .bind(record.updated_by.to_string())
    .execute(conn)
    .await?;
    Ok(saved.rows_affected() > 0)
}

async fn find(conn: &mut Conn, name: &str, lock: &str) -> Result<Option<MappingRecord>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM mappings WHERE name = "));
    query.push_bind(name).push(lock);
    query.build().fetch_optional(conn).await?.as_ref().map(read).transpose()
}

fn read(row: &<Db as sqlx::Database>::Row) -> Result<MappingRecord, StoreError> {
    let (name, updated_by): (String, &str) = (row.try_get("name")?, row.try_get("updated_by")?);
    let no_actor = || StoreError::bad_data("mappings", &name, format!("no actor {updated_by}"));
    let Json(mapping) = row.try_get("mapping")?;
    Ok(MappingRecord {
        version: row.try_get("version")?,
        mapping,
        updated_at: row.try_get("updated_at")?,
        updated_by: updated_by.parse().map_err(|_| no_actor())?,
        name,
    })
}
