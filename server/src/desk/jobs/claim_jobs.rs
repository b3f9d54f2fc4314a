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
