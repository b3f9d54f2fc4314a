//! Checkers and makers on an open proposal: approve, reject, withdraw. An approval binds to what was seen.

use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseNumber, Change};
use shared::digest::Digest;
use shared::resolution::{Decision, Proposal, ProposalState};
use shared::role::Permission;
use shared::webhook::{Occurrence, ProposalEnded};

use super::case_file::CaseFile;
use super::resolve_case::close;
use super::tell::tell;
use crate::caller::Caller;
use crate::desk::corrections::propose_order::{after_rejection, approve_order, binding_now, end_order_proposal};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// A checker agrees. The last approval that is needed closes the case.
#[derive(Debug)]
pub struct ApproveProposal {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// Which proposal.
    pub proposal: i32,
    /// The digest that they saw it bind to.
    pub binds_to: Digest,
    /// A remark.
    pub reason: Option<String>,
}

impl Command for ApproveProposal {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let (mut file, mut proposal) = to_be_decided(tx, desk, &self.caller, self.number, self.proposal).await?;
        proposal.may_be_approved_by(self.caller.user()?, &file.policy, file.case.facts.amount)?;
        // The dictionary and the policy are part of what was seen: they may have changed without new evidence.
        if self.binds_to != proposal.binds_to || binding_now(tx, &file, &proposal).await? != proposal.binds_to {
            return Err(Error::refuse(Code::EvidenceChanged));
        }
        decide(tx, &mut file, &mut proposal, true, self.reason.clone()).await?;
        if proposal.missing() <= 0 {
            proposal.state = ProposalState::Approved { at: file.now };
            tx.update_proposal(self.number, &proposal).await?;
            announce_end(&mut file, &proposal);
            if let Some(order) = proposal.correction {
                approve_order(tx, &mut file, &proposal, order).await?;
                return file.save(tx).await;
            }
            close(tx, desk, &mut file, proposal.resolution, proposal.reason.clone(), Some(&proposal)).await?;
            let by = self.caller.user()?.to_owned();
            let notice = Notice::ProposalApproved { proposal: proposal.seq, by };
            tell(tx, &file, &[&proposal.maker], &notice).await?;
        }
        file.save(tx).await
    }
}

/// A checker disagrees; the maker has the case again.
#[derive(Debug)]
pub struct RejectProposal {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// Which proposal.
    pub proposal: i32,
    /// Why.
    pub reason: String,
}

impl Command for RejectProposal {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let (mut file, mut proposal) = to_be_decided(tx, desk, &self.caller, self.number, self.proposal).await?;
        decide(tx, &mut file, &mut proposal, false, Some(self.reason.clone())).await?;
        end(tx, &mut file, &mut proposal, ProposalState::Rejected { at: desk.clock.now() }).await?;
        let by = self.caller.user()?.to_owned();
        after_rejection(tx, &mut file).await?;
        let notice = Notice::ProposalRejected { proposal: proposal.seq, by, reason: self.reason.clone() };
        tell(tx, &file, &[&proposal.maker], &notice).await?;
        file.save(tx).await
    }
}

/// The maker takes a proposal back.
#[derive(Debug)]
pub struct WithdrawProposal {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// Which proposal.
    pub proposal: i32,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawProposal {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let mut file = CaseFile::open(tx, desk, &self.caller, self.number).await?;
        let mut proposal = file.proposal(tx, self.proposal).await?;
        if proposal.maker != self.caller.user()? {
            return Err(Error::explain(
                Code::Forbidden,
                "Only the maker takes a proposal back; a checker rejects it.",
                "只有提议人可以撤回；复核人应予驳回。",
            ));
        }
        if proposal.state != ProposalState::Open {
            return Err(Error::refuse(Code::ProposalNotOpen));
        }
        let state = ProposalState::Withdrawn { at: file.now, reason: self.reason.clone() };
        file.happened(Action::ProposalWithdrawn, json!({ "proposal": proposal.seq, "reason": self.reason }));
        end(tx, &mut file, &mut proposal, state).await?;
        file.save(tx).await
    }
}

/// A proposal that the caller may approve or reject, with its case.
async fn to_be_decided(
    tx: &mut Tx<'_>,
    desk: &Desk,
    checker: &Caller,
    number: CaseNumber,
    seq: i32,
) -> Result<(CaseFile, Proposal), Error> {
    checker.require(Permission::Approve)?;
    let file = CaseFile::open(tx, desk, checker, number).await?;
    let proposal = file.proposal(tx, seq).await?;
    proposal.may_be_decided_by(checker.user()?)?;
    Ok((file, proposal))
}

async fn decide(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    proposal: &mut Proposal,
    approved: bool,
    reason: Option<String>,
) -> Result<(), Error> {
    let decision = Decision { checker: file.caller.user()?.to_owned(), approved, reason, decided_at: file.now };
    tx.insert_decision(file.case.number, proposal, &decision).await?;
    let action = if approved { Action::ProposalApproved } else { Action::ProposalRejected };
    let after = json!({ "proposal": proposal.seq, "binds_to": proposal.binds_to, "reason": decision.reason });
    file.happened(action, after);
    proposal.decisions.push(decision);
    Ok(())
}

/// Ends an open proposal without closing the case: the maker has it again.
pub async fn end(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    proposal: &mut Proposal,
    state: ProposalState,
) -> Result<(), Error> {
    proposal.state = state;
    tx.update_proposal(file.case.number, proposal).await?;
    announce_end(file, proposal);
    end_order_proposal(tx, file, proposal).await?;
    file.change(&Change::EndProposal)
}

fn announce_end(file: &mut CaseFile, proposal: &Proposal) {
    let proposal = proposal.clone();
    file.announce(|case| Occurrence::ProposalEnded(ProposalEnded { case, proposal }));
}
