//! What an order for a discrepancy or a balance break is drafted from: what was found says which side has more, and how much.
//!
//! The rule: no order is for more than what is at issue, and it goes the way that the lines say.

use super::{AdjustmentDirection, Cause, CorrectionKind, DraftRefusal, WrittenOff};
use crate::api::correction_orders::DraftOrderRequest;
use crate::case::{Case, Matter};
use crate::money::Money;
use crate::recon::Disagreement;
use crate::recon::discrepancy::DiscrepancyKind;

/// The cause of an order that is asked for at a case that reconciliation opened.
pub(super) fn cause_of(case: &Case, request: &DraftOrderRequest) -> Result<Cause, DraftRefusal> {
    let reference = case.facts.order_number.clone();
    if request.reference.as_ref().is_some_and(|asked| *asked != reference) {
        return Err(DraftRefusal::NoSuchReference);
    }
    let surplus = surplus(&case.matter, request)?;
    let is_long = surplus.minor() > 0;
    let direction = if is_long { AdjustmentDirection::Long } else { AdjustmentDirection::Short };
    if request.direction.is_some_and(|asked| asked != direction) {
        return Err(DraftRefusal::NotOfThisCase);
    }
    let amount = amount(surplus, request.amount)?;
    let is_fee = case.matter.disagreement().is_some_and(|found| found.kind == DiscrepancyKind::FeeMismatch);
    match request.kind {
        CorrectionKind::DiscrepancyAdjustment if !is_fee => {
            Ok(Cause::DiscrepancyAdjustment { reference, direction, amount })
        }
        CorrectionKind::FeeAdjustment => Ok(Cause::FeeAdjustment { reference, direction, amount }),
        CorrectionKind::WriteOff => {
            let what = if is_long { WrittenOff::Surplus } else { WrittenOff::ChannelFunds };
            let is_other = request.written_off.is_some_and(|asked| asked != what);
            if is_other { Err(DraftRefusal::NotOfThisCase) } else { Ok(Cause::WriteOff { reference, amount, what }) }
        }
        CorrectionKind::DiscrepancyAdjustment
        | CorrectionKind::BounceRefund
        | CorrectionKind::LateSuccessRecovery
        | CorrectionKind::DuplicateRecovery
        | CorrectionKind::TransitClearing => Err(DraftRefusal::NotOfThisCase),
    }
}

/// How much is at issue between the sides; nothing where amounts of two currencies have no difference, or the sides agree by now.
pub(super) fn at_issue(case: &Case) -> Option<Money> {
    let surplus = match &case.matter {
        Matter::Discrepancy { found: Some(found) } if !has_no_difference(found) => found.surplus,
        Matter::BalanceBreak { found: Some(found) } => found.difference()?,
        _ => return None,
    };
    Some(Money::from_minor(surplus.minor().saturating_abs(), surplus.currency()))
}

/// What the channel has more than our books, below zero where it has less.
fn surplus(matter: &Matter, request: &DraftOrderRequest) -> Result<Money, DraftRefusal> {
    match matter {
        // Amounts of two currencies have no difference: a person names which way and how much.
        Matter::Discrepancy { found: Some(found) } if has_no_difference(found) => {
            let (direction, amount) = request.direction.zip(request.amount).ok_or(DraftRefusal::FieldNeeded)?;
            let sign = if direction == AdjustmentDirection::Long { 1 } else { -1 };
            Ok(Money::from_minor(amount.minor().saturating_mul(sign), amount.currency()))
        }
        Matter::Discrepancy { found: Some(found) } => Ok(found.surplus),
        Matter::BalanceBreak { found: Some(found) } => found.difference().ok_or(DraftRefusal::NoSuchReference),
        Matter::Discrepancy { found: None }
        | Matter::BalanceBreak { found: None }
        | Matter::Payout
        | Matter::Bounce { .. }
        | Matter::Duplicate { .. } => Err(DraftRefusal::NoSuchReference),
    }
}

fn has_no_difference(found: &Disagreement) -> bool {
    found.kind == DiscrepancyKind::CurrencyMismatch || found.surplus.minor() == 0
}

fn amount(surplus: Money, asked: Option<Money>) -> Result<Money, DraftRefusal> {
    let whole = Money::from_minor(surplus.minor().saturating_abs(), surplus.currency());
    match asked {
        None => Ok(whole),
        Some(asked) if asked.currency() == whole.currency() && asked.minor() <= whole.minor() => Ok(asked),
        Some(_) => Err(DraftRefusal::AboveCap { at_most: whole }),
    }
}
