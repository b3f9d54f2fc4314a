//! An empty database for one scenario, on either engine.

use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use anyhow::{Context, Result};
use sqlx::{ConnectOptions, Connection, Executor};
use tempfile::TempDir;
use tokio::runtime;

use crate::postgres::cluster;
use crate::postgres::own::OwnPostgres;

/// The two engines that Holdfast runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// Both, for scenarios that must hold on each.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

const FILE: &str = "holdfast.sqlite";

/// A database that nobody else uses. It goes when this is dropped.
pub struct Database {
    url: String,
    store: Store,
}

enum Store {
    File { folder: TempDir, left_behind: bool },
    Postgres { name: String },
    Own { _server: Arc<OwnPostgres> },
}

impl Database {
    /// An empty database.
    pub async fn new(engine: Engine) -> Result<Self> {
        match engine {
            Engine::Sqlite => Self::sqlite(),
            Engine::Postgres => Self::postgres().await,
        }
    }

    /// An empty database for a server that runs as long as this process: nobody is there to drop it. It goes with that
    /// server, or with the cluster.
    pub async fn left_behind(engine: Engine) -> Result<Self> {
        let mut database = Self::new(engine).await?;
        if let Store::File { folder, left_behind } = &mut database.store {
            folder.disable_cleanup(true);
            *left_behind = true;
        }
        Ok(database)
    }

    /// The one database of a PostgreSQL of one's own. It goes with that server.
    pub fn of(server: &Arc<OwnPostgres>) -> Self {
        Self { url: server.url(), store: Store::Own { _server: Arc::clone(server) } }
    }

    /// The file, on SQLite.
    pub fn file(&self) -> Option<PathBuf> {
        match &self.store {
            Store::File { folder, .. } => Some(folder.path().join(FILE)),
            _ => None,
        }
    }

    /// The folder that has to be removed with the server that uses it.
    pub fn folder_left_behind(&self) -> Option<&Path> {
        match &self.store {
            Store::File { folder, left_behind: true } => Some(folder.path()),
            _ => None,
        }
    }

    /// The address as `DATABASE_URL` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which engine it is on.
    pub fn engine(&self) -> Engine {
        match self.store {
            Store::File { .. } => Engine::Sqlite,
            Store::Postgres { .. } | Store::Own { .. } => Engine::Postgres,
        }
    }

    /// Runs a statement past the desk, as someone with the database's password could.
    pub async fn execute(&self, statement: &str) -> sqlx::Result<()> {
        let statement = sqlx::AssertSqlSafe(statement);
        match self.engine() {
            Engine::Sqlite => {
                let options: sqlx::sqlite::SqliteConnectOptions = self.url.parse()?;
                let mut connection = options.connect().await?;
                connection.execute(statement).await?;
                connection.close().await
            }
            Engine::Postgres => {
                let options: sqlx::postgres::PgConnectOptions = self.url.parse()?;
                let mut connection = options.connect().await?;
                connection.execute(statement).await?;
                connection.close().await
            }
        }
    }

    /// The first column of a query past the desk.
    pub async fn texts(&self, query: &str) -> sqlx::Result<Vec<String>> {
        let query = sqlx::AssertSqlSafe(query);
        match self.engine() {
            Engine::Sqlite => {
                let options: sqlx::sqlite::SqliteConnectOptions = self.url.parse()?;
                sqlx::query_scalar(query).fetch_all(&mut options.connect().await?).await
            }
            Engine::Postgres => {
                let options: sqlx::postgres::PgConnectOptions = self.url.parse()?;
                sqlx::query_scalar(query).fetch_all(&mut options.connect().await?).await
            }
        }
    }

    fn sqlite() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("holdfast-sqlite-").tempdir()?;
        let url = format!("sqlite://{}", folder.path().join(FILE).display());
        Ok(Self { url, store: Store::File { folder, left_behind: false } })
    }

    async fn postgres() -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        // A killed test of the same process number may have left one behind.
        administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        administer(&format!("CREATE DATABASE {name} TEMPLATE template0")).await?;
        Ok(Self { url: cluster().database(&name), store: Store::Postgres { name } })
    }
}

async fn administer(statement: &str) -> Result<()> {
    let options: sqlx::postgres::PgConnectOptions = cluster().database("postgres").parse()?;
    let mut connection = options.connect().await.context("the tests' PostgreSQL does not answer")?;
    connection.execute(sqlx::AssertSqlSafe(statement)).await?;
    Ok(connection.close().await?)
}

impl Drop for Database {
    fn drop(&mut self) {
        let Store::Postgres { name } = &self.store else { return };
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // The test may be inside a runtime, where waiting is not allowed; a thread of its own may wait.
        let dropped = thread::spawn(move || -> Result<()> {
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(administer(&statement))
        });
        if !matches!(dropped.join(), Ok(Ok(()))) {
            eprintln!("the database {name} could not be dropped");
        }
    }
}
