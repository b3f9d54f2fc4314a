//! Holding open proposals against the policy in force: those of which it asks something else than the one that they were
//! made under are voided.
//!
//! The rule: whoever takes a case out of the store has its proposal as the policy in force leaves it, whether or not the
//! desk has got round to it by itself. So nothing rests on how soon this gets there.

use chrono::{DateTime, Utc};
use shared::case::{Case, CaseNumber};
use shared::correction::approvals_needed_under;
use shared::policy::{Policy, ProposalEffect, effect_of};
use shared::resolution::{Approvals, Proposal};

use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{JobKind, JobName, Tx};

/// How many cases are looked for at once.
const CASES_MAX: i64 = 100;

/// What a policy asks of a proposal.
pub async fn needed_by(tx: &mut Tx<'_>, case: &Case, proposal: &Proposal, policy: &Policy) -> Result<Approvals, Error> {
    let order = match proposal.correction {
        Some(number) => tx.correction_order(number).await?,
        None => None,
    };
    Ok(match order {
        Some(order) => approvals_needed_under(&case.verdict, &order.cause, policy)?,
        None => Approvals::needed(proposal.resolution, case, policy),
    })
}

/// Whether the policy in force asks something else of a proposal than the one that it was made under.
pub async fn is_outruled(tx: &mut Tx<'_>, case: &Case, proposal: &Proposal, policy: &Policy) -> Result<bool, Error> {
    if proposal.policy_version == policy.version {
        return Ok(false);
    }
    let needed = needed_by(tx, case, proposal, policy).await?;
    Ok(effect_of(proposal, &needed, policy, case.facts.amount) != ProposalEffect::Stands)
}

/// Holds the open proposal of a case against the policy in force.
#[derive(Debug)]
pub struct RevisitProposal {
    /// Which case.
    pub number: CaseNumber,
}

impl Command for RevisitProposal {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        // Taking a case out of the store voids what the policy asks something else of; what is left stands.
        let file = CaseFile::open(tx, desk, &Caller::nobody(), self.number).await?;
        if let Some(proposal) = file.open_proposal(tx).await? {
            tx.note_stands_by(self.number, proposal.seq, file.policy.version).await?;
        }
        Ok(())
    }
}

/// Holds all open proposals against the policy in force, of this version, before another takes its place: what was shown as
/// voided by it does not stand again by the next.
pub async fn revisit_all(tx: &mut Tx<'_>, desk: &Desk, version: i32) -> Result<(), Error> {
    loop {
        let numbers = tx.proposals_to_revisit(version, CASES_MAX).await?;
        if numbers.is_empty() {
            return Ok(());
        }
        for number in numbers {
            RevisitProposal { number }.run(tx, desk).await?;
        }
    }
}

/// Has all open proposals held against the policy in force, as soon as a server gets to it.
pub async fn revisit_soon(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    let name = JobName { kind: JobKind::RevisitProposals, subject: String::new() };
    if let Some(mut job) = tx.job_for_update(&name).await? {
        job.run_at = now;
        tx.update_job(&job).await?;
    }
    Ok(())
}

impl Desk {
    /// Cases whose open proposal has yet to be held against the policy in force; some of them.
    pub async fn proposals_to_revisit(&self) -> Result<Vec<CaseNumber>, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let version = self.policies.in_force(&mut tx).await?.version;
        Ok(tx.proposals_to_revisit(version, CASES_MAX).await?)
    }
}
