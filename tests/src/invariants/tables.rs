//! Rows of any table as texts, the same from both engines.

use anyhow::{Context, Result, anyhow};

use crate::database::Database;

/// What stands between two cells: nothing that any cell holds.
const BETWEEN: char = '\u{1f}';

/// These columns of a table, with whatever else is said of its rows; what is absent is empty.
pub async fn read<const N: usize>(database: &Database, columns: [&str; N], rows: &str) -> Result<Vec<[String; N]>> {
    let cells = columns.map(|column| format!("coalesce(CAST({column} AS TEXT), '')"));
    let query = format!("SELECT {} FROM {rows}", cells.join(&format!(" || '{BETWEEN}' || ")));
    let texts = database.texts(&query).await.with_context(|| query.clone())?;
    let parts = texts.into_iter().map(|text| text.split(BETWEEN).map(str::to_owned).collect::<Vec<_>>());
    parts.map(|cells| cells.try_into().map_err(|cells| anyhow!("{query}: {cells:?}"))).collect()
}
