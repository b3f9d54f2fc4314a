//! A channel has come to answer queries: its unknown payouts are asked about from now on.
//!
//! New cases get their job with their filing. This finds those that were filed before, and whatever else is without one:
//! no unknown drops out.

use shared::case::CaseNumber;

use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Job, JobKind, JobName, Tx};

/// How many cases get their job in one transaction.
const CASES_MAX: i64 = 100;

/// The job that asks about a case.
pub fn follow_up_of(number: CaseNumber) -> JobName {
    JobName { kind: JobKind::FollowUpQuery, subject: number.0.to_string() }
}

/// Has the channel asked about these cases, each when its schedule says so: a channel that has just come to answer is not
/// asked about everything at once.
#[derive(Debug)]
pub struct ScheduleFollowUps {
    /// The cases.
    pub numbers: Vec<CaseNumber>,
}

impl Command for ScheduleFollowUps {
    /// How many it is about.
    type Outcome = usize;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<usize, Error> {
        let mut jobs = Vec::with_capacity(self.numbers.len());
        for number in &self.numbers {
            // Locked, so that it is not settled meanwhile.
            let file = CaseFile::open(tx, desk, &Caller::nobody(), *number).await?;
            let follow_up = file.profile.follow_up.as_ref().filter(|_| file.case.state.outcome().is_none());
            let sent_at = file.case.facts.sent_at;
            jobs.extend(follow_up.map(|it| Job::at(follow_up_of(*number), it.next_at(sent_at, file.now))));
        }
        tx.insert_jobs(&jobs).await?;
        Ok(jobs.len())
    }
}

impl Desk {
    /// Open cases of channels that answer queries, about which nobody is to ask; some of them.
    pub async fn cases_never_asked_about(&self) -> Result<Vec<CaseNumber>, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let channels: Vec<String> = self
            .channels
            .every_in_force(&mut tx)
            .await?
            .iter()
            .filter(|channel| channel.follow_up.is_some())
            .map(|channel| channel.id.clone())
            .collect();
        Ok(tx.cases_never_asked_about(&channels, CASES_MAX).await?)
    }
}
