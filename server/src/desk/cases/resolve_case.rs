//! Settling a case: at once where the rules allow it, as a proposal where they ask for checkers.

use serde_json::json;
use shared::api::problem::{Code, FieldCode, FieldProblem};
use shared::audit::Action;
use shared::case::{CaseNumber, Change};
use shared::resolution::{Choice, Deciding, Outcome, Proposal, ProposalState, Resolution, choices};
use shared::role::Permission;
use shared::text::{Lang, Text};
use shared::webhook::{CaseClosed, Occurrence, ProposalMade};

use super::case_file::CaseFile;
use super::open_claim::open_claim;
use super::open_linked::open_linked_for_standing_contradictions;
use super::pass_on::pass_all_on;
use super::watch_returns::watch_returns;
use crate::caller::Caller;
use crate::desk::channels::read_endings::keep_endings;
use crate::desk::corrections::propose_order::refuse_while_under_way;
use crate::desk::jobs::schedule_follow_ups::follow_up_of;
use crate::desk::recon::discrepancies::settle_discrepancies;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{ClosingRecord, Tx};

/// The holder settles a case.
#[derive(Debug)]
pub struct ResolveCase {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// The version that they saw.
    pub version: i64,
    /// What they chose.
    pub resolution: Resolution,
    /// Why.
    pub reason: Option<String>,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for ResolveCase {
    /// The proposal, where approval is needed; nothing where the case is closed now.
    type Outcome = Option<Proposal>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<Proposal>, Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        // Waiting has a command of its own, and what moves money is proposed with its correction order.
        if self.resolution == Resolution::KeepWaiting || self.resolution.awaits_accounting() {
            return Err(self.wrong_field("resolution", FieldCode::UnknownValue));
        }
        let choice = allowed(&file, self.resolution)?;
        refuse_while_under_way(tx, self.number).await?;
        if choice.reason_required && self.reason.is_none() {
            return Err(self.wrong_field("reason", FieldCode::Missing));
        }
        if choice.approvals.required == 0 {
            close(tx, desk, &mut file, self.resolution, self.reason.clone(), None).await?;
            file.save(tx).await?;
            return Ok(None);
        }
        let proposal = self.propose(tx, &mut file, user, choice).await?;
        file.save(tx).await?;
        Ok(Some(proposal))
    }
}

impl ResolveCase {
    async fn propose(
        &self,
        tx: &mut Tx<'_>,
        file: &mut CaseFile,
        user: &str,
        choice: Choice,
    ) -> Result<Proposal, Error> {
        let seq = tx.proposals(self.number).await?.last().map_or(1, |proposal| proposal.seq + 1);
        let proposal = Proposal {
            seq,
            resolution: self.resolution,
            correction: None,
            maker: user.to_owned(),
            reason: self.reason.clone(),
            proposed_at: file.now,
            binds_to: file.binding(self.resolution),
            evidence_seen: file.evidence.last().map_or(0, |piece| piece.seq),
            approvals: choice.approvals,
            policy_version: file.policy.version,
            decisions: vec![],
            state: ProposalState::Open,
        };
        file.change(&Change::Propose { by: user.to_owned(), proposal: seq })?;
        tx.insert_proposal(self.number, &proposal).await?;
        file.happened(Action::ProposalMade, json!(proposal));
        let told = proposal.clone();
        file.announce(|case| Occurrence::ProposalMade(ProposalMade { case, proposal: told }));
        Ok(proposal)
    }

    fn wrong_field(&self, field: &str, code: FieldCode) -> Error {
        Error::fields(vec![FieldProblem { field: field.to_owned(), code, expected: code.text(self.lang) }])
    }
}

/// What the guards answer for a resolution, refused unless it is allowed now to the file's caller.
pub fn allowed(file: &CaseFile, resolution: Resolution) -> Result<Choice, Error> {
    let deciding = Deciding { name: file.caller.user()?, roles: &file.caller.roles, now: file.now };
    let choice = choices(&file.situation(), &deciding)
        .into_iter()
        .find(|choice| choice.resolution == resolution)
        .ok_or_else(|| {
            Error::explain(
                Code::ResolutionBlocked,
                "Cases of this kind are not settled so.",
                "此类异常单不能如此处理。",
            )
        })?;
    if choice.is_allowed() { Ok(choice) } else { Err(Error::blocked(choice.unmet)) }
}

/// Closes a case, for good. What already stands against the decision opens its linked case at once.
pub async fn close(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    resolution: Resolution,
    reason: Option<String>,
    proposal: Option<&Proposal>,
) -> Result<(), Error> {
    let by = file.caller.actor.clone();
    end(tx, desk, file, Ending { resolution, reason, proposal, change: |outcome| Change::Close { by, outcome } }).await
}

/// Settles a case, whoever has it: nothing is left in it to decide.
pub async fn settle(tx: &mut Tx<'_>, desk: &Desk, file: &mut CaseFile, resolution: Resolution) -> Result<(), Error> {
    let by = file.caller.actor.clone();
    let change = |outcome| Change::Settle { by, outcome };
    end(tx, desk, file, Ending { resolution, reason: None, proposal: None, change }).await
}

/// How a case ends.
struct Ending<'a, C> {
    resolution: Resolution,
    reason: Option<String>,
    proposal: Option<&'a Proposal>,
    change: C,
}

async fn end<C: FnOnce(Outcome) -> Change>(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    Ending { resolution, reason, proposal, change }: Ending<'_, C>,
) -> Result<(), Error> {
    let outcome = resolution.outcome().ok_or_else(|| Error::Internal(format!("{resolution:?} closes nothing")))?;
    let closing = ClosingRecord {
        number: file.case.number,
        outcome,
        resolution,
        closed_at: file.now,
        closed_by: file.caller.actor.clone(),
        reason,
        proposal: proposal.map(|proposal| proposal.seq),
        binds_to: proposal.map_or_else(|| file.binding(resolution), |proposal| proposal.binds_to),
        channel: file.profile.id.clone(),
        channel_version: file.profile.version,
        // What was approved was proposed under this version; the one in force asks the same of it.
        policy_version: proposal.map_or(file.policy.version, |proposal| proposal.policy_version),
    };
    file.change(&change(outcome))?;
    tx.insert_closing(&closing).await?;
    tx.delete_job(&follow_up_of(closing.number)).await?;
    if outcome.is_of_payout() {
        keep_endings(tx, file, outcome).await?;
    }
    // Before the closing, after which a trail tells of no more work on the case.
    watch_returns(tx, desk, file, outcome).await?;
    file.happened(
        Action::CaseClosed,
        json!({
            "outcome": outcome, "resolution": resolution, "reason": closing.reason, "proposal": closing.proposal,
            "binds_to": closing.binds_to, "channel_version": closing.channel_version,
            "policy_version": closing.policy_version, "verdict": file.case.verdict,
        }),
    );
    file.announce(move |case| {
        let ClosingRecord { closed_by, reason, proposal, .. } = closing;
        Occurrence::CaseClosed(CaseClosed { case, outcome, resolution, closed_by, reason, proposal })
    });
    settle_discrepancies(tx, file.case.number, file.now).await?;
    if resolution == Resolution::HandOver {
        pass_all_on(tx, desk, file).await?;
    }
    open_claim(tx, desk, file, outcome).await?;
    open_linked_for_standing_contradictions(tx, desk, file, outcome).await
}
