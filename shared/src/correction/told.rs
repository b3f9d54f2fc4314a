//! How much the evidence tells of what an order puts right.
//!
//! The rule: an order books that, no more and no less, whoever approves it. More was told by nobody; and what it left out would be in
//! no order, for there is one of each return, attempt and line, and its case ends by it. Of a refund that is what reaches our
//! account; what the channel kept of it is a line of its own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::suggestion::went_out;
use super::transit::came_of;
use super::{Cause, of_recon};
use crate::case::{Case, Reported, Return};
use crate::evidence::Evidence;
use crate::money::Money;

/// How much the evidence of a case tells of what an order puts right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Told {
    /// How much came back, went out, or is at issue; zero where nothing tells of it.
    pub amount: Money,
    /// Of a return: the fee that the channel kept beside that amount, as far as it says so.
    pub fee_beside: Money,
}

/// An order would not book what the evidence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotAsTold {
    /// It would book more.
    #[error("the evidence tells of {at_most} at most")]
    Above {
        /// How much it may book at most.
        at_most: Money,
    },
    /// It would book less, and the rest would be in no order.
    #[error("{rest} of what the evidence tells would be in no order")]
    LeftOut {
        /// How much it leaves out.
        rest: Money,
    },
}

impl Told {
    /// What is told now of what a cause refers to; nothing where the evidence names no amount: of a fee that is adjusted beside a
    /// payout, and of amounts in two currencies.
    pub fn of(cause: &Cause, case: &Case, evidence: &[Evidence]) -> Option<Self> {
        let nothing = Money::from_minor(0, case.facts.amount.currency());
        let just = |amount: Option<Money>| Self { amount: amount.unwrap_or(nothing), fee_beside: nothing };
        if !case.kind.is_of_payout() {
            return of_recon::at_issue(case).map(|amount| just(Some(amount)));
        }
        match cause {
            Cause::BounceRefund { return_reference, .. } => {
                let known = case.matter.returns().iter().find(|known| known.reference == *return_reference);
                let reported = known.and_then(|known| known.reported.as_ref());
                let fee = reported.and_then(|reported| fee_beside(reported, reported.amount, case.facts.amount));
                Some(Self { fee_beside: fee.unwrap_or(nothing), ..just(reported.map(|reported| reported.amount)) })
            }
            Cause::LateSuccessRecovery { .. } | Cause::DuplicateRecovery { .. } | Cause::WriteOff { .. } => {
                Some(just(out(cause, case, evidence)))
            }
            Cause::TransitClearing { return_reference, credited, .. } => {
                Some(just(Some(came_of(case.matter.returns(), return_reference, *credited))))
            }
            Cause::DiscrepancyAdjustment { .. } | Cause::FeeAdjustment { .. } => None,
        }
    }

    /// Refuses a cause that does not book what is told. `room` is how much more of the payout could be corrected beside it: what the
    /// payout has no room for, no order could book.
    pub fn check(self, cause: &Cause, room: Money) -> Result<(), NotAsTold> {
        let (booked, kept) = match cause {
            Cause::BounceRefund { returned, return_fee, .. } => {
                (*returned, return_fee.minor().saturating_sub(self.fee_beside.minor()).max(0))
            }
            Cause::TransitClearing { came, .. } => (*came, 0),
            Cause::LateSuccessRecovery { amount, .. }
            | Cause::DuplicateRecovery { amount, .. }
            | Cause::DiscrepancyAdjustment { amount, .. }
            | Cause::FeeAdjustment { amount, .. }
            | Cause::WriteOff { amount, .. } => (*amount, 0),
        };
        let told = self.amount;
        if booked.currency() != told.currency() || booked.minor() > told.minor() {
            return Err(NotAsTold::Above { at_most: told });
        }
        let rest = told.minor().saturating_sub(booked.minor()).saturating_sub(kept);
        let rest = if cause.counts() { rest.min(room.minor()) } else { rest };
        if rest > 0 { Err(NotAsTold::LeftOut { rest: Money::from_minor(rest, told.currency()) }) } else { Ok(()) }
    }
}

/// The same for an order of a case as its evidence stands now.
pub fn check_told(cause: &Cause, case: &Case, evidence: &[Evidence], room: Money) -> Result<(), NotAsTold> {
    Told::of(cause, case, evidence).map_or(Ok(()), |told| told.check(cause, room))
}

/// The fee that the channel kept of a return where it says how much reached us: just what is missing of the payout. Any other fee that
/// was kept is the payout's own.
pub(super) fn fee_beside(reported: &Reported, returned: Money, paid: Money) -> Option<Money> {
    let is_missing = |fee: &Money| returned.minor().checked_add(fee.minor()) == Some(paid.minor());
    reported.fee.filter(|fee| !fee.given_back).map(|fee| fee.amount).filter(is_missing)
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
