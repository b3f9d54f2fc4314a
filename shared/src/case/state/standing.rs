//! A state as it stands at a moment.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A state's name, as it stands at a moment: a lease that ran out and a wait that is over are `open` again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Standing {
    /// Nobody has it.
    Open,
    /// Someone works it.
    Working,
    /// It waits for the channel.
    Waiting,
    /// A resolution awaits approval.
    Proposed,
    /// It is settled.
    Closed,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 5] = [Self::Open, Self::Working, Self::Waiting, Self::Proposed, Self::Closed];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Working => "working",
            Self::Waiting => "waiting",
            Self::Proposed => "proposed",
            Self::Closed => "closed",
        }
    }

    /// The standing of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// The standing at `now` of a state of this name that holds until a time.
    pub fn at(self, held_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match (self, held_until) {
            (Self::Working | Self::Waiting, Some(until)) if until <= now => Self::Open,
            _ => self,
        }
    }
}
