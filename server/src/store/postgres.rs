//! The PostgreSQL engine: a pool, short transactions, a bounded number of retries when another one was in the way.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection, PgConnection, PgPool};
use tokio::time::timeout;

use super::warm::{TRUSTED_FOR, Warm};
use super::{Retryable, StoreError, Tx, Work};

#[path = "queries.rs"]
pub mod queries;
mod rows;

/// The connection that the queries are compiled for.
pub type Conn = PgConnection;
/// The engine that the queries are compiled for.
pub type Db = sqlx::Postgres;

const CONNECTIONS_MAX: u32 = 16;
/// How many of them are kept warm.
const WARM_MAX: usize = 4;
/// How long to wait for a connection: a database that is away is told soon.
const CONNECTION_WAIT_MAX: Duration = Duration::from_secs(3);
const ATTEMPTS_MAX: u32 = 6;
/// How long one attempt may take. No command takes this long but where the server hangs or its machine is gone without a
/// word; the connection must not be held for ever then.
const ATTEMPT_TIME_MAX: Duration = Duration::from_secs(20);

/// A PostgreSQL database.
#[derive(Clone)]
pub struct Engine {
    pool: PgPool,
    warm: Arc<Warm<Db>>,
}

impl Engine {
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(CONNECTION_WAIT_MAX)
            // One that answered a moment ago is taken at its word.
            .test_before_acquire(false)
            .before_acquire(|connection, known| {
                async move {
                    if known.idle_for >= TRUSTED_FOR {
                        connection.ping().await?;
                    }
                    Ok(true)
                }
                .boxed()
            })
            .connect_lazy(url)?;
        Ok(Self { warm: Arc::new(Warm::of(pool.clone(), WARM_MAX)), pool })
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
            let outcome = timeout(ATTEMPT_TIME_MAX, self.attempt(work)).await;
            match outcome.unwrap_or_else(|_| Err(StoreError::unavailable("an attempt took too long").into())) {
                Err(error) if error.is_retryable() && attempt < ATTEMPTS_MAX => {
                    tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn attempt<W: Work>(&self, work: &W) -> Result<W::Outcome, W::Error> {
        let mut connection = self.warm.take().await.map_err(StoreError::from)?;
        let mut transaction = connection.begin().await.map_err(StoreError::from)?;
        // Dropped without a commit, the transaction rolls back.
        let outcome = work.run(&mut Tx::Postgres(&mut transaction)).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        self.warm.keep(connection);
        Ok(outcome)
    }

    pub(super) async fn reader(&self) -> Result<sqlx::Transaction<'static, Db>, StoreError> {
        // In a task of its own, as for writing: given up in the middle of its BEGIN, a connection would go back to the pool
        // within a transaction that nobody knows of, and the next to write by it would be refused.
        let pool = self.pool.clone();
        let begun = tokio::spawn(async move {
            let statement = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
            pool.begin_with(statement).await
        });
        Ok(begun.await.map_err(|_| StoreError::Panicked)??)
    }

    pub(super) async fn glance(&self) -> Result<PoolConnection<Db>, StoreError> {
        Ok(self.warm.take().await?)
    }

    pub(super) fn keep(&self, connection: PoolConnection<Db>) {
        self.warm.keep(connection);
    }
}
