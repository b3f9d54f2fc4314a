//! The runner: what the desk does by itself, one job a file.
//!
//! The rules: a job runs on one server at a time, under a lease in the database that anybody may take up once it has run
//! out; every job may be run again from the start; and no job's failure, panic or slowness ends the runner or the others.

mod deliver_events;
mod escalate_overdue;
mod follow_up_query;
mod match_days;
mod prune;
mod raise_unposted;
mod read_statement;
mod revisit_proposals;
mod schedule_follow_ups;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::FutureExt;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::channels::follow_up::Line;
use crate::desk::Desk;
use crate::desk::jobs::claim_jobs::{AddStandingJobs, ClaimJob, ClaimJobs};
use crate::desk::jobs::end_job::{End, EndJob};
use crate::desk::webhooks::take_deliveries::{ClaimDelivery, WakeDeliveries};
use crate::error::Error;
use crate::store::{Job, JobKind, JobName};
use crate::webhooks::Sender;

/// How often the runner looks for jobs that are due.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How many jobs run at once on one server.
const AT_ONCE: usize = 16;
/// How long jobs may take to finish once the server was asked to end: longer than any call to a channel.
const GRACE: Duration = Duration::from_secs(35);

/// Runs the jobs of a desk.
pub struct Runner {
    desk: Arc<Desk>,
    line: Line,
    sender: Sender,
    /// Tells this server's leases from those of others.
    name: String,
    claims: AtomicU64,
}

impl Runner {
    /// A runner for this desk, which asks channels over this line and sends webhooks by this sender.
    pub fn new(desk: Arc<Desk>, line: Line, sender: Sender) -> Arc<Self> {
        let name = hex::encode(&desk.random.bytes()[..8]);
        Arc::new(Self { desk, line, sender, name, claims: AtomicU64::new(0) })
    }

    /// Runs jobs as they come due, until it is asked to end; then finishes those that are under way.
    pub async fn run(self: Arc<Self>, mut ended: watch::Receiver<bool>) {
        let mut at_work = JoinSet::new();
        let mut is_in_trouble = false;
        let mut is_prepared = false;
        while !*ended.borrow() {
            while at_work.try_join_next().is_some() {}
            match self.look(&mut is_prepared, AT_ONCE - at_work.len()).await {
                Ok(jobs) => {
                    is_in_trouble = false;
                    for job in jobs {
                        at_work.spawn(Arc::clone(&self).work(job));
                    }
                }
                // Said once, however long it lasts.
                Err(error) if !is_in_trouble => {
                    is_in_trouble = true;
                    tracing::error!(%error, "jobs cannot be taken; trying on");
                }
                Err(_) => {}
            }
            let is_full = at_work.len() == AT_ONCE;
            tokio::select! {
                () = sleep(LOOKS_EVERY) => {}
                _ = ended.wait_for(|ended| *ended) => break,
                _ = at_work.join_next(), if is_full => {}
            }
        }
        let finished = timeout(GRACE, async { while at_work.join_next().await.is_some() {} }).await;
        if finished.is_err() {
            tracing::warn!("some jobs did not finish in time; whoever takes them up next starts them again");
        }
    }

    /// Runs everything that is due now, to its end; answers how many jobs that were. For tests and the simulation, whose
    /// time moves by hand.
    pub async fn run_due(self: &Arc<Self>) -> Result<usize, Error> {
        let mut count = 0;
        let mut is_prepared = false;
        loop {
            let jobs = self.look(&mut is_prepared, AT_ONCE).await?;
            if jobs.is_empty() {
                return Ok(count);
            }
            count += jobs.len();
            let mut at_work: JoinSet<()> = jobs.into_iter().map(|job| Arc::clone(self).work(job)).collect();
            while at_work.join_next().await.is_some() {}
        }
    }

    /// Sends endpoints what is due to them, and runs nothing else. For the demo, whose time moves by hand.
    pub async fn deliver_due(&self) -> Result<(), Error> {
        for endpoint in self.desk.endpoints_behind().await? {
            let holder = self.holder();
            if let Some(job) = self.desk.execute(ClaimDelivery { endpoint, holder }).await? {
                self.run_job(&job).await?;
            }
        }
        Ok(())
    }

    /// Runs one job, whenever it would run next, and nothing else. For the demo, whose time moves by hand.
    pub async fn run_now(&self, name: JobName) -> Result<(), Error> {
        let holder = self.holder();
        match self.desk.execute(ClaimJob { name, holder }).await? {
            Some(job) => self.run_job(&job).await,
            None => Ok(()),
        }
    }

    /// A name for a lease: another for each time.
    fn holder(&self) -> String {
        format!("{}/{}", self.name, self.claims.fetch_add(1, Ordering::Relaxed))
    }

    /// Takes up to `limit` jobs that are due.
    async fn look(&self, is_prepared: &mut bool, limit: usize) -> Result<Vec<Job>, Error> {
        if limit == 0 {
            return Ok(vec![]);
        }
        if !*is_prepared {
            self.desk.execute(AddStandingJobs).await?;
            *is_prepared = true;
        }
        let endpoints = self.desk.endpoints_to_deliver_to().await?;
        if !endpoints.is_empty() {
            self.desk.execute(WakeDeliveries { endpoints }).await?;
        }
        let holder = self.holder();
        self.desk.execute(ClaimJobs { holder, limit: i64::try_from(limit).unwrap_or(i64::MAX) }).await
    }

    /// Runs one job, whatever becomes of it.
    async fn work(self: Arc<Self>, job: Job) {
        let done = AssertUnwindSafe(self.run_job(&job)).catch_unwind().await;
        let error = match done {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error,
            Err(_) => Error::Internal("a job panicked".to_owned()),
        };
        let (kind, subject) = (job.name.kind.name(), job.name.subject.clone());
        tracing::error!(kind, subject, failures = job.failures, %error, "a job failed; it is tried again later");
        if let Err(error) = self.end(job, End::Failed).await {
            tracing::warn!(kind, subject, %error, "a job could not be put off; it is free once its lease has run out");
        }
    }

    async fn run_job(&self, job: &Job) -> Result<(), Error> {
        let every = match job.name.kind {
            // It asks as long as it is its own, and sets the next run itself.
            JobKind::FollowUpQuery => {
                return follow_up_query::run(&self.desk, &self.line, &job.name, holder(job)?).await;
            }
            // It ends its own job, with the file.
            JobKind::ReadStatement => return read_statement::run(&self.desk, &job.name, holder(job)?).await,
            JobKind::MatchDays => return match_days::run(&self.desk, &job.name, holder(job)?).await,
            JobKind::ScheduleFollowUps => schedule_follow_ups::run(&self.desk).await?,
            JobKind::EscalateOverdue => escalate_overdue::run(&self.desk).await?,
            JobKind::DeliverEvents => deliver_events::run(&self.desk, &self.sender, &job.name, holder(job)?).await?,
            JobKind::RaiseUnposted => raise_unposted::run(&self.desk).await?,
            JobKind::RevisitProposals => revisit_proposals::run(&self.desk).await?,
            JobKind::Prune => prune::run(&self.desk).await?,
        };
        self.end(job.clone(), End::Again(every)).await
    }

    async fn end(&self, job: Job, end: End) -> Result<(), Error> {
        let holder = holder(&job)?.to_owned();
        self.desk.execute(EndJob { name: job.name, holder, end }).await
    }
}

fn holder(job: &Job) -> Result<&str, Error> {
    let lease = job.lease.as_ref();
    Ok(&lease.ok_or_else(|| Error::Internal("a job without a lease was run".to_owned()))?.holder)
}
