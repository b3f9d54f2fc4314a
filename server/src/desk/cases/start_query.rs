//! Asking a channel, before the call: what to ask about, noted before anybody is asked.
//!
//! The call itself stands between two transactions, see `jobs/follow_up_query.rs`.

use chrono::{DateTime, Duration, Utc};
use shared::case::{Case, CaseKind, CaseNumber, Received, State};
use shared::channel::{FollowUp, attempts_to_ask_about, is_every_attempt_final};
use shared::evidence::{EvidenceKind, Phase, Rule, Transport};

use super::case_file::CaseFile;
use super::record_evidence::{admit, evidence_of};
use crate::caller::Caller;
use crate::channels::follow_up::Question;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{EvidenceRecord, Job, JobName, Started, Tx};

/// How much longer than the call itself the job stays with whoever makes it: to keep what came.
const LEASE_BEYOND_CALL: Duration = Duration::minutes(2);

/// The next question of a run of the job.
#[derive(Clone, Debug)]
pub struct StartQuery {
    /// The job.
    pub name: JobName,
    /// Who runs it.
    pub holder: String,
    /// The attempts that this run has still to ask about; none are known when it begins.
    pub rest: Option<Vec<String>>,
}

/// A call to be made.
#[derive(Clone, Debug)]
pub struct Query {
    /// The case.
    pub number: CaseNumber,
    /// Whom to ask.
    pub follow_up: FollowUp,
    /// What to ask.
    pub question: Question,
    /// What to ask about after that.
    pub rest: Vec<String>,
}

impl Command for StartQuery {
    /// The call to be made now; none where the run is over.
    type Outcome = Option<Query>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<Query>, Error> {
        let number = number_of(&self.name)?;
        // The case is locked before its job, here and wherever both are.
        let mut file = CaseFile::open(tx, desk, &Caller::nobody(), number).await?;
        let job = tx.job_for_update(&self.name).await?;
        let Some(mut job) = job.filter(|job| job.is_leased_by(&self.holder)) else { return Ok(None) };
        let lost = job.started.take();
        if let Some(started) = &lost {
            keep_lost(tx, desk, &mut file, started).await?;
        }
        let is_closed = matches!(file.case.state, State::Closed { .. });
        let Some(follow_up) = file.profile.follow_up.clone().filter(|_| !is_closed) else {
            tx.delete_job(&self.name).await?;
            return Ok(None);
        };
        let mut attempts = match (&self.rest, lost) {
            (Some(rest), _) => rest.clone(),
            // What was lost was this run's question; the schedule goes on.
            (None, Some(_)) => vec![],
            (None, None) => to_ask_about(&file),
        };
        if attempts.is_empty() {
            end_run(tx, &file.case, job, &follow_up, file.now).await?;
            return Ok(None);
        }
        let attempt = attempts.remove(0);
        job.started = Some(Started { at: file.now, about: attempt.clone() });
        if let Some(lease) = &mut job.lease {
            lease.until = file.now + Duration::seconds(follow_up.timeout_seconds) + LEASE_BEYOND_CALL;
        }
        tx.update_job(&job).await?;
        let question = question(&file.case, &follow_up, attempt);
        Ok(Some(Query { number, follow_up, question, rest: attempts }))
    }
}

fn number_of(name: &JobName) -> Result<CaseNumber, Error> {
    let number = name.subject.parse().map_err(|_| Error::Internal(format!("{name:?} names no case")))?;
    Ok(CaseNumber(number))
}

/// What to ask about. While people decide on a proposal and the channel has said the end of every attempt, a routine answer
/// would tell nothing and void what they are deciding: then nothing is asked.
fn to_ask_about(file: &CaseFile) -> Vec<String> {
    let order_number = &file.case.facts.order_number;
    let is_proposed = matches!(file.case.state, State::Proposed { .. });
    if is_proposed && is_every_attempt_final(order_number, &file.evidence) {
        return vec![];
    }
    attempts_to_ask_about(order_number, &file.evidence).into_iter().map(str::to_owned).collect()
}

/// The run is over: the next one is by the schedule. Only unknown payouts have one; others are asked about on demand.
pub(super) async fn end_run(
    tx: &mut Tx<'_>,
    case: &Case,
    mut job: Job,
    follow_up: &FollowUp,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if case.kind != CaseKind::PayoutUnknown {
        return Ok(tx.delete_job(&job.name).await?);
    }
    (job.lease, job.failures) = (None, 0);
    job.run_at = follow_up.next_at(case.facts.sent_at, now);
    Ok(tx.update_job(&job).await?)
}

/// Somebody asked and did not live to keep the answer: that, too, is evidence.
async fn keep_lost(tx: &mut Tx<'_>, desk: &Desk, file: &mut CaseFile, started: &Started) -> Result<(), Error> {
    let received = Received {
        kind: EvidenceKind::NoResponse,
        body: None,
        content_type: None,
        transport: Transport { phase: Some(Phase::Read), ..Transport::default() },
        api: file.profile.follow_up.as_ref().map(|follow_up| follow_up.api.clone()),
        attempt: started.about.clone(),
        received_at: file.now,
    };
    let seq = file.next_evidence();
    let mut evidence = evidence_of(&received, seq, &file.case.facts, &file.profile, &file.caller, file.now);
    evidence.rule = Rule::AnswerLost { asked_at: started.at };
    let record = EvidenceRecord { number: file.case.number, evidence, body: None };
    admit(tx, desk, file, record, &[]).await?;
    Ok(())
}

fn question(case: &Case, follow_up: &FollowUp, attempt: String) -> Question {
    let facts = &case.facts;
    // Of another attempt than the one that was filed, nothing but its number is known.
    let is_filed = attempt == facts.order_number;
    Question {
        case: case.number,
        channel: facts.channel.clone(),
        api: follow_up.api.clone(),
        order_number: attempt,
        channel_order_number: facts.channel_order_number.clone().filter(|_| is_filed),
        sent_at: is_filed.then_some(facts.sent_at),
        amount: facts.amount.amount().to_string(),
        currency: facts.amount.currency().code().to_owned(),
    }
}
