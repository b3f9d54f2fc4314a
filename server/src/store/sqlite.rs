//! The SQLite engine: one writer, a pool of readers.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection, SqlitePool};

use super::group_commit::Writer;
use super::warm::Warm;
use super::{StoreError, Work};

#[path = "queries.rs"]
pub mod queries;
mod rows;

/// The connection that the queries are compiled for.
pub type Conn = SqliteConnection;
/// The engine that the queries are compiled for.
pub type Db = sqlx::Sqlite;

/// How many may read at once.
const READERS_MAX: u32 = 6;
/// How many of them are kept warm.
const WARM_MAX: usize = 2;
/// How many rows of an answer wait to be taken: a page and more, so that the thread that reads it need not stop for each.
const ROWS_WAITING_MAX: usize = 256;
/// How long to wait for a turn to read.
const READER_WAIT_MAX: Duration = Duration::from_secs(5);
/// How long to wait for another process that writes to the same file. Whoever is answered 503 comes again.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(3);

/// A SQLite file.
#[derive(Clone)]
pub struct Engine {
    readers: SqlitePool,
    warm: Arc<Warm<Db>>,
    writer: Writer,
    options: Arc<SqliteConnectOptions>,
}

impl Engine {
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(LOCK_WAIT_MAX)
            .row_buffer_size(ROWS_WAITING_MAX);
        if let Some(folder) = options.get_filename().parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Unavailable(error.into()))?;
        }
        let writer = Writer::start(options.connect().await?);
        // `query_only` rather than `read_only`: a reader of a WAL database has to open its shared memory for writing.
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS_MAX)
            .acquire_timeout(READER_WAIT_MAX)
            // A file is not lost as a connection to a server is.
            .test_before_acquire(false)
            .connect_lazy_with(options.clone().pragma("query_only", "true"));
        Ok(Self { warm: Arc::new(Warm::of(readers.clone(), WARM_MAX)), readers, writer, options: Arc::new(options) })
    }

    pub(super) async fn migrate(&self) -> Result<(), StoreError> {
        let mut connection = self.options.connect().await?;
        Ok(sqlx::migrate!("../migrations/sqlite").run(&mut connection).await?)
    }

    pub(super) async fn write<W: Work>(&self, work: W) -> Result<W::Outcome, W::Error> {
        self.writer.write(work).await
    }

    pub(super) async fn reader(&self) -> Result<sqlx::Transaction<'static, Db>, StoreError> {
        Ok(self.readers.begin().await?)
    }

    pub(super) async fn glance(&self) -> Result<PoolConnection<Db>, StoreError> {
        Ok(self.warm.take().await?)
    }

    pub(super) fn keep(&self, connection: PoolConnection<Db>) {
        self.warm.keep(connection);
    }
}
