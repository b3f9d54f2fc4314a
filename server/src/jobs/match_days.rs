//! Matches the days of a channel account that something came into, one after the other.
//!
//! The lines of a day are read in the order of our order numbers, so no more of them than one group and one page is in memory;
//! what agrees is written at once. What is left is few: it goes through the other passes in memory.
//!
//! What a crash leaves at each step, and who mends it:
//!
//! 1. The day is stale, and the account's job is due. A crash leaves it so.
//! 2. The job was taken: leased for minutes, and for minutes more with each batch. A crash leaves the lease, and the matches that
//!    were written. Once the lease has run out any server takes the job: the day still is stale, and is run from the beginning.
//!    It finds those matches as they are, and the rest as if nothing had been.
//! 3. `FinishRun` has written what the run came to: from here on it counts.

mod adding;
mod batches;
mod companions;
mod pool;
mod stream;
mod write;

use std::sync::Arc;

use shared::recon::AccountId;
use shared::recon::matching::Pass;

use self::pool::Pool;
use crate::desk::Desk;
use crate::desk::recon::run::Run;
use crate::desk::recon::run::finish_run::{EndRuns, FinishRun};
use crate::error::Error;
use crate::store::JobName;

/// Runs every day of the account that is to be run.
pub async fn run(desk: &Arc<Desk>, name: &JobName, holder: &str) -> Result<(), Error> {
    let account = AccountId::parse(&name.subject);
    let account = account.ok_or_else(|| Error::Internal(format!("no account {}", name.subject)))?;
    loop {
        while let Some(run) = desk.next_run(&account).await? {
            run_day(desk, &run, holder).await?;
        }
        if desk.execute(EndRuns { account: account.clone(), holder: holder.to_owned() }).await? {
            return Ok(());
        }
    }
}

async fn run_day(desk: &Arc<Desk>, run: &Run, holder: &str) -> Result<(), Error> {
    let mut pool = Pool::new(run);
    let waiting = desk.lines_that_wait(run).await?;
    pool.wait(waiting.lines);
    let sums = stream::agree(desk, run, holder, (&mut pool, &waiting.crowded)).await?;
    companions::fetch(desk, run, (&mut pool, &waiting.crowded)).await?;
    for pass in &Pass::ALL[1..] {
        let undone = pool.pass(*pass);
        if !undone.is_empty() {
            pool.free(desk.lines_of_matches(&undone).await?);
        }
    }
    let touched = write::endings(desk, run, holder, pool).await?;
    let finish = FinishRun {
        account: run.account.id.clone(),
        date: run.date,
        holder: holder.to_owned(),
        lines_version: run.lines_version,
        sums,
        touched,
        crowded: waiting.crowded,
        coverage: run.coverage,
    };
    desk.execute(finish).await
}
