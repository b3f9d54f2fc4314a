//! People's saved views of the queue.

use shared::api::views::SavedView;
use sqlx::Row;

use super::Conn;
use crate::store::StoreError;

/// A person's views, by name.
pub async fn saved_views(conn: &mut Conn, user_name: &str) -> Result<Vec<SavedView>, StoreError> {
    let sql = "SELECT name, query FROM saved_views WHERE user_name = $1 ORDER BY name";
    let rows = sqlx::query(sql).bind(user_name).fetch_all(conn).await?;
    rows.into_iter().map(|row| Ok(SavedView { name: row.try_get("name")?, query: row.try_get("query")? })).collect()
}

/// Saves a view under its name, over what had that name.
pub async fn save_view(conn: &mut Conn, user_name: &str, view: &SavedView) -> Result<(), StoreError> {
    let sql = "INSERT INTO saved_views (user_name, name, query) VALUES ($1, $2, $3) \
               ON CONFLICT (user_name, name) DO UPDATE SET query = excluded.query";
    sqlx::query(sql).bind(user_name).bind(&view.name).bind(&view.query).execute(conn).await?;
    Ok(())
}

/// Forgets a view; answers whether it was there.
pub async fn delete_view(conn: &mut Conn, user_name: &str, name: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM saved_views WHERE user_name = $1 AND name = $2";
    Ok(sqlx::query(sql).bind(user_name).bind(name).execute(conn).await?.rows_affected() > 0)
}
