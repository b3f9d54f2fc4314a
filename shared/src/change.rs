//! Changes of what the desk rules by (a channel's profile, the policy): proposed by one person, approved by another, never
//! deleted.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a change stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChangeState {
    /// Waits for a checker.
    Open,
    /// A checker agreed; the new version is in force.
    Approved {
        /// When.
        at: DateTime<Utc>,
        /// Who agreed.
        by: String,
        /// A remark.
        reason: Option<String>,
    },
    /// A checker disagreed.
    Rejected {
        /// When.
        at: DateTime<Utc>,
        /// Who disagreed.
        by: String,
        /// Why.
        reason: String,
    },
    /// The maker took it back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
    /// Another version came into force first.
    Voided {
        /// When.
        at: DateTime<Utc>,
        /// The version that came.
        version: i32,
    },
}

impl ChangeState {
    /// The name used on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Voided { .. } => "voided",
        }
    }

    /// Who checked, where someone did.
    pub fn checker(&self) -> Option<&str> {
        match self {
            Self::Approved { by, .. } | Self::Rejected { by, .. } => Some(by),
            Self::Open | Self::Withdrawn { .. } | Self::Voided { .. } => None,
        }
    }
}
