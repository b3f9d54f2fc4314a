//! The PostgreSQL engine: a pool, short transactions, a bounded number of retries when another one was in the way.

use std::time::Duration;

use sqlx::postgres::PgPoolOptions;
use sqlx::{PgConnection, PgPool};

use super::{Retryable, StoreError, Tx, Work};

#[path = "queries.rs"]
pub mod queries;

/// The connection that the queries are compiled for.
pub type Conn = PgConnection;
/// The engine that the queries are compiled for.
pub type Db = sqlx::Postgres;

const CONNECTIONS_MAX: u32 = 16;
const ATTEMPTS_MAX: u32 = 6;

/// A PostgreSQL database.
#[derive(Clone)]
pub struct Engine {
    pool: PgPool,
}

impl Engine {
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(Duration::from_secs(5))
            .connect_lazy(url)?;
        Ok(Self { pool })
    }

    pub(super) async fn migrate(&self) -> Result<(), StoreError> {
        Ok(sqlx::migrate!("../migrations/postgres").run(&self.pool).await?)
    }

    pub(super) async fn write<W: Work>(&self, work: W) -> Result<W::Outcome, W::Error> {
        // In a task of its own: a caller that goes away must not leave a transaction half-way.
        let engine = self.clone();
        let task = tokio::spawn(async move { engine.write_with_retries(&work).await });
        task.await.unwrap_or_else(|_| Err(StoreError::Panicked.into()))
    }

    async fn write_with_retries<W: Work>(&self, work: &W) -> Result<W::Outcome, W::Error> {
        let mut attempt = 1;
        loop {
            match self.attempt(work).await {
                Err(error) if error.is_retryable() && attempt < ATTEMPTS_MAX => {
                    tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn attempt<W: Work>(&self, work: &W) -> Result<W::Outcome, W::Error> {
        let mut transaction = self.pool.begin().await.map_err(StoreError::from)?;
        // Dropped without a commit, the transaction rolls back.
        let outcome = work.run(&mut Tx::Postgres(&mut transaction)).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(outcome)
    }

    pub(super) async fn reader(&self) -> Result<sqlx::Transaction<'static, Db>, StoreError> {
        let statement = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(self.pool.begin_with(statement).await?)
    }
}
