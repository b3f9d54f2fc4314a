//! The one table of how a case's state may change.
//!
//! | from \ change | claim | release | wait | propose | void or end proposal | close | await accounting | end wait | settle |
//! |---|---|---|---|---|---|---|---|---|---|
//! | open | working | – | – | – | – | – | – | – | closed |
//! | working | working (taken over) | open | waiting | proposed | – | closed | – | – | closed |
//! | waiting | working | – | – | – | – | – | waiting | open | closed |
//! | proposed | – | – | – | – | working | closed | waiting | – | – |
//! | closed | – | – | – | – | – | – | – | – | – |
//!
//! The rule: `closed` has no way out.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{State, WaitsFor};
use crate::actor::Actor;
use crate::resolution::Outcome;

/// How long a holder may be idle before the claim ends, in minutes.
pub const LEASE_MINUTES: i64 = 30;

/// What may happen to a case's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Someone takes it; with `take_over`, from whoever has it now.
    Claim {
        /// Who takes it.
        by: String,
        /// Whether to take it from a holder whose claim still runs.
        take_over: bool,
    },
    /// The holder gives it back.
    Release {
        /// Who gives it back.
        by: String,
    },
    /// The holder did something: the lease starts anew.
    Renew {
        /// The holder.
        by: String,
    },
    /// The holder puts it to wait for the channel.
    Wait {
        /// The holder.
        by: String,
        /// Until when.
        until: DateTime<Utc>,
        /// Why.
        reason: String,
    },
    /// What was approved goes to accounting, which is asked until a time; then somebody has to look.
    AwaitAccounting {
        /// Until when.
        until: DateTime<Utc>,
        /// What is to be posted, in words.
        reason: String,
    },
    /// Something arrived that a waiting case waited for, or accounting refused.
    EndWait,
    /// The holder proposes a resolution.
    Propose {
        /// The holder.
        by: String,
        /// The proposal's number within the case.
        proposal: i32,
    },
    /// The open proposal ended without closing: voided, withdrawn or rejected. The maker has the case again.
    EndProposal,
    /// It is settled.
    Close {
        /// Who settled it.
        by: Actor,
        /// How it ended.
        outcome: Outcome,
    },
    /// Accounting has posted what put it right: it is settled, whoever has it.
    Settle {
        /// Who said so.
        by: Actor,
        /// How it ended.
        outcome: Outcome,
    },
}

/// Why a change is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The case is closed; nothing changes it.
    Closed,
    /// Nobody has claimed it.
    NotClaimed,
    /// Somebody else has it.
    HeldBy {
        /// Who.
        owner: String,
    },
    /// A proposal is open.
    ProposalOpen {
        /// Whose.
        maker: String,
    },
    /// There is no open proposal.
    NoProposal,
    /// It does not wait.
    NotWaiting,
}

impl State {
    /// The state after `change` at `now`, or why it may not happen. The table stands at the top of this file.
    pub fn after(&self, change: &Change, now: DateTime<Utc>) -> Result<Self, Refusal> {
        match (self, change) {
            (Self::Closed { .. }, _) => Err(Refusal::Closed),

            (Self::Proposed { .. }, Change::Close { by, outcome }) => Ok(closed(by, *outcome, now)),
            (Self::Proposed { maker, .. }, Change::EndProposal) => Ok(working(maker, now)),
            (Self::Proposed { maker, .. }, Change::AwaitAccounting { until, reason }) => {
                Ok(awaiting_accounting(maker, *until, reason))
            }
            (Self::Proposed { .. }, Change::EndWait) => Err(Refusal::NotWaiting),
            (Self::Proposed { maker, .. }, _) => Err(Refusal::ProposalOpen { maker: maker.clone() }),
            (_, Change::Settle { by, outcome }) => Ok(closed(by, *outcome, now)),
            (_, Change::EndProposal) => Err(Refusal::NoProposal),

            (Self::Waiting { owner, on: WaitsFor::Accounting, .. }, Change::AwaitAccounting { until, reason }) => {
                Ok(awaiting_accounting(owner, *until, reason))
            }
            (_, Change::AwaitAccounting { .. }) => Err(Refusal::NoProposal),

            (_, Change::Claim { by, take_over }) => match self.holder(now) {
                Some(owner) if owner != by && !take_over => Err(Refusal::HeldBy { owner: owner.to_owned() }),
                _ => Ok(working(by, now)),
            },
            (Self::Waiting { .. }, Change::EndWait) => Ok(Self::Open),
            (_, Change::EndWait) => Err(Refusal::NotWaiting),

            (_, Change::Release { by }) => self.held_by(by, now).map(|()| Self::Open),
            (_, Change::Renew { by }) => self.held_by(by, now).map(|()| working(by, now)),
            (_, Change::Wait { by, until, reason }) => self.held_by(by, now).map(|()| Self::Waiting {
                owner: by.clone(),
                until: *until,
                reason: reason.clone(),
                on: WaitsFor::Channel,
            }),
            (_, Change::Propose { by, proposal }) => {
                self.held_by(by, now).map(|()| Self::Proposed { proposal: *proposal, maker: by.clone() })
            }
            (_, Change::Close { by, outcome }) => {
                self.held_by(by.user().unwrap_or_default(), now).map(|()| closed(by, *outcome, now))
            }
        }
    }

    fn held_by(&self, name: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.holder(now) {
            Some(owner) if owner == name => Ok(()),
            Some(owner) => Err(Refusal::HeldBy { owner: owner.to_owned() }),
            None => Err(Refusal::NotClaimed),
        }
    }
}

fn working(owner: &str, now: DateTime<Utc>) -> State {
    State::Working { owner: owner.to_owned(), lease_until: now + Duration::minutes(LEASE_MINUTES) }
}

fn awaiting_accounting(owner: &str, until: DateTime<Utc>, reason: &str) -> State {
    State::Waiting { owner: owner.to_owned(), until, reason: reason.to_owned(), on: WaitsFor::Accounting }
}

fn closed(by: &Actor, outcome: Outcome, now: DateTime<Utc>) -> State {
    State::Closed { outcome, closed_at: now, closed_by: by.clone() }
}

#[cfg(test)]
mod tests;
