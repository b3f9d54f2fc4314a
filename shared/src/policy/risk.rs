//! What may go wrong when one person decides alone, and how many more the domain asks for at the least.

use serde::{Deserialize, Serialize};

use super::Band;
use crate::case::CaseKind;
use crate::correction::{Cause, CorrectionKind};
use crate::evidence::Verdict;
use crate::resolution::{ApprovalReason, Resolution};

/// What a decision rests on, or does: a row of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Risk {
    /// Closed as paid on the channel's own proof.
    ProvenPaid,
    /// Closed as not paid on the channel's own proof: where that is wrong, it is paid twice.
    ProvenNotPaid,
    /// Closed as paid on what a person saw.
    SeenPaid,
    /// Closed as not paid on what a person saw.
    SeenNotPaid,
    /// Decided while there is proof both ways.
    Contradiction,
    /// A refund of what is back.
    Refund,
    /// A refund of what was reported and is not back yet.
    RefundAhead,
    /// A recovery of what was paid too much.
    Recovery,
    /// An adjustment of a difference or of a fee, and the clearing of what came after it was credited.
    Adjustment,
    /// A write-off.
    WriteOff,
    /// It is said that nothing came back, or that nothing was settled twice, against a report.
    ReportSetAside,
    /// It is said of a late success that the payee was paid once only.
    NeverRepaid,
}

impl Risk {
    /// Every risk, as the policy shows them.
    pub const ALL: [Self; 12] = [
        Self::ProvenPaid,
        Self::ProvenNotPaid,
        Self::SeenPaid,
        Self::SeenNotPaid,
        Self::Contradiction,
        Self::Refund,
        Self::RefundAhead,
        Self::Recovery,
        Self::Adjustment,
        Self::WriteOff,
        Self::ReportSetAside,
        Self::NeverRepaid,
    ];

    /// The name used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProvenPaid => "proven_paid",
            Self::ProvenNotPaid => "proven_not_paid",
            Self::SeenPaid => "seen_paid",
            Self::SeenNotPaid => "seen_not_paid",
            Self::Contradiction => "contradiction",
            Self::Refund => "refund",
            Self::RefundAhead => "refund_ahead",
            Self::Recovery => "recovery",
            Self::Adjustment => "adjustment",
            Self::WriteOff => "write_off",
            Self::ReportSetAside => "report_set_aside",
            Self::NeverRepaid => "never_repaid",
        }
    }

    /// The fewest approvals that any policy may ask for (the floors of the domain's sections 5 to 7):
    ///
    /// | risk | ordinary | large, very large |
    /// |---|---|---|
    /// | the channel's own proof | 0 | 0 |
    /// | what a person saw, paid | 1 | 1 |
    /// | what a person saw, not paid | 1 | 2 |
    /// | proof both ways; a write-off; a refund ahead of the funds | 2 | 2 |
    /// | any other movement of money; whatever sets a report aside | 1 | 1 |
    pub fn floor(self, band: Band) -> i32 {
        match self {
            Self::ProvenPaid | Self::ProvenNotPaid => 0,
            Self::SeenNotPaid if band != Band::Ordinary => 2,
            Self::Contradiction | Self::WriteOff | Self::RefundAhead => 2,
            Self::SeenPaid
            | Self::SeenNotPaid
            | Self::Refund
            | Self::Recovery
            | Self::Adjustment
            | Self::ReportSetAside
            | Self::NeverRepaid => 1,
        }
    }

    /// Why it needs others, whatever the amount; nothing for what the channel itself proves.
    pub(super) fn reasons(self) -> &'static [ApprovalReason] {
        match self {
            Self::ProvenPaid | Self::ProvenNotPaid => &[],
            Self::SeenPaid | Self::SeenNotPaid => &[ApprovalReason::RestsOnObservation],
            Self::Contradiction => &[ApprovalReason::Contradiction],
            Self::Refund | Self::Recovery | Self::Adjustment => &[ApprovalReason::MovesMoney],
            Self::RefundAhead => &[ApprovalReason::MovesMoney, ApprovalReason::AheadOfFunds],
            Self::WriteOff => &[ApprovalReason::WriteOff],
            Self::ReportSetAside | Self::NeverRepaid => &[ApprovalReason::SetsReportAside],
        }
    }

    /// The risk of settling a case so; none for waiting, which settles nothing. Closing a case against proof is a
    /// contradiction, whatever else it is.
    pub fn of_resolution(resolution: Resolution, kind: CaseKind, verdict: &Verdict) -> Option<Self> {
        Some(match (resolution, verdict) {
            (Resolution::KeepWaiting, _) => return None,
            // Nothing is given up and nothing moves: the sides agree by now, the payout's own case has decided, another decides,
            // the channel is asked, or the difference is one that may be left.
            (
                Resolution::ClearNextDay
                | Resolution::SettleByPayout
                | Resolution::HandOver
                | Resolution::ClaimFromChannel
                | Resolution::WithinTolerance,
                _,
            ) => return None,
            (Resolution::WriteOff, _) => Self::WriteOff,
            (Resolution::RaiseCorrection, _) if kind == CaseKind::PayoutBounced => Self::Refund,
            (Resolution::RaiseCorrection, _) if !kind.is_of_payout() => Self::Adjustment,
            (Resolution::RaiseCorrection, _) => Self::Recovery,
            (_, Verdict::Contradiction { .. }) => Self::Contradiction,
            (Resolution::ConfirmPaid, Verdict::Paid { .. }) => Self::ProvenPaid,
            (Resolution::ConfirmPaid, _) => Self::SeenPaid,
            (Resolution::ConfirmNotPaid, _) => Self::ProvenNotPaid,
            (Resolution::ConfirmNotPaidWithoutProof, _) => Self::SeenNotPaid,
            (Resolution::WithdrawNotice | Resolution::NotDuplicate, _) => Self::ReportSetAside,
            (Resolution::NeverRepaid, _) => Self::NeverRepaid,
            // That the money is where it belongs, on what a person saw.
            (Resolution::ReturnToSender | Resolution::ClaimPaid, _) => Self::SeenPaid,
            (Resolution::ClaimRefused | Resolution::Reverse | Resolution::Explain, _) => Self::ReportSetAside,
        })
    }

    /// The risk of a correction order.
    pub fn of_cause(cause: &Cause) -> Self {
        match cause.kind() {
            CorrectionKind::BounceRefund if cause.is_ahead_of_funds() => Self::RefundAhead,
            CorrectionKind::BounceRefund => Self::Refund,
            CorrectionKind::LateSuccessRecovery | CorrectionKind::DuplicateRecovery => Self::Recovery,
            CorrectionKind::DiscrepancyAdjustment | CorrectionKind::FeeAdjustment => Self::Adjustment,
            CorrectionKind::TransitClearing if cause.lost().is_none() => Self::Adjustment,
            CorrectionKind::WriteOff | CorrectionKind::TransitClearing => Self::WriteOff,
        }
    }
}
