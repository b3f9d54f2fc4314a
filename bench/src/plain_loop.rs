//! SQLite without the desk: a loop that writes the rows of one filing after another, each in a transaction of its own.
//!
//! The rows are the very ones that the desk wrote last. They wait in memory, found by their case, so that the loop only
//! writes; the statements are prepared once.

use std::path::Path;
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Result, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, Row, SqliteConnection};

use crate::server::Server;

/// Writes the rows of the newest filings once more, into another file on the same disk; answers how many filings a second.
pub async fn run(folder: &Path, desk: &str, server: &Server, filings: usize) -> Result<f64> {
    let file = folder.join("direct.sqlite");
    migrate(server, &file)?;
    let mut connection = open(&file).await?;
    let source = desk.trim_start_matches("sqlite://");
    sqlx::query("ATTACH $1 AS desk").bind(source).execute(&mut connection).await?;
    connection.execute("PRAGMA temp_store = MEMORY").await?;
    let numbers = newest(&mut connection, filings).await?;
    let inserts = wait_in_memory(&mut connection, numbers[0]).await?;
    connection.execute("DETACH desk").await?;
    let began = Instant::now();
    for number in &numbers {
        connection.execute("BEGIN IMMEDIATE").await?;
        for insert in &inserts {
            sqlx::query(AssertSqlSafe(insert.as_str())).bind(number).execute(&mut connection).await?;
        }
        connection.execute("COMMIT").await?;
    }
    let took = began.elapsed().as_secs_f64();
    let written: i64 = connection.fetch_one("SELECT COUNT(*) FROM cases").await?.get(0);
    ensure!(written == i64::try_from(filings)?, "the loop wrote {written} cases instead of {filings}");
    drop(connection);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
    Ok(filings as f64 / took)
}

fn migrate(server: &Server, file: &Path) -> Result<()> {
    server.execute(&["migrate", "--database", &format!("sqlite://{}", file.display())]).map(drop)
}

/// Opens it as the desk does.
async fn open(file: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", file.display()))?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    Ok(options.connect().await?)
}

async fn newest(connection: &mut SqliteConnection, filings: usize) -> Result<Vec<i64>> {
    let query = "SELECT number FROM desk.cases ORDER BY number DESC LIMIT $1";
    let rows = sqlx::query(query).bind(i64::try_from(filings)?).fetch_all(connection).await?;
    ensure!(rows.len() == filings, "the desk holds fewer cases than were filed");
    Ok(rows.iter().rev().map(|row| row.get(0)).collect())
}

/// Takes the rows of the cases from this number on into memory; answers one INSERT for each table that has any.
async fn wait_in_memory(connection: &mut SqliteConnection, first: i64) -> Result<Vec<String>> {
    let mut inserts = Vec::new();
    let tables = "SELECT name FROM desk.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name <> 'cases', rowid";
    for table in connection.fetch_all(tables).await? {
        let table: String = table.get(0);
        let columns = format!("SELECT name FROM pragma_table_info('{table}', 'desk')");
        let columns = connection.fetch_all(AssertSqlSafe(columns)).await?;
        let columns: Vec<String> = columns.iter().map(|column| column.get(0)).collect();
        let case = match () {
            () if columns.iter().any(|column| column == "number") => "number",
            () if table == "audit" => "CASE WHEN subject LIKE 'EX-%' THEN CAST(substr(subject, 4) AS INTEGER) END",
            () => continue,
        };
        let kept = format!(
            "CREATE TEMP TABLE kept_{table} AS SELECT {case} AS of_case, * FROM desk.{table} WHERE {case} >= {first}; \
             CREATE INDEX temp.kept_{table}_case ON kept_{table} (of_case)"
        );
        connection.execute(AssertSqlSafe(kept)).await?;
        let any = format!("SELECT EXISTS (SELECT 1 FROM kept_{table})");
        if connection.fetch_one(AssertSqlSafe(any)).await?.get::<bool, _>(0) {
            // Numbers that the engine gives itself are left to it.
            let columns: Vec<&str> = columns.iter().map(String::as_str).filter(|column| *column != "id").collect();
            let columns = columns.join(", ");
            inserts.push(format!(
                "INSERT INTO main.{table} ({columns}) SELECT {columns} FROM temp.kept_{table} WHERE of_case = $1"
            ));
        }
    }
    Ok(inserts)
}
