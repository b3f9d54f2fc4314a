//! What may be chosen for what reconciliation found, and how it ends.
//!
//! | discrepancy | may close as |
//! |---|---|
//! | `missing_internal` | `booked`, `returned_to_sender`, `cleared_next_day`, `written_off`; of a payout `settled_by_payout`, where its own case moved the money |
//! | `missing_channel` | `claimed_from_channel`, `cleared_next_day`, `reversed`, `written_off` |
//! | `amount_mismatch`, `fee_mismatch` | `adjusted`, `claimed_from_channel`, `within_tolerance`, `cleared_next_day`, `written_off` |
//! | `currency_mismatch` | the same, but never within a tolerance; `reversed` |
//! | `status_mismatch` of a payout | `settled_by_payout`: by the proof of the payout's own case, never by "the bank is right" |
//! | `status_mismatch` of anything else | `cleared_next_day`, `adjusted`, `claimed_from_channel`, `reversed`, `written_off` |
//! | `duplicate_line` | `not_duplicate`, `cleared_next_day`; of a payout at the channel `settled_by_payout`, by its `duplicate_payout`; ours `reversed`; else `booked`, `returned_to_sender`, `claimed_from_channel` |
//! | a claim | `claim_paid`, `claim_refused`, `written_off` |
//! | what another case decides by now | `handed_over`: by the desk itself, or once an order that was raised here has ended |

use super::{Outcome, Resolution};
use crate::case::Matter;
use crate::recon::Disagreement;
use crate::recon::discrepancy::DiscrepancyKind;

/// What may be chosen for a discrepancy.
pub(super) fn of_discrepancy(matter: &Matter) -> &'static [Resolution] {
    use Resolution::{
        ClaimFromChannel, ClaimPaid, ClaimRefused, ClearNextDay, HandOver, KeepWaiting, NotDuplicate, RaiseCorrection,
        ReturnToSender, Reverse, SettleByPayout, WithinTolerance, WriteOff,
    };
    let Some(found) = matter.disagreement() else { return &[KeepWaiting] };
    if found.handed_over_to.is_some() {
        return &[HandOver, KeepWaiting];
    }
    if found.is_claim {
        return &[ClaimPaid, ClaimRefused, WriteOff, KeepWaiting];
    }
    match found.kind {
        DiscrepancyKind::MissingInternal if found.is_of_payout() => {
            &[ClearNextDay, SettleByPayout, RaiseCorrection, ReturnToSender, WriteOff, KeepWaiting]
        }
        DiscrepancyKind::MissingInternal => &[ClearNextDay, RaiseCorrection, ReturnToSender, WriteOff, KeepWaiting],
        DiscrepancyKind::MissingChannel => &[ClearNextDay, ClaimFromChannel, Reverse, WriteOff, KeepWaiting],
        DiscrepancyKind::AmountMismatch | DiscrepancyKind::FeeMismatch => {
            &[ClearNextDay, RaiseCorrection, ClaimFromChannel, WithinTolerance, WriteOff, KeepWaiting]
        }
        DiscrepancyKind::CurrencyMismatch => {
            &[ClearNextDay, RaiseCorrection, ClaimFromChannel, Reverse, WriteOff, KeepWaiting]
        }
        DiscrepancyKind::StatusMismatch if found.is_of_status() => &[SettleByPayout, KeepWaiting],
        DiscrepancyKind::StatusMismatch => {
            &[ClearNextDay, RaiseCorrection, ClaimFromChannel, Reverse, WriteOff, KeepWaiting]
        }
        DiscrepancyKind::DuplicateLine if !found.ours.is_empty() => &[NotDuplicate, ClearNextDay, Reverse, KeepWaiting],
        DiscrepancyKind::DuplicateLine if found.is_of_payout() => {
            &[NotDuplicate, ClearNextDay, SettleByPayout, KeepWaiting]
        }
        DiscrepancyKind::DuplicateLine => {
            &[NotDuplicate, ClearNextDay, RaiseCorrection, ReturnToSender, ClaimFromChannel, KeepWaiting]
        }
    }
}

/// How a discrepancy ends when accounting has posted its adjustment: what our books did not have at all is booked now.
pub(super) fn posted_outcome(matter: &Matter) -> Outcome {
    match matter.disagreement().map(|found: &Disagreement| found.kind) {
        Some(DiscrepancyKind::MissingInternal | DiscrepancyKind::DuplicateLine) => Outcome::Booked,
        Some(
            DiscrepancyKind::MissingChannel
            | DiscrepancyKind::AmountMismatch
            | DiscrepancyKind::CurrencyMismatch
            | DiscrepancyKind::StatusMismatch
            | DiscrepancyKind::FeeMismatch,
        )
        | None => Outcome::Adjusted,
    }
}
