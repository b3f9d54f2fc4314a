//! Deleting what nobody can use any more: sessions and setup links that ended, and old answers to idempotency keys,
//! deliveries to webhook endpoints.
//!
//! The rule: a few rows at a time, so that nobody waits for it; and nothing of a case, its evidence or its trail, ever.

use chrono::Duration;

use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How long sessions and setup links are kept once they ended: for who asks where they were signed in last week.
const ENTRANCES_KEPT: Duration = Duration::days(30);
/// How long the answer to an idempotency key is kept. Whoever repeats a request does so within hours; filings are known by
/// their source reference for ever.
const ANSWERS_KEPT: Duration = Duration::days(30);
/// How long deliveries to webhook endpoints are kept, for who wants them sent anew.
const DELIVERIES_KEPT: Duration = Duration::days(90);
/// How many rows of each sort one transaction deletes.
const ROWS_MAX: i64 = 200;

/// Deletes a few of each sort.
#[derive(Debug)]
pub struct Prune {
    /// The keys whose answers go: found by reading, so that looking for them holds nobody up.
    pub answers: Vec<(String, String)>,
}

impl Command for Prune {
    /// Whether there may be more.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        let now = desk.clock.now();
        let ended_before = now - ENTRANCES_KEPT;
        let sessions = tx.delete_old_sessions(ended_before, ROWS_MAX).await?;
        let links = tx.delete_old_setup_links(ended_before, ROWS_MAX).await?;
        tx.delete_answers(&self.answers).await?;
        let deliveries = tx.delete_old_deliveries(now - DELIVERIES_KEPT, now, ROWS_MAX).await?;
        Ok(sessions.max(links).max(deliveries) >= ROWS_MAX.unsigned_abs() || !self.answers.is_empty())
    }
}

impl Desk {
    /// A few idempotency keys whose answers are too old to be asked for.
    pub async fn old_answers(&self) -> Result<Vec<(String, String)>, Error> {
        let before = self.clock.now() - ANSWERS_KEPT;
        Ok(self.store.reader().await?.tx().old_answers(before, ROWS_MAX).await?)
    }
}
