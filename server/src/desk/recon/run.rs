//! Running a day: its lines of both sides are matched, and what nothing was found for is held or becomes a discrepancy.
//!
//! The rule: a run writes by batches, each by whoever holds the account's job, and only what changed. Its results count once it is
//! finished: until then the day stands as running, and nobody closes it, matches in it or undoes. What a crash leaves is
//! found by the next run, which ends at the same, for it depends on nothing but the lines and what people did by hand.

pub mod ask_for_run;
pub mod finish_run;
pub mod read_lines;
pub mod write_endings;
pub mod write_matches;

use chrono::{Duration, NaiveDate};
use shared::api::problem::Code;
use shared::recon::matching::Coverage;
use shared::recon::{AccountId, ChannelAccount};

use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Job, JobKind, JobName, Lease, PlaceRecord, Tx};

/// How long the job is its holder's after each batch.
const LEASE_MINUTES: i64 = 3;

/// How long after lines came their days are run.
const RUN_AFTER_SECONDS: i64 = 1;

/// The job that runs the days of an account: one after the other, for they share the lines that wait.
pub fn run_of(account: &AccountId) -> JobName {
    JobName { kind: JobKind::MatchDays, subject: account.to_string() }
}

/// A day that is to be run.
#[derive(Clone, Debug)]
pub struct Run {
    /// The account, as it is in force.
    pub account: ChannelAccount,
    /// The day.
    pub date: NaiveDate,
    /// What the run sees: where it is another by its end, the day is run again.
    pub lines_version: i64,
    /// Up to which date each side is there.
    pub coverage: Coverage,
}

/// Has the days of an account run that are not as they were last run, where there are any: soon, for lines come in many
/// batches.
pub async fn have_run(tx: &mut Tx<'_>, desk: &Desk, account: &AccountId) -> Result<(), Error> {
    if tx.next_stale_day(account).await?.is_some() {
        let soon = desk.clock.now() + Duration::seconds(RUN_AFTER_SECONDS);
        tx.insert_jobs(&[Job::at(run_of(account), soon)]).await?;
    }
    Ok(())
}

/// Refuses what may not be done while the days of an account are run.
pub async fn refuse_while_running(tx: &mut Tx<'_>, desk: &Desk, account: &AccountId) -> Result<(), Error> {
    let job = tx.job_for_update(&run_of(account)).await?;
    let is_running = job.and_then(|job| job.lease).is_some_and(|lease| lease.until > desk.clock.now());
    if is_running { Err(Error::refuse(Code::DayRunning)) } else { Ok(()) }
}

/// Keeps the job for its holder a while longer; answers whether it is still theirs.
pub async fn keep_job(tx: &mut Tx<'_>, desk: &Desk, name: &JobName, holder: &str) -> Result<bool, Error> {
    let job = tx.job_for_update(name).await?;
    let Some(mut job) = job.filter(|job| job.is_leased_by(holder)) else { return Ok(false) };
    job.lease = Some(Lease { holder: holder.to_owned(), until: desk.clock.now() + Duration::minutes(LEASE_MINUTES) });
    tx.update_job(&job).await?;
    Ok(true)
}

/// Refuses a holder whose job is somebody else's by now.
async fn hold(tx: &mut Tx<'_>, desk: &Desk, account: &AccountId, holder: &str) -> Result<(), Error> {
    if keep_job(tx, desk, &run_of(account), holder).await? {
        return Ok(());
    }
    Err(Error::Internal(format!("the days of {account} are run by somebody else by now")))
}

/// A run that reads for long keeps its job.
#[derive(Debug)]
pub struct KeepRun {
    /// The account.
    pub account: AccountId,
    /// Who runs it.
    pub holder: String,
}

impl Command for KeepRun {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        hold(tx, desk, &self.account, &self.holder).await
    }
}

/// Puts lines into places. Where one is placed for good meanwhile nothing is written, and the run begins anew.
async fn put(tx: &mut Tx<'_>, account: &AccountId, places: &[PlaceRecord]) -> Result<(), Error> {
    if tx.insert_places(account, places).await? == places.len() as u64 {
        return Ok(());
    }
    Err(Error::Internal(format!("a line of {account} was settled while its day was run; the run begins anew")))
}

impl Desk {
    /// The first day of an account that is not as it was last run.
    pub async fn next_run(&self, account: &AccountId) -> Result<Option<Run>, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let Some(record) = tx.channel_account(account).await? else { return Ok(None) };
        let Some(day) = tx.next_stale_day(account).await? else { return Ok(None) };
        let (ours, channel) = tx.coverage(account).await?;
        Ok(Some(Run {
            account: record.account,
            date: day.date,
            lines_version: day.lines_version,
            coverage: Coverage { ours, channel },
        }))
    }
}
