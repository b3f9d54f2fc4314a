//! A row of the policy: how many must agree to decisions of one risk, by how large the amount is.

use serde::{Deserialize, Serialize};

use super::Risk;

/// How large an amount is, by its currency's limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Band {
    /// Below what is large.
    Ordinary,
    /// Large.
    Large,
    /// Very large.
    VeryLarge,
}

impl Band {
    /// Every band, the smallest first.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Large, Self::VeryLarge];

    /// The name used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Large => "large",
            Self::VeryLarge => "very_large",
        }
    }
}

/// What is asked: how many approvals, and whether one of them has to be a senior approver's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// How many other people must approve; 0 to 4.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4))]
    pub approvals: i32,
    /// Whether one of them has to be a senior approver.
    pub senior: bool,
}

impl Step {
    /// So many approvals of anybody who may.
    pub const fn of(approvals: i32) -> Self {
        Self { approvals, senior: false }
    }

    /// The same, with at least so many approvals.
    pub fn at_least(self, floor: i32) -> Self {
        let approvals = self.approvals.max(floor);
        Self { approvals, senior: self.senior && approvals > 0 }
    }

    /// Whether this asks for something that the other does not.
    pub fn asks_more_than(self, other: Self) -> bool {
        self.approvals > other.approvals || (self.senior && !other.senior)
    }
}

/// A row of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tier {
    /// Of which decisions.
    pub risk: Risk,
    /// For ordinary amounts.
    pub ordinary: Step,
    /// For large amounts.
    pub large: Step,
    /// For very large amounts.
    pub very_large: Step,
}

impl Tier {
    /// The row that the desk starts with.
    pub fn built_in(risk: Risk) -> Self {
        let (ordinary, large) = match risk {
            Risk::ProvenPaid => (0, 0),
            Risk::ProvenNotPaid => (0, 1),
            Risk::SeenPaid | Risk::NeverRepaid => (1, 1),
            Risk::SeenNotPaid | Risk::Refund | Risk::Recovery | Risk::Adjustment | Risk::ReportSetAside => (1, 2),
            Risk::Contradiction | Risk::RefundAhead | Risk::WriteOff => (2, 2),
        };
        Self { risk, ordinary: Step::of(ordinary), large: Step::of(large), very_large: Step::of(large) }
    }

    /// What is asked for amounts of this size.
    pub fn at(&self, band: Band) -> Step {
        match band {
            Band::Ordinary => self.ordinary,
            Band::Large => self.large,
            Band::VeryLarge => self.very_large,
        }
    }

    /// Sets what is asked for amounts of this size.
    pub fn set(&mut self, band: Band, step: Step) {
        match band {
            Band::Ordinary => self.ordinary = step,
            Band::Large => self.large = step,
            Band::VeryLarge => self.very_large = step,
        }
    }
}
