//! A desk inside the test's own process: on a database of its own, with a clock that is moved by hand.

use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use server::channels::Channels;
use server::desk::Desk;
use server::random::SystemRandom;
use server::store::Store;
use shared::clock::ManualClock;
use shared::resolution::Policy;
use sqlx::{ConnectOptions, Connection, Executor};

use crate::database::{Database, Engine};

/// A desk, its database and its clock.
pub struct LocalDesk {
    /// The desk.
    pub desk: Arc<Desk>,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    database: Database,
}

impl LocalDesk {
    /// A desk on an empty database of that engine.
    pub async fn on(engine: Engine) -> Result<Self> {
        let database = Database::new(engine).await?;
        let store = Store::open(database.url()).await?;
        store.migrate().await?;
        let clock = Arc::new(ManualClock::at(DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000)));
        let desk = Arc::new(Desk {
            store,
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
            channels: Channels::default(),
            policy: Policy::built_in(),
            numbers: Default::default(),
            filing_lane: Default::default(),
        });
        Ok(Self { desk, clock, database })
    }

    /// Runs a statement past the desk, as someone with the database's password could.
    pub async fn sql(&self, statement: &'static str) -> sqlx::Result<()> {
        match self.database.engine() {
            Engine::Sqlite => {
                let options: sqlx::sqlite::SqliteConnectOptions = self.database.url().parse()?;
                let mut connection = options.connect().await?;
                connection.execute(statement).await?;
                connection.close().await
            }
            Engine::Postgres => {
                let options: sqlx::postgres::PgConnectOptions = self.database.url().parse()?;
                let mut connection = options.connect().await?;
                connection.execute(statement).await?;
                connection.close().await
            }
        }
    }

    /// The first column of a query past the desk.
    pub async fn texts(&self, query: &'static str) -> sqlx::Result<Vec<String>> {
        match self.database.engine() {
            Engine::Sqlite => {
                let options: sqlx::sqlite::SqliteConnectOptions = self.database.url().parse()?;
                sqlx::query_scalar(query).fetch_all(&mut options.connect().await?).await
            }
            Engine::Postgres => {
                let options: sqlx::postgres::PgConnectOptions = self.database.url().parse()?;
                sqlx::query_scalar(query).fetch_all(&mut options.connect().await?).await
            }
        }
    }
}
