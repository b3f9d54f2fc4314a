//! Discrepancies that are resolved together: hundreds with one cause, each checked by itself.
//!
//! The rule: together goes what is of one type, of one cause and of one account; each case is decided by the same guard as alone,
//! and those that it refuses are left, with why.

use serde::{Deserialize, Serialize};

use super::Disagreement;
use super::discrepancy::DiscrepancyKind;
use crate::case::{Case, CaseNumber, Matter};
use crate::resolution::Resolution;

/// What cases have in common that are resolved together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alike {
    /// In which account.
    pub account: super::AccountId,
    /// Of which type.
    pub kind: DiscrepancyKind,
    /// Of which likeliest cause, by its name; none where nothing explains them.
    pub cause: Option<String>,
}

/// Why a case is not resolved with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotTogether {
    /// This is decided one by one: money moves by it, or people answer for it singly.
    #[error("decided one by one")]
    OneByOne,
    /// It is no discrepancy.
    #[error("no discrepancy")]
    NoDiscrepancy,
    /// It is of another type, of another cause, or in another account.
    #[error("not like the others")]
    NotAlike,
    /// Nothing explains it: what has no cause has none in common.
    #[error("nothing explains it")]
    Unexplained,
}

/// Whether a resolution may be taken for many cases at once.
pub fn may_be_together(resolution: Resolution) -> bool {
    match resolution {
        Resolution::WithinTolerance
        | Resolution::ClearNextDay
        | Resolution::SettleByPayout
        | Resolution::ClaimFromChannel
        | Resolution::NotDuplicate
        | Resolution::Reverse
        | Resolution::KeepWaiting => true,
        Resolution::ConfirmPaid
        | Resolution::ConfirmNotPaid
        | Resolution::ConfirmNotPaidWithoutProof
        | Resolution::RaiseCorrection
        | Resolution::WithdrawNotice
        | Resolution::NeverRepaid
        | Resolution::WriteOff
        | Resolution::ReturnToSender
        | Resolution::HandOver
        | Resolution::ClaimPaid
        | Resolution::ClaimRefused
        | Resolution::Explain => false,
    }
}

/// What is offered for several discrepancies of a type. Whether it may be taken for each is decided by itself.
pub fn offered_together(kind: DiscrepancyKind) -> &'static [Resolution] {
    use Resolution::{ClaimFromChannel, ClearNextDay, NotDuplicate, Reverse, SettleByPayout, WithinTolerance};
    match kind {
        DiscrepancyKind::MissingInternal => &[ClearNextDay, SettleByPayout],
        DiscrepancyKind::MissingChannel => &[ClaimFromChannel, Reverse, ClearNextDay],
        DiscrepancyKind::AmountMismatch | DiscrepancyKind::FeeMismatch => {
            &[WithinTolerance, ClaimFromChannel, ClearNextDay]
        }
        DiscrepancyKind::CurrencyMismatch => &[ClaimFromChannel, Reverse, ClearNextDay],
        DiscrepancyKind::StatusMismatch => &[SettleByPayout, ClearNextDay, ClaimFromChannel, Reverse],
        DiscrepancyKind::DuplicateLine => &[NotDuplicate, SettleByPayout, Reverse, ClaimFromChannel, ClearNextDay],
    }
}

/// What a case has in common with others; nothing where it is no discrepancy.
pub fn alike(case: &Case) -> Option<Alike> {
    let found = disagreement(case)?;
    Some(Alike { account: found.account.clone(), kind: found.kind, cause: found.cause_name().map(str::to_owned) })
}

/// Which of these cases may be resolved so together with the first, and which may not and why. What the guard says of each is
/// asked besides.
pub fn together(cases: &[Case], resolution: Resolution) -> (Vec<CaseNumber>, Vec<(CaseNumber, NotTogether)>) {
    let first = cases.iter().find_map(alike);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for case in cases {
        match fits(case, first.as_ref(), resolution) {
            Ok(()) => with.push(case.number),
            Err(why) => without.push((case.number, why)),
        }
    }
    (with, without)
}

fn fits(case: &Case, first: Option<&Alike>, resolution: Resolution) -> Result<(), NotTogether> {
    let own = alike(case).ok_or(NotTogether::NoDiscrepancy)?;
    // What cleared, or was settled by its payout, needs no cause; all else is one cause, or it is looked at singly.
    let needs_cause =
        !matches!(resolution, Resolution::ClearNextDay | Resolution::SettleByPayout | Resolution::KeepWaiting);
    if !may_be_together(resolution) {
        Err(NotTogether::OneByOne)
    } else if Some(&own) != first {
        Err(NotTogether::NotAlike)
    } else if own.cause.is_none() && needs_cause {
        Err(NotTogether::Unexplained)
    } else {
        Ok(())
    }
}

fn disagreement(case: &Case) -> Option<&Disagreement> {
    match &case.matter {
        Matter::Discrepancy { found } => found.as_deref(),
        Matter::Payout | Matter::Bounce { .. } | Matter::Duplicate { .. } | Matter::BalanceBreak { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_for_several_may_be_taken_for_several() {
        for kind in DiscrepancyKind::ALL {
            let offered = offered_together(*kind);
            assert!(!offered.is_empty() && offered.iter().all(|resolution| may_be_together(*resolution)), "{kind:?}");
        }
    }
}
