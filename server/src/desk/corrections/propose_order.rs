//! Putting an order to checkers, and what their decision does to it. It goes the way of every proposal: an approval binds to
//! what was seen, the order's lines included; new evidence voids it; its maker never approves it.

use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseNumber, Change, State};
use shared::correction::{
    CorrectionOrder, OrderChange, OrderEventKind, OrderNumber, OrderStateName, approvals_needed_under, check_told,
};
use shared::digest::Digest;
use shared::resolution::{Approvals, Binding, Proposal, ProposalState};
use shared::role::Permission;
use shared::webhook::{Occurrence, ProposalMade};

use super::finish_case::finish_if_done;
use super::order_file::{balance_of, change, of_case, open_as_seen};
use super::send_order::send_if_it_may;
use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::cases::resolve_case::allowed;
use crate::desk::cases::tell::tell;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{OrderFilter, Tx};

/// The holder of the case puts an order to checkers.
#[derive(Debug)]
pub struct ProposeOrder {
    /// Who.
    pub caller: Caller,
    /// Which order.
    pub number: OrderNumber,
    /// The version that they saw.
    pub version: i64,
    /// The version of its case that they saw, where they say so.
    pub case_version: Option<i64>,
    /// Why.
    pub reason: String,
}

impl Command for ProposeOrder {
    type Outcome = Proposal;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Proposal, Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let (mut file, mut order) = open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        if let Some(seen) = self.case_version {
            file.expect_version(tx, seen).await?;
        }
        // The evidence may tell less by now than when it was drafted, or more.
        let room = balance_of(tx, &file).await?.room();
        check_told(&order.cause, &file.case, &file.evidence, room)?;
        let resolution = order.kind().resolution();
        let approvals = approvals(&file, &order)?;
        let seq = tx.proposals(file.case.number).await?.last().map_or(1, |proposal| proposal.seq + 1);
        file.change(&Change::Propose { by: user.to_owned(), proposal: seq })?;
        let propose = OrderChange::Propose { proposal: seq, maker: user.to_owned() };
        change(tx, &mut file, &mut order, (OrderEventKind::Proposed, propose)).await?;
        let proposal = Proposal {
            seq,
            resolution,
            correction: Some(order.number),
            maker: user.to_owned(),
            reason: Some(self.reason.clone()),
            proposed_at: file.now,
            binds_to: binding(&file, &order),
            evidence_seen: file.evidence.last().map_or(0, |piece| piece.seq),
            approvals,
            policy_version: file.policy.version,
            decisions: vec![],
            state: ProposalState::Open,
        };
        tx.insert_proposal(file.case.number, &proposal).await?;
        file.happened(Action::ProposalMade, json!(proposal));
        let told = proposal.clone();
        file.announce(|case| Occurrence::ProposalMade(ProposalMade { case, proposal: told }));
        file.save(tx).await?;
        Ok(proposal)
    }
}

/// Refuses to settle a case otherwise while an order of it is under way.
pub async fn refuse_while_under_way(tx: &mut Tx<'_>, number: CaseNumber) -> Result<(), Error> {
    let states = OrderStateName::ALL.into_iter().filter(|state| state.is_unsettled()).collect();
    let filter = OrderFilter { case: Some(number), states, ..OrderFilter::default() };
    match tx.correction_orders(&filter, None, 1).await?.first() {
        Some(order) => Err(Error::explain(
            Code::OrderState,
            format!("{} is under way: it is posted or withdrawn first.", order.number),
            format!("{} 尚未完成，须先记账或撤回。", order.number),
        )),
        None => Ok(()),
    }
}

/// The approvals that an order needs, refused where the guards do not let it be raised. A fee is adjusted beside all else, and what is under
/// way is cleared after it.
fn approvals(file: &CaseFile, order: &CorrectionOrder) -> Result<Approvals, Error> {
    if order.kind().settles(file.case.kind) {
        allowed(file, order.kind().resolution())?;
    }
    Ok(approvals_needed_under(&file.case.verdict, &order.cause, &file.policy)?)
}

fn binding(file: &CaseFile, order: &CorrectionOrder) -> Digest {
    of_order(file, order).digest()
}

fn of_order<'a>(file: &'a CaseFile, order: &CorrectionOrder) -> Binding<'a> {
    Binding::of(order.kind().resolution(), &file.situation()).with_correction(order.digest())
}

/// The digest that a proposal would bind to if it were made now, under the policy that it was made under: where the one in
/// force asks something else, the proposal is void by now.
pub async fn binding_now(tx: &mut Tx<'_>, file: &CaseFile, proposal: &Proposal) -> Result<Digest, Error> {
    let binding = match proposal.correction {
        Some(number) => of_order(file, &of_case(tx, number).await?),
        None => Binding::of(proposal.resolution, &file.situation()),
    };
    Ok(binding.under_policy(proposal.policy_version).digest())
}

/// Enough approved an order: it is sent where it may be, and the case waits for accounting.
pub async fn approve_order(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    proposal: &Proposal,
    number: OrderNumber,
) -> Result<(), Error> {
    let mut order = of_case(tx, number).await?;
    change(tx, file, &mut order, (OrderEventKind::Approved, OrderChange::Approve)).await?;
    send_if_it_may(tx, file, &mut order).await?;
    let by = file.caller.user()?.to_owned();
    tell(tx, file, &[&proposal.maker], &Notice::OrderApproved { order: number, by }).await
}

/// A proposal ended without enough approvals: a rejection ends the order, all else makes it a draft again.
pub async fn end_order_proposal(tx: &mut Tx<'_>, file: &mut CaseFile, proposal: &Proposal) -> Result<(), Error> {
    let Some(number) = proposal.correction else { return Ok(()) };
    let mut order = of_case(tx, number).await?;
    let rejection = proposal.decisions.iter().find(|decision| !decision.approved);
    let ended = match (&proposal.state, rejection) {
        (ProposalState::Rejected { .. }, Some(rejection)) => {
            let (by, reason) = (rejection.checker.clone(), rejection.reason.clone().unwrap_or_default());
            (OrderEventKind::Rejected, OrderChange::Reject { by, reason })
        }
        _ => (OrderEventKind::ProposalEnded, OrderChange::EndProposal),
    };
    change(tx, file, &mut order, ended).await
}

/// Closes the case after a rejection, where the order was the last thing that it waited for.
pub async fn after_rejection(tx: &mut Tx<'_>, file: &mut CaseFile) -> Result<(), Error> {
    if matches!(file.case.state, State::Closed { .. }) { Ok(()) } else { finish_if_done(tx, file).await }
}
