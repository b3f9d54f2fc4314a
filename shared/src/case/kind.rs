//! The kinds of case that this desk opens.

use serde::{Deserialize, Serialize};

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CaseKind {
    /// Nobody knows whether the payout was paid. Filed by other systems.
    PayoutUnknown,
    /// Money came back, or the channel denies a success. Filed by other systems, or opened by evidence on a case closed as
    /// paid.
    PayoutBounced,
    /// Proof of payment for a payout closed as not paid. Opened by evidence.
    LateSuccess,
    /// One payout, settled more than once. Filed by other systems, or opened by a second settlement line.
    DuplicatePayout,
    /// Our books and the channel's statement disagree on a line. Opened by a reconciliation run.
    Discrepancy,
    /// The balance of a channel account does not add up. Opened by a balance proof.
    BalanceBreak,
}

impl CaseKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::PayoutUnknown,
        Self::PayoutBounced,
        Self::LateSuccess,
        Self::DuplicatePayout,
        Self::Discrepancy,
        Self::BalanceBreak,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::PayoutUnknown => "payout_unknown",
            Self::PayoutBounced => "payout_bounced",
            Self::LateSuccess => "late_success",
            Self::DuplicatePayout => "duplicate_payout",
            Self::Discrepancy => "discrepancy",
            Self::BalanceBreak => "balance_break",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is about one payout; what reconciliation opens is about lines and balances.
    pub fn is_of_payout(self) -> bool {
        match self {
            Self::PayoutUnknown | Self::PayoutBounced | Self::LateSuccess | Self::DuplicatePayout => true,
            Self::Discrepancy | Self::BalanceBreak => false,
        }
    }
}
