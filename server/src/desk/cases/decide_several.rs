//! Several proposals decided at once: only where their proof is the same, each checked by itself, with a result for each.

use std::sync::Arc;

use shared::api::approvals::DecisionItem;
use shared::api::problem::Code;
use shared::resolution::{Proof, ProposalState};
use shared::role::Permission;

use super::check_proposal::{ApproveProposal, RejectProposal};
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;

/// What a checker says to several proposals.
#[derive(Clone, Debug)]
pub enum Decided {
    /// They agree, with a remark.
    Approved(Option<String>),
    /// They disagree, for a reason.
    Rejected(String),
}

impl Desk {
    /// Decides these proposals, each in a transaction of its own: what becomes of one is nothing to the others. Answers how
    /// many approvals each is still missing, or why it was refused.
    pub async fn decide_several(
        self: &Arc<Self>,
        caller: &Caller,
        items: &[DecisionItem],
        decided: &Decided,
    ) -> Result<Vec<Result<i32, Error>>, Error> {
        caller.require(Permission::Approve)?;
        self.refuse_unless_the_proof_is_the_same(items).await?;
        let mut results = Vec::with_capacity(items.len());
        for item in items {
            results.push(self.decide_one(caller, item, decided).await);
        }
        Ok(results)
    }

    async fn refuse_unless_the_proof_is_the_same(&self, items: &[DecisionItem]) -> Result<(), Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut seen = Vec::with_capacity(items.len());
        for item in items {
            let Some(case) = tx.case(item.number).await? else { continue };
            let proposals = tx.proposals(item.number).await?;
            // What is not open any more is refused by itself.
            let open = |proposal: &shared::resolution::Proposal| {
                proposal.seq == item.proposal && proposal.state == ProposalState::Open
            };
            seen.extend(proposals.into_iter().find(open).map(|proposal| (proposal, case.verdict.name())));
        }
        let proofs: Vec<Proof<'_>> = seen.iter().map(|(proposal, verdict)| Proof::of(proposal, verdict)).collect();
        if Proof::is_same(&proofs) { Ok(()) } else { Err(Error::refuse(Code::ProofDiffers)) }
    }

    async fn decide_one(
        self: &Arc<Self>,
        caller: &Caller,
        item: &DecisionItem,
        decided: &Decided,
    ) -> Result<i32, Error> {
        let (caller, number, proposal, binds_to) = (caller.clone(), item.number, item.proposal, item.binds_to);
        match decided.clone() {
            Decided::Approved(reason) => {
                self.execute(ApproveProposal { caller, number, proposal, binds_to, reason }).await?;
            }
            Decided::Rejected(reason) => self.execute(RejectProposal { caller, number, proposal, reason }).await?,
        }
        let mut reader = self.store.reader().await?;
        let proposals = reader.tx().proposals(number).await?;
        let left = proposals.iter().find(|known| known.seq == proposal).map(|known| known.missing());
        Ok(left.unwrap_or_default().max(0))
    }
}
