//! The kinds of correction order.

use serde::{Deserialize, Serialize};

use crate::case::CaseKind;
use crate::resolution::Resolution;

/// What a correction order puts right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CorrectionKind {
    /// Money of a payout came back: the merchant is credited.
    BounceRefund,
    /// A payout that was called not paid was paid after all: the merchant is debited.
    LateSuccessRecovery,
    /// A payout was settled twice: the merchant is debited.
    DuplicateRecovery,
    /// Our books and the channel's statement disagree on an amount.
    DiscrepancyAdjustment,
    /// The channel charged another fee than we booked.
    FeeAdjustment,
    /// What cannot be put right otherwise is given up, or kept.
    WriteOff,
    /// What was credited ahead of its funds is under way no more: it came, or it is given up.
    TransitClearing,
}

impl CorrectionKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::BounceRefund,
        Self::LateSuccessRecovery,
        Self::DuplicateRecovery,
        Self::DiscrepancyAdjustment,
        Self::FeeAdjustment,
        Self::WriteOff,
        Self::TransitClearing,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::BounceRefund => "bounce_refund",
            Self::LateSuccessRecovery => "late_success_recovery",
            Self::DuplicateRecovery => "duplicate_recovery",
            Self::DiscrepancyAdjustment => "discrepancy_adjustment",
            Self::FeeAdjustment => "fee_adjustment",
            Self::WriteOff => "write_off",
            Self::TransitClearing => "transit_clearing",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it puts a case of this kind right. A fee is adjusted beside what puts a payout's case right, and what is under
    /// way is cleared after it; of what reconciliation found a fee may be all that differs.
    pub fn settles(self, case: CaseKind) -> bool {
        !matches!(self, Self::FeeAdjustment | Self::TransitClearing) || !case.is_of_payout()
    }

    /// What is chosen for a case by raising such an order.
    pub fn resolution(self) -> Resolution {
        if self == Self::WriteOff { Resolution::WriteOff } else { Resolution::RaiseCorrection }
    }

    /// Whether it takes money back from the merchant.
    pub fn is_recovery(self) -> bool {
        matches!(self, Self::LateSuccessRecovery | Self::DuplicateRecovery)
    }
}
