//! An operator has the channel asked at once, beside its schedule.

use serde_json::json;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseNumber, State};
use shared::role::Permission;

use super::case_file::CaseFile;
use crate::caller::Caller;
use crate::desk::jobs::schedule_follow_ups::follow_up_of;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Job, Tx};

/// Someone wants to know now.
#[derive(Debug)]
pub struct RequestQuery {
    /// Who.
    pub caller: Caller,
    /// About which case.
    pub number: CaseNumber,
}

impl Command for RequestQuery {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let mut file = CaseFile::open(tx, desk, &self.caller, self.number).await?;
        if matches!(file.case.state, State::Closed { .. }) {
            return Err(Error::refuse(Code::CaseClosed));
        }
        if file.profile.follow_up.is_none() {
            return Err(Error::refuse(Code::NoQueryEndpoint));
        }
        let name = follow_up_of(self.number);
        tx.insert_jobs(&[Job::at(name.clone(), file.now)]).await?;
        let job = tx.job_for_update(&name).await?;
        let mut job = job.ok_or_else(|| Error::Internal(format!("{name:?} was not added")))?;
        if job.lease.as_ref().is_some_and(|lease| lease.until > file.now) {
            return Err(Error::refuse(Code::QueryInFlight));
        }
        (job.run_at, job.failures) = (job.run_at.min(file.now), 0);
        tx.update_job(&job).await?;
        file.happened(Action::QueryRequested, json!({ "channel": file.case.facts.channel }));
        // Nothing of the case itself has changed: nobody's work on it is in the way.
        file.save_entries(tx).await
    }
}
