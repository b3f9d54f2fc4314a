//! The engine without the desk: the rows of a day sorted into a table, and both sides of it joined into another, with the
//! durability that the desk has.

use std::str::FromStr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Row, SqliteConnection};

use crate::against::Against;

/// Sorts and joins the rows of an account; answers how long that took.
pub async fn run(against: &Against, account: &str, lines: usize) -> Result<Duration> {
    match against {
        Against::Sqlite(folder, url) => {
            let file = folder.path().join("joined.sqlite");
            let mut connection = open(&format!("sqlite://{}", file.display())).await?;
            sqlx::query("ATTACH $1 AS desk").bind(url.trim_start_matches("sqlite://")).execute(&mut connection).await?;
            let took = time(&mut connection, "desk.recon_lines", account).await?;
            let joined: i64 = connection.fetch_one("SELECT COUNT(*) FROM joined").await?.get(0);
            check(joined, lines)?;
            drop(connection);
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
            }
            Ok(took)
        }
        Against::Postgres(_, url) => {
            let mut connection = PgConnection::connect(url).await?;
            // Out of the desk's way, and gone afterwards.
            connection.execute("CREATE SCHEMA joined; SET search_path = joined, public").await?;
            let began = Instant::now();
            for statement in statements("public.recon_lines", account) {
                connection.execute(AssertSqlSafe(statement)).await?;
            }
            let took = began.elapsed();
            let joined: i64 = connection.fetch_one("SELECT COUNT(*) FROM joined").await?.get(0);
            connection.execute("DROP SCHEMA joined CASCADE").await?;
            check(joined, lines)?;
            Ok(took)
        }
    }
}

async fn open(url: &str) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    Ok(options.connect().await?)
}

async fn time(connection: &mut SqliteConnection, table: &str, account: &str) -> Result<Duration> {
    let began = Instant::now();
    for statement in statements(table, account) {
        connection.execute(AssertSqlSafe(statement)).await?;
    }
    Ok(began.elapsed())
}

/// The rows as they are stored, in the order in which they are matched; then each of ours with the channel's of its number.
fn statements(table: &str, account: &str) -> [String; 3] {
    [
        format!("CREATE TABLE sorted AS SELECT * FROM {table} WHERE account = '{account}' ORDER BY match_key, id"),
        "CREATE INDEX sorted_key ON sorted (match_key, side)".to_owned(),
        "CREATE TABLE joined AS SELECT ours.id AS ours, channel.id AS channel FROM sorted ours \
         JOIN sorted channel ON channel.match_key = ours.match_key AND channel.side = 'channel' WHERE ours.side = 'ours'"
            .to_owned(),
    ]
}

fn check(joined: i64, lines: usize) -> Result<()> {
    ensure!(joined == i64::try_from(lines)?, "the engine joined {joined} lines of {lines}");
    Ok(())
}
