//! What one piece of evidence says about a payout.

use serde::{Deserialize, Serialize};

/// What one piece of evidence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Claim {
    /// It was paid.
    ProvesPaid,
    /// It was not paid, and will not be.
    ProvesNotPaid,
    /// It was paid, and the money came back (退票).
    Returned,
    /// The channel is still at it: accepted is not paid.
    NonFinal,
    /// The channel does not know the order. That is not a failure.
    NoRecord,
    /// Nothing about the payout.
    NoInformation,
}

impl Claim {
    /// Every claim.
    pub const ALL: [Self; 6] =
        [Self::ProvesPaid, Self::ProvesNotPaid, Self::Returned, Self::NonFinal, Self::NoRecord, Self::NoInformation];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProvesPaid => "proves_paid",
            Self::ProvesNotPaid => "proves_not_paid",
            Self::Returned => "returned",
            Self::NonFinal => "non_final",
            Self::NoRecord => "no_record",
            Self::NoInformation => "no_information",
        }
    }

    /// The claim of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|claim| claim.name() == name)
    }

    /// Whether it says that the payout was paid; what came back had been paid.
    pub fn says_paid(self) -> bool {
        matches!(self, Self::ProvesPaid | Self::Returned)
    }

    /// Whether it says that the payout was not paid.
    pub fn says_not_paid(self) -> bool {
        self == Self::ProvesNotPaid
    }
}
