//! What an order is drafted from: the case says what was returned, paid after all, or settled twice.
//!
//! The rule: nothing is put right that the evidence does not name.

use super::told::fee_beside;
use super::transit::came_of;
use super::{Cause, CauseFault, CorrectionKind, CorrectionOrder, PayoutBalance, WrittenOff, in_transit};
use crate::api::correction_orders::DraftOrderRequest;
use crate::case::{Case, CaseKind, Return};
use crate::evidence::{Claim, Evidence};
use crate::money::Money;

/// Why an order cannot be drafted so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftRefusal {
    /// Cases of this kind have no such order.
    NotOfThisCase,
    /// Nothing on the case bears that reference.
    NoSuchReference,
    /// What is meant has to be named.
    ReferenceNeeded,
    /// The evidence does not prove that it was paid.
    NotYetPaid,
    /// The amount, the direction or what is written off has to be named.
    FieldNeeded,
    /// Nothing of it was credited ahead of its funds, or it is under way no more.
    NothingInTransit,
    /// That order is none to stand in for.
    NotToReplace,
    /// The corrections of the payout would add up to more than the payout.
    AboveCap {
        /// What this order may be at most.
        at_most: Money,
    },
    /// The amounts do not add up.
    Faulty {
        /// How.
        fault: CauseFault,
    },
}

/// The kinds of order that put a case of this kind right.
pub fn kinds_for(kind: CaseKind) -> &'static [CorrectionKind] {
    use CorrectionKind::{
        BounceRefund, DiscrepancyAdjustment, DuplicateRecovery, FeeAdjustment, LateSuccessRecovery, TransitClearing,
        WriteOff,
    };
    match kind {
        CaseKind::PayoutUnknown => &[],
        CaseKind::PayoutBounced => &[BounceRefund, TransitClearing, FeeAdjustment],
        CaseKind::LateSuccess => &[LateSuccessRecovery, WriteOff, FeeAdjustment],
        CaseKind::DuplicatePayout => &[DuplicateRecovery, WriteOff, FeeAdjustment],
        CaseKind::Discrepancy => &[DiscrepancyAdjustment, FeeAdjustment, WriteOff],
        CaseKind::BalanceBreak => &[DiscrepancyAdjustment, FeeAdjustment],
    }
}

/// The cause of an order that is asked for, with what the case and its orders so far say filled in.
pub fn cause_of(
    case: &Case,
    evidence: &[Evidence],
    orders: &[CorrectionOrder],
    request: &DraftOrderRequest,
) -> Result<Cause, DraftRefusal> {
    if !kinds_for(case.kind).contains(&request.kind) {
        return Err(DraftRefusal::NotOfThisCase);
    }
    if !case.kind.is_of_payout() {
        return super::of_recon::cause_of(case, request);
    }
    match request.kind {
        CorrectionKind::BounceRefund => {
            let returned = returned(case.matter.returns(), request.reference.as_deref())?;
            refund(returned, request.amount, case.facts.amount)
        }
        CorrectionKind::TransitClearing => clearing(case, orders, request),
        CorrectionKind::FeeAdjustment => fee_adjustment(request),
        CorrectionKind::WriteOff => write_off(case, evidence, request),
        CorrectionKind::LateSuccessRecovery | CorrectionKind::DuplicateRecovery => recovery(case, evidence, request),
        CorrectionKind::DiscrepancyAdjustment => Err(DraftRefusal::NotOfThisCase),
    }
}

/// Whether the amounts of a draft add up, and fit into what of the payout may still be corrected; answers how much of it is left then.
pub fn check_draft(cause: &Cause, balance: &PayoutBalance) -> Result<Money, DraftRefusal> {
    let faulty = |fault| DraftRefusal::Faulty { fault };
    cause.check().map_err(faulty)?;
    let capped = cause.capped().map_err(faulty)?;
    if capped.currency() != balance.amount.currency() {
        return Err(faulty(CauseFault::Currencies));
    }
    let nothing = Money::from_minor(0, capped.currency());
    let room = balance.room();
    if !balance.has_room_for(capped, nothing) {
        return Err(DraftRefusal::AboveCap { at_most: room });
    }
    Ok(Money::from_minor(room.minor().saturating_sub(capped.minor()), room.currency()))
}

/// The return that is meant: the one of that reference, or the only one.
fn returned<'a>(returns: &'a [Return], reference: Option<&str>) -> Result<&'a Return, DraftRefusal> {
    let mut reported = returns.iter().filter(|known| known.reported.is_some());
    match reference {
        Some(reference) => reported.find(|it| it.reference == reference).ok_or(DraftRefusal::NoSuchReference),
        None => match (reported.next(), reported.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(DraftRefusal::ReferenceNeeded),
        },
    }
}

/// Where the fee that was kept is just what is missing of the payout, it was kept of the return: the merchant bears it until
/// the draft is changed. Any other fee that was kept is the payout's own, and stays spent.
fn refund(returned: &Return, amount: Option<Money>, paid: Money) -> Result<Cause, DraftRefusal> {
    let reported = returned.reported.as_ref().ok_or(DraftRefusal::NoSuchReference)?;
    let nothing = Money::from_minor(0, reported.amount.currency());
    let given_back = reported.fee.filter(|fee| fee.given_back).map_or(nothing, |fee| fee.amount);
    let returned_amount = amount.unwrap_or(reported.amount);
    let kept = fee_beside(reported, returned_amount, paid);
    Ok(Cause::BounceRefund {
        return_reference: returned.reference.clone(),
        returned: returned_amount,
        return_fee: kept.unwrap_or(nothing),
        return_fee_on_us: nothing,
        channel_fee_given_back: given_back,
        payout_fee_given_back: nothing,
        ahead_of_funds: false,
    })
}

/// What came of what was credited ahead of its funds, as far as it stands in transit; the rest is given up.
fn clearing(case: &Case, orders: &[CorrectionOrder], request: &DraftOrderRequest) -> Result<Cause, DraftRefusal> {
    let standing = in_transit(orders);
    let asked = request.reference.as_deref();
    let mut meant = standing.iter().filter(|(reference, _)| asked.is_none_or(|asked| asked == *reference));
    let (reference, credited) = match (meant.next(), meant.next()) {
        (Some((reference, credited)), None) => ((*reference).to_owned(), *credited),
        (Some(_), Some(_)) => return Err(DraftRefusal::ReferenceNeeded),
        (None, _) => return Err(DraftRefusal::NothingInTransit),
    };
    let came = came_of(case.matter.returns(), &reference, credited);
    Ok(Cause::TransitClearing { return_reference: reference, credited, came: request.amount.unwrap_or(came) })
}

fn fee_adjustment(request: &DraftOrderRequest) -> Result<Cause, DraftRefusal> {
    let reference = request.reference.clone().ok_or(DraftRefusal::ReferenceNeeded)?;
    match (request.direction, request.amount) {
        (Some(direction), Some(amount)) => Ok(Cause::FeeAdjustment { reference, direction, amount }),
        _ => Err(DraftRefusal::FieldNeeded),
    }
}

fn recovery(case: &Case, evidence: &[Evidence], request: &DraftOrderRequest) -> Result<Cause, DraftRefusal> {
    let (reference, amount) = gone_out(case, evidence, request)?;
    Ok(match request.kind {
        CorrectionKind::DuplicateRecovery => {
            Cause::DuplicateRecovery { line_reference: reference, amount, from_balance: amount }
        }
        _ => Cause::LateSuccessRecovery { attempt: reference, amount, from_balance: amount },
    })
}

fn write_off(case: &Case, evidence: &[Evidence], request: &DraftOrderRequest) -> Result<Cause, DraftRefusal> {
    // What the merchant owes arises with a posted recovery, and what nobody claims is no payout's.
    let what = request.written_off.unwrap_or(WrittenOff::ChannelFunds);
    if what != WrittenOff::ChannelFunds {
        return Err(DraftRefusal::NotOfThisCase);
    }
    let (reference, amount) = gone_out(case, evidence, request)?;
    Ok(Cause::WriteOff { reference, amount, what })
}

/// What went out that should not have, as it is asked for: the attempt that was paid after all, or the settlement line that is
/// one too many.
fn gone_out(case: &Case, evidence: &[Evidence], request: &DraftOrderRequest) -> Result<(String, Money), DraftRefusal> {
    let known = went_out(case, evidence);
    let (reference, amount) = match (&request.reference, known.as_slice()) {
        (_, []) => return Err(DraftRefusal::NotYetPaid),
        (Some(reference), known) => {
            *known.iter().find(|(known, _)| known == reference).ok_or(DraftRefusal::NoSuchReference)?
        }
        (None, [only]) => *only,
        // Where the payee was paid again, the payout itself is what came late.
        (None, known) if case.kind == CaseKind::LateSuccess => {
            let own = known.iter().find(|(known, _)| *known == case.facts.order_number);
            *own.ok_or(DraftRefusal::ReferenceNeeded)?
        }
        (None, _) => return Err(DraftRefusal::ReferenceNeeded),
    };
    Ok((reference.to_owned(), request.amount.unwrap_or(amount)))
}

/// Everything that went out, of which some should not have: each line of a duplicate, each attempt that is proven paid.
pub(super) fn went_out<'a>(case: &'a Case, evidence: &'a [Evidence]) -> Vec<(&'a str, Money)> {
    if case.kind == CaseKind::DuplicatePayout {
        let lines = case.matter.lines();
        return if lines.len() < 2 {
            vec![]
        } else {
            lines.iter().map(|line| (line.reference.as_str(), line.amount)).collect()
        };
    }
    let mut paid: Vec<&str> = evidence.iter().filter(|it| proves_paid(it)).map(|it| it.attempt.as_str()).collect();
    paid.sort_unstable();
    paid.dedup();
    paid.into_iter().map(|attempt| (attempt, case.facts.amount)).collect()
}

fn proves_paid(piece: &Evidence) -> bool {
    !piece.is_observation() && matches!(piece.claim, Claim::ProvesPaid | Claim::Returned)
}
