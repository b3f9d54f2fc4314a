//! How much the evidence tells of what an order puts right.
//!
//! The rule: no order books more than that, whoever approves it. Of a refund that is what reaches our account; what the channel
//! kept of it is a line of its own.

use chrono::{DateTime, Utc};

use super::Cause;
use super::suggestion::went_out;
use crate::case::{Case, Return};
use crate::evidence::Evidence;
use crate::money::Money;

/// An order would book more than the evidence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the evidence tells of {at_most} at most")]
pub struct AboveTold {
    /// How much it may book at most.
    pub at_most: Money,
}

/// Refuses a cause that books more than the evidence of its case tells now.
pub fn check_told(cause: &Cause, case: &Case, evidence: &[Evidence]) -> Result<(), AboveTold> {
    let (booked, told) = match cause {
        Cause::BounceRefund { returned, return_reference, .. } => {
            let known = case.matter.returns().iter().find(|known| known.reference == *return_reference);
            (*returned, known.and_then(|known| known.reported.as_ref()).map(|reported| reported.amount))
        }
        Cause::LateSuccessRecovery { amount, .. } | Cause::DuplicateRecovery { amount, .. } => {
            (*amount, out(cause, case, evidence))
        }
        Cause::WriteOff { amount, .. } => (*amount, out(cause, case, evidence)),
        Cause::DiscrepancyAdjustment { .. } | Cause::FeeAdjustment { .. } => return Ok(()),
    };
    let at_most = told.unwrap_or(Money::from_minor(0, booked.currency()));
    if booked.minor() <= at_most.minor() { Ok(()) } else { Err(AboveTold { at_most }) }
}

/// Since when the funds that an order books are back, all of them; nothing where they are not, or it books none.
pub fn funds_back_at(cause: &Cause, returns: &[Return]) -> Option<DateTime<Utc>> {
    let Cause::BounceRefund { returned, return_reference, .. } = cause else { return None };
    let back = returns.iter().find(|known| known.reference == *return_reference)?.back.as_ref()?;
    (back.amount.minor() >= returned.minor()).then_some(back.booked_at)
}

fn out(cause: &Cause, case: &Case, evidence: &[Evidence]) -> Option<Money> {
    let gone = went_out(case, evidence);
    gone.into_iter().find(|(reference, _)| *reference == cause.reference()).map(|(_, amount)| amount)
}

#[cfg(test)]
mod tests;
