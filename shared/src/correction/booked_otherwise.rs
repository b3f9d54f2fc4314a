//! What the returns of a case add up to by now, where that is not what its posted refunds booked.
//!
//! The rule: what is posted stays posted, and a return has one order. A return that is told otherwise afterwards is told anew by
//! whoever files it, the rest of it as a return of its own, or a fee is adjusted by the difference. Until then the case is not done.

use serde::{Deserialize, Serialize};

use super::told::fee_beside;
use super::{AdjustmentDirection, Cause, CorrectionOrder, OrderStateName};
use crate::case::Case;
use crate::money::Money;

/// The returns of a case and its posted refunds do not add up to the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedOtherwise {
    /// How much came back, as the evidence tells it now; no more than was paid.
    pub told: Money,
    /// How much the posted orders booked of it.
    pub booked: Money,
}

/// The same for a case with these orders; nothing where they agree, or posted fees make up for it.
pub fn booked_otherwise(case: &Case, orders: &[CorrectionOrder]) -> Option<BookedOtherwise> {
    let paid = case.facts.amount;
    let (mut told, mut booked, mut kept, mut adjusted) = (0_i64, 0_i64, 0_i64, 0_i64);
    for order in orders.iter().filter(|order| order.state.name() == OrderStateName::Posted) {
        match &order.cause {
            Cause::BounceRefund { return_reference, returned, return_fee, channel_fee_given_back, .. } => {
                let known = case.matter.returns().iter().find(|known| known.reference == *return_reference);
                let Some(reported) = known.and_then(|known| known.reported.as_ref()) else { continue };
                // What came beyond what was reported and what the channel gave back with it is in no order.
                let back = known.and_then(|known| known.back.as_ref()).map_or(0, |back| back.amount.minor());
                let expected = reported.amount.minor().max(returned.minor()).saturating_add(channel_fee_given_back.minor());
                told = told.saturating_add(back.saturating_sub(expected).max(0));
                let beside = fee_beside(reported, reported.amount, paid).map_or(0, Money::minor);
                told = told.saturating_add(reported.amount.minor());
                booked = booked.saturating_add(returned.minor());
                kept = kept.saturating_add(return_fee.minor().saturating_sub(beside).max(0));
            }
            Cause::FeeAdjustment { direction: AdjustmentDirection::Long, amount, .. } => {
                adjusted = adjusted.saturating_add(amount.minor());
            }
            Cause::FeeAdjustment { direction: AdjustmentDirection::Short, amount, .. } => {
                adjusted = adjusted.saturating_sub(amount.minor());
            }
            Cause::LateSuccessRecovery { .. }
            | Cause::DuplicateRecovery { .. }
            | Cause::DiscrepancyAdjustment { .. }
            | Cause::WriteOff { .. }
            // What came is compared with what was credited when it is cleared.
            | Cause::TransitClearing { .. } => {}
        }
    }
    let told = told.min(paid.minor());
    // Whether a fee that was kept is a part of what is told or stands beside it, the order alone knows.
    let booked = told.clamp(booked, booked.saturating_add(kept));
    let is_made_up_for = match told.saturating_sub(booked) {
        0 => true,
        more if more > 0 => adjusted >= more,
        less => adjusted <= less,
    };
    let money = |minor| Money::from_minor(minor, paid.currency());
    (!is_made_up_for).then(|| BookedOtherwise { told: money(told), booked: money(booked) })
}
