//! Where a day stands, and every change of it.
//!
//! | state | propose | approve | reject | withdraw | void |
//! |---|---|---|---|---|---|
//! | open | proposed, where the checklist is met | – | – | – | – |
//! | proposed | – | closed, by another, where all is as it was seen | open, by another, with a reason | open, by the maker | open |
//! | closed | – | – | – | – | – |

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{DayFacts, checklist, is_ready};
use crate::digest::Digest;
use crate::resolution::may_decide;

/// Where a day stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DayState {
    /// Lines come and are matched.
    Open,
    /// Somebody proposes to close it.
    Proposed {
        /// Who.
        maker: String,
        /// When.
        at: DateTime<Utc>,
        /// The digest of what they saw.
        binds_to: Digest,
    },
    /// Closed, for good.
    Closed {
        /// Who proposed it.
        maker: String,
        /// Who approved it.
        checker: String,
        /// When.
        at: DateTime<Utc>,
        /// The digest of what both saw.
        binds_to: Digest,
    },
}

/// A change of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayChange<'a> {
    /// Somebody proposes to close it.
    Propose {
        /// Who.
        by: &'a str,
    },
    /// Somebody approves that.
    Approve {
        /// Who.
        by: &'a str,
        /// The digest of what they saw.
        seen: Digest,
    },
    /// Somebody rejects it.
    Reject {
        /// Who.
        by: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// The maker takes it back.
    Withdraw {
        /// Who.
        by: &'a str,
    },
    /// What was seen is not what is: lines came, or a case was opened.
    Void,
}

/// Why a change is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayRefusal {
    /// The day is closed, for good.
    #[error("the day is closed")]
    Closed,
    /// Nothing is proposed.
    #[error("nothing is proposed")]
    NotProposed,
    /// It is proposed already.
    #[error("it is proposed already")]
    IsProposed,
    /// The checklist is not met.
    #[error("the checklist is not met")]
    NotReady,
    /// The maker cannot approve or reject what they proposed.
    #[error("the maker is no checker")]
    IsMaker,
    /// Only the maker takes a proposal back.
    #[error("somebody else proposed it")]
    NotMaker,
    /// What was seen is not what is.
    #[error("what was seen has changed")]
    Changed,
    /// No reason is given.
    #[error("a reason is needed")]
    NoReason,
}

impl DayState {
    /// The name used on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Proposed { .. } => "proposed",
            Self::Closed { .. } => "closed",
        }
    }

    /// Where the day stands after a change, with these facts at that moment.
    pub fn after(&self, change: &DayChange<'_>, facts: &DayFacts, now: DateTime<Utc>) -> Result<Self, DayRefusal> {
        match (self, *change) {
            (Self::Closed { .. }, _) => Err(DayRefusal::Closed),
            (Self::Open, DayChange::Propose { by }) => {
                let proposed = Self::Proposed { maker: by.to_owned(), at: now, binds_to: facts.digest() };
                if is_ready(&checklist(facts)) { Ok(proposed) } else { Err(DayRefusal::NotReady) }
            }
            (Self::Proposed { .. }, DayChange::Propose { .. }) => Err(DayRefusal::IsProposed),
            (Self::Open, _) => Err(DayRefusal::NotProposed),
            (Self::Proposed { maker, binds_to, .. }, DayChange::Approve { by, seen }) => {
                is_checker(maker, by)?;
                if *binds_to != facts.digest() || seen != *binds_to || !is_ready(&checklist(facts)) {
                    return Err(DayRefusal::Changed);
                }
                Ok(Self::Closed { maker: maker.clone(), checker: by.to_owned(), at: now, binds_to: seen })
            }
            (Self::Proposed { maker, .. }, DayChange::Reject { by, reason }) => {
                is_checker(maker, by)?;
                if reason.trim().is_empty() { Err(DayRefusal::NoReason) } else { Ok(Self::Open) }
            }
            (Self::Proposed { maker, .. }, DayChange::Withdraw { by }) => {
                if maker == by {
                    Ok(Self::Open)
                } else {
                    Err(DayRefusal::NotMaker)
                }
            }
            (Self::Proposed { .. }, DayChange::Void) => Ok(Self::Open),
        }
    }
}

/// Whether somebody may approve or reject what the maker proposed: by the one rule for all that is proposed. Of an open
/// proposal that nobody else has decided it refuses the maker alone; how much somebody may approve is no matter of a day.
fn is_checker(maker: &str, by: &str) -> Result<(), DayRefusal> {
    may_decide(true, maker, std::iter::empty(), by).map_err(|_| DayRefusal::IsMaker)
}
