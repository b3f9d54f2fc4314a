//! The kinds of correction order.

use serde::{Deserialize, Serialize};

use crate::case::CaseKind;

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
}

impl CorrectionKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::BounceRefund,
        Self::LateSuccessRecovery,
        Self::DuplicateRecovery,
        Self::DiscrepancyAdjustment,
        Self::FeeAdjustment,
        Self::WriteOff,
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
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it puts a case of this kind right. A fee is adjusted beside what puts a payout's case right; of what
    /// reconciliation found it may be all that differs.
    pub fn settles(self, case: CaseKind) -> bool {
        self != Self::FeeAdjustment || !case.is_of_payout()
    }

    /// Whether it takes money back from the merchant.
    pub fn is_recovery(self) -> bool {
        matches!(self, Self::LateSuccessRecovery | Self::DuplicateRecovery)
    }
}
