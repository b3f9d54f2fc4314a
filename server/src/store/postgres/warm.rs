//! Connections that answered a moment ago, kept beside the pool and handed out again, the last first.
//!
//! The pool tries a connection each time that it comes back, and hands out in turn all that it has: each way to the
//! database would be two, and each time to another of its processes.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::PgPool;
use sqlx::pool::PoolConnection;
use sqlx::postgres::Postgres;

/// For how long a connection that answered is taken to be still there.
pub const TRUSTED_FOR: Duration = Duration::from_secs(1);
/// How many are kept.
const KEPT_MAX: usize = 4;

/// The connections of a pool, with those that are warm.
pub struct Warm {
    pool: PgPool,
    kept: Mutex<Vec<(PoolConnection<Postgres>, Instant)>>,
}

impl Warm {
    /// The connections of this pool.
    pub fn of(pool: PgPool) -> Self {
        Self { pool, kept: Mutex::default() }
    }

    /// One that is warm, or else one of the pool's.
    pub async fn take(&self) -> sqlx::Result<PoolConnection<Postgres>> {
        match self.take_kept() {
            Some(connection) => Ok(connection),
            None => self.pool.acquire().await,
        }
    }

    fn take_kept(&self) -> Option<PoolConnection<Postgres>> {
        let mut kept = self.kept();
        let (connection, since) = kept.pop()?;
        if since.elapsed() < TRUSTED_FOR {
            return Some(connection);
        }
        // Those below have waited longer still: the pool tries them all as they come back to it.
        kept.clear();
        None
    }

    /// Keeps one that has answered all that it was asked.
    pub fn keep(&self, connection: PoolConnection<Postgres>) {
        let mut kept = self.kept();
        if kept.len() < KEPT_MAX {
            kept.push((connection, Instant::now()));
        }
    }

    fn kept(&self) -> MutexGuard<'_, Vec<(PoolConnection<Postgres>, Instant)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
