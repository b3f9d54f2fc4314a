//! Where a case stands. How that may change, [`change`] says.

mod change;
mod standing;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::resolution::Outcome;

pub use change::{Change, LEASE_MINUTES, Refusal};
pub use standing::Standing;

/// A case's state, with the facts that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum State {
    /// Nobody has it.
    Open,
    /// Someone has it, until they have been idle for [`LEASE_MINUTES`].
    Working {
        /// Who has it.
        owner: String,
        /// When the claim ends unless the owner acts.
        lease_until: DateTime<Utc>,
    },
    /// It waits: for the channel, or for accounting.
    Waiting {
        /// Who put it to wait.
        owner: String,
        /// Until when.
        until: DateTime<Utc>,
        /// Why.
        reason: String,
        /// For whom.
        #[serde(default)]
        on: WaitsFor,
    },
    /// A resolution awaits approval.
    Proposed {
        /// The proposal's number within the case.
        proposal: i32,
        /// Who proposed.
        maker: String,
    },
    /// It is settled, for good.
    Closed {
        /// How it ended.
        outcome: Outcome,
        /// When.
        closed_at: DateTime<Utc>,
        /// Who closed it: whoever decided, or whose approval completed it.
        closed_by: Actor,
    },
}

/// For whom a case waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WaitsFor {
    /// For the channel.
    #[default]
    Channel,
    /// For accounting to post what was approved.
    Accounting,
}

impl State {
    /// The name of the state at `now`.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        let stored = match self {
            Self::Open => Standing::Open,
            Self::Working { .. } => Standing::Working,
            Self::Waiting { .. } => Standing::Waiting,
            Self::Proposed { .. } => Standing::Proposed,
            Self::Closed { .. } => Standing::Closed,
        };
        stored.at(self.held_until(), now)
    }

    /// The name of the state as it is stored, whatever the time.
    pub fn stored_name(&self) -> &'static str {
        self.standing(DateTime::<Utc>::MIN_UTC).name()
    }

    /// Who took it, put it to wait, proposed or closed it, whatever the time.
    pub fn stored_owner(&self) -> Option<&str> {
        match self {
            Self::Open => None,
            Self::Working { owner, .. } | Self::Waiting { owner, .. } | Self::Proposed { maker: owner, .. } => {
                Some(owner)
            }
            Self::Closed { closed_by, .. } => closed_by.user(),
        }
    }

    /// Until when the state holds, where it ends by time.
    pub fn held_until(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Working { lease_until: until, .. } | Self::Waiting { until, .. } => Some(*until),
            Self::Open | Self::Proposed { .. } | Self::Closed { .. } => None,
        }
    }

    /// How the case ended, once it is closed.
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Closed { outcome, .. } => Some(*outcome),
            _ => None,
        }
    }

    /// Who holds the case at `now`.
    pub fn holder(&self, now: DateTime<Utc>) -> Option<&str> {
        match self {
            Self::Working { owner, lease_until } if *lease_until > now => Some(owner),
            _ => None,
        }
    }
}
