//! Connections that answered a moment ago, kept beside the pool and handed out again, the last first.
//!
//! The pool tries a connection each time that it comes back, and hands out in turn all that it has: each way to the
//! database would be two, and each time to another of its processes or threads.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool};

/// For how long a connection that answered is taken to be still there.
pub const TRUSTED_FOR: Duration = Duration::from_secs(1);
/// The connections of a pool, with those that are warm.
pub struct Warm<DB: Database> {
    pool: Pool<DB>,
    kept: Mutex<Vec<Kept<DB>>>,
    kept_max: usize,
}

type Kept<DB> = (PoolConnection<DB>, Instant);

impl<DB: Database> Warm<DB> {
    /// The connections of this pool, of which at most so many are kept from it.
    pub fn of(pool: Pool<DB>, kept_max: usize) -> Self {
        Self { pool, kept: Mutex::default(), kept_max }
    }

    /// One that is warm, or else one of the pool's.
    pub async fn take(&self) -> sqlx::Result<PoolConnection<DB>> {
        match self.take_kept() {
            Some(connection) => Ok(connection),
            None => self.pool.acquire().await,
        }
    }

    fn take_kept(&self) -> Option<PoolConnection<DB>> {
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
    pub fn keep(&self, connection: PoolConnection<DB>) {
        let mut kept = self.kept();
        if kept.len() < self.kept_max {
            kept.push((connection, Instant::now()));
        }
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Kept<DB>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
