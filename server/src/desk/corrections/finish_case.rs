//! A case that correction orders put right is closed when accounting has posted the last of them.
//!
//! When that is, `shared::correction::progress` says.

use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::case::{Case, CaseKind, Change, Return, State, WaitsFor};
use shared::correction::{CorrectionKind, CorrectionOrder, PayoutKey, Progress, progress};
use shared::resolution::Outcome;
use shared::webhook::{CaseClosed, Occurrence};

use crate::desk::cases::case_file::CaseFile;
use crate::desk::corrections::funds_back::tell_of_what_came_after_all;
use crate::desk::corrections::order_file::all_of;
use crate::desk::corrections::raise_order::put_back_to_work;
use crate::desk::corrections::send_order::awaiting;
use crate::desk::jobs::schedule_follow_ups::follow_up_of;
use crate::desk::recon::discrepancies::settle_discrepancies;
use crate::error::Error;
use crate::store::{ClosingRecord, Tx};

/// Closes the case where nothing is left to post, after one of its orders ended.
pub async fn finish_if_done(tx: &mut Tx<'_>, file: &mut CaseFile) -> Result<(), Error> {
    let (orders, has_room) = orders_of(tx, file).await?;
    match progress(&file.case, &orders, has_room) {
        Progress::Open => Ok(()),
        Progress::Remaining => go_on(file),
        Progress::InTransit(order) => await_funds(tx, file, order).await,
        Progress::BookedOtherwise(last, found) => {
            put_back_to_work(tx, file, last, &Notice::BookedOtherwise { found }).await
        }
        Progress::Done(last) => {
            close(tx, file, last).await?;
            tell_of_what_came_after_all(tx, file, &orders).await
        }
    }
}

/// The same after a piece of evidence: a return that was told otherwise after its posting may be told as it was booked now.
pub async fn finish_if_told_as_booked(tx: &mut Tx<'_>, file: &mut CaseFile) -> Result<(), Error> {
    if file.case.kind != CaseKind::PayoutBounced || file.case.state.outcome().is_some() {
        return Ok(());
    }
    let (orders, has_room) = orders_of(tx, file).await?;
    match progress(&file.case, &orders, has_room) {
        Progress::Done(last) => close(tx, file, last).await,
        Progress::Open | Progress::Remaining | Progress::InTransit(_) | Progress::BookedOtherwise(..) => Ok(()),
    }
}

/// Puts a case to wait for the funds that an order of it credited ahead; back to work where some are there already.
async fn await_funds(tx: &mut Tx<'_>, file: &mut CaseFile, order: &CorrectionOrder) -> Result<(), Error> {
    let is_of_it = |known: &&Return| known.reference == order.cause.reference();
    if file.case.matter.returns().iter().find(is_of_it).is_some_and(|known| known.back.is_some()) {
        return put_back_to_work(tx, file, order, &Notice::FundsArrived { order: order.number }).await;
    }
    match file.case.state {
        State::Waiting { on: WaitsFor::Accounting, .. } => file.change(&awaiting(order, file.now, &file.policy)),
        _ => Ok(()),
    }
}

/// The orders of a case, and whether there is anything left of its payout that could be corrected.
async fn orders_of(tx: &mut Tx<'_>, file: &CaseFile) -> Result<(Vec<CorrectionOrder>, bool), Error> {
    let orders = all_of(tx, file.case.number).await?;
    let balance = tx.payout_balance(&PayoutKey::of(&file.case.facts)).await?;
    Ok((orders, balance.is_none_or(|balance| balance.room().is_positive())))
}

/// Puts a case back to work of which a part is posted, and nothing more is under way.
fn go_on(file: &mut CaseFile) -> Result<(), Error> {
    if matches!(file.case.state, State::Waiting { on: WaitsFor::Accounting, .. }) {
        file.change(&Change::EndWait)?;
        file.happened(Action::CaseWaitEnded, json!({ "posted": true }));
    }
    Ok(())
}

async fn close(tx: &mut Tx<'_>, file: &mut CaseFile, order: &CorrectionOrder) -> Result<(), Error> {
    let outcome = outcome_of(order.kind(), &file.case);
    let proposals = tx.proposals(file.case.number).await?;
    let proposal = proposals.iter().rev().find(|proposal| proposal.correction == Some(order.number));
    let closing = ClosingRecord {
        number: file.case.number,
        outcome,
        resolution: order.kind().resolution(),
        closed_at: file.now,
        closed_by: file.caller.actor.clone(),
        reason: proposal.and_then(|proposal| proposal.reason.clone()),
        proposal: proposal.map(|proposal| proposal.seq),
        binds_to: proposal.map_or_else(|| order.digest(), |proposal| proposal.binds_to),
        channel: file.profile.id.clone(),
        channel_version: file.profile.version,
        policy_version: proposal.map_or(file.policy.version, |proposal| proposal.policy_version),
    };
    file.change(&Change::Settle { by: closing.closed_by.clone(), outcome })?;
    tx.insert_closing(&closing).await?;
    tx.delete_job(&follow_up_of(closing.number)).await?;
    settle_discrepancies(tx, closing.number, file.now).await?;
    file.happened(
        Action::CaseClosed,
        json!({
            "outcome": outcome, "resolution": closing.resolution, "order": order.number, "reason": closing.reason,
            "proposal": closing.proposal, "binds_to": closing.binds_to, "channel_version": closing.channel_version,
            "policy_version": closing.policy_version, "verdict": file.case.verdict,
        }),
    );
    file.announce(move |case| {
        let ClosingRecord { resolution, closed_by, reason, proposal, .. } = closing;
        Occurrence::CaseClosed(CaseClosed { case, outcome, resolution, closed_by, reason, proposal })
    });
    Ok(())
}

fn outcome_of(kind: CorrectionKind, case: &Case) -> Outcome {
    // How what reconciliation found ends depends on its type.
    let of_finding = || kind.resolution().posted_outcome(case.kind, &case.matter);
    if let (false, Some(outcome)) = (case.kind.is_of_payout(), of_finding()) {
        return outcome;
    }
    match kind {
        CorrectionKind::BounceRefund => Outcome::Corrected,
        CorrectionKind::LateSuccessRecovery | CorrectionKind::DuplicateRecovery => Outcome::Recovered,
        CorrectionKind::DiscrepancyAdjustment | CorrectionKind::FeeAdjustment | CorrectionKind::TransitClearing => {
            Outcome::Corrected
        }
        CorrectionKind::WriteOff => Outcome::WrittenOff,
    }
}
