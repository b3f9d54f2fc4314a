//! The engine itself: where the desk's database lies, and a way to it that goes past the desk.

use anyhow::Result;
use sqlx::{Connection, Executor, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;
use tests::postgres::own::OwnPostgres;

use crate::{Engine, Options};

/// An engine with an empty database.
pub enum Against {
    /// A file in a folder that is removed afterwards.
    Sqlite(TempDir, String),
    /// A server that ends afterwards.
    Postgres(OwnPostgres, String),
}

impl Against {
    /// Starts it.
    pub async fn start(engine: Engine, options: &Options) -> Result<Self> {
        Ok(match engine {
            Engine::Sqlite => {
                std::fs::create_dir_all(&options.folder)?;
                let folder = tempfile::tempdir_in(&options.folder)?;
                let url = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
                Self::Sqlite(folder, url)
            }
            Engine::Postgres => {
                let server = OwnPostgres::start()?;
                let url = server.url();
                // The desk has a database of its own; what is measured against stands beside it.
                let mut connection = PgConnection::connect(&url).await?;
                connection.execute("CREATE DATABASE desk").await?;
                connection.execute("CREATE DATABASE direct").await?;
                let base = url.trim_end_matches("postgres");
                Self::Postgres(server, format!("{base}desk"))
            }
        })
    }

    /// The desk's database.
    pub fn url(&self) -> &str {
        let (Self::Sqlite(_, url) | Self::Postgres(_, url)) = self;
        url
    }

    /// The engine and its version.
    pub async fn version(&self) -> Result<String> {
        Ok(match self {
            Self::Sqlite(..) => {
                let row =
                    SqliteConnection::connect("sqlite::memory:").await?.fetch_one("SELECT sqlite_version()").await?;
                format!("SQLite {}, WAL, synchronous=FULL", row.get::<String, _>(0))
            }
            Self::Postgres(server, _) => {
                let row = PgConnection::connect(&server.url()).await?.fetch_one("SHOW server_version").await?;
                format!("PostgreSQL {}, as it comes", row.get::<String, _>(0))
            }
        })
    }

    /// How many cases the desk has stored.
    pub async fn cases(&self) -> Result<usize> {
        let query = "SELECT COUNT(*) FROM cases";
        let count: i64 = match self {
            Self::Sqlite(_, url) => SqliteConnection::connect(url).await?.fetch_one(query).await?.get(0),
            Self::Postgres(_, url) => PgConnection::connect(url).await?.fetch_one(query).await?.get(0),
        };
        Ok(usize::try_from(count)?)
    }
}
