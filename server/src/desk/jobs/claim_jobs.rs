//! Taking jobs that are due. Two servers that take at the same moment take different ones.

use chrono::Duration;

use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Job, JobKind, JobName, Lease, Tx};

/// How long a job is whoever's took it. It is longer than any job takes that renews its lease before it asks anybody.
const LEASE_MINUTES: i64 = 3;

/// The jobs that every desk has: they are about the whole of it.
const STANDING: [JobKind; 5] = [
    JobKind::ScheduleFollowUps,
    JobKind::EscalateOverdue,
    JobKind::RaiseUnposted,
    JobKind::RevisitProposals,
    JobKind::Prune,
];

/// A server takes jobs.
#[derive(Debug)]
pub struct ClaimJobs {
    /// Under what name: another for each time.
    pub holder: String,
    /// How many at most.
    pub limit: i64,
}

impl Command for ClaimJobs {
    type Outcome = Vec<Job>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Vec<Job>, Error> {
        let now = desk.clock.now();
        let lease = Lease { holder: self.holder.clone(), until: now + Duration::minutes(LEASE_MINUTES) };
        Ok(tx.claim_jobs(&lease, now, self.limit).await?)
    }
}

/// A server takes one job, whenever that would run next.
#[derive(Debug)]
pub struct ClaimJob {
    /// Which.
    pub name: JobName,
    /// Under what name.
    pub holder: String,
}

impl Command for ClaimJob {
    /// Nothing where there is no such job, or somebody has it.
    type Outcome = Option<Job>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<Job>, Error> {
        let job = tx.job_for_update(&self.name).await?;
        let Some(mut job) = job.filter(|job| job.lease.is_none()) else { return Ok(None) };
        let until = desk.clock.now() + Duration::minutes(LEASE_MINUTES);
        job.lease = Some(Lease { holder: self.holder.clone(), until });
        tx.update_job(&job).await?;
        Ok(Some(job))
    }
}

/// Sees to it that the jobs of every desk are there.
#[derive(Debug)]
pub struct AddStandingJobs;

impl Command for AddStandingJobs {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let now = desk.clock.now();
        let jobs = STANDING.map(|kind| Job::at(JobName { kind, subject: String::new() }, now));
        Ok(tx.insert_jobs(&jobs).await?)
    }
}
