//! Where a case stands, and the one table of how it may change.
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

use crate::actor::Actor;
use crate::resolution::Outcome;

/// How long a holder may be idle before the claim ends, in minutes.
pub const LEASE_MINUTES: i64 = 30;

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
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn waiting(minutes: i64) -> State {
        let until = now() + Duration::minutes(minutes);
        State::Waiting { owner: "lin".into(), until, reason: "statement".into(), on: WaitsFor::Channel }
    }

    fn at_accounting() -> State {
        awaiting_accounting("lin", now() + Duration::hours(4), "refund")
    }

    fn settled() -> State {
        closed(&Actor::Desk, Outcome::Corrected, now())
    }

    fn proposed() -> State {
        State::Proposed { proposal: 1, maker: "lin".into() }
    }

    fn finished() -> State {
        closed(&Actor::User("lin".into()), Outcome::ConfirmedPaid, now())
    }

    fn lapsed() -> State {
        State::Working { owner: "lin".into(), lease_until: now() }
    }

    fn claim(by: &str, take_over: bool) -> Change {
        Change::Claim { by: by.into(), take_over }
    }

    fn close(by: &str) -> Change {
        Change::Close { by: Actor::User(by.into()), outcome: Outcome::ConfirmedPaid }
    }

    #[test]
    fn the_table_of_changes() {
        use Refusal::{Closed, HeldBy, NoProposal, NotClaimed, NotWaiting, ProposalOpen};
        let held = || HeldBy { owner: "lin".into() };
        let open_proposal = || ProposalOpen { maker: "lin".into() };
        let accounting = || Change::AwaitAccounting { until: now() + Duration::hours(4), reason: "refund".into() };
        let settle = || Change::Settle { by: Actor::Desk, outcome: Outcome::Corrected };
        let release = |by: &str| Change::Release { by: by.into() };
        let propose = |by: &str| Change::Propose { by: by.into(), proposal: 1 };
        let table: Vec<(State, Change, Result<State, Refusal>)> = vec![
            (State::Open, claim("mei", false), Ok(working("mei", now()))),
            (State::Open, close("mei"), Err(NotClaimed)),
            (State::Open, release("mei"), Err(NotClaimed)),
            (State::Open, Change::EndProposal, Err(NoProposal)),
            (working("lin", now()), claim("mei", false), Err(held())),
            (working("lin", now()), claim("mei", true), Ok(working("mei", now()))),
            (working("lin", now()), close("mei"), Err(held())),
            (working("lin", now()), close("lin"), Ok(finished())),
            (working("lin", now()), propose("lin"), Ok(proposed())),
            (working("lin", now()), propose("mei"), Err(held())),
            (working("lin", now()), release("lin"), Ok(State::Open)),
            (lapsed(), close("lin"), Err(NotClaimed)),
            (lapsed(), claim("mei", false), Ok(working("mei", now()))),
            (waiting(5), claim("mei", false), Ok(working("mei", now()))),
            (waiting(5), Change::EndWait, Ok(State::Open)),
            (working("lin", now()), Change::EndWait, Err(NotWaiting)),
            (proposed(), claim("mei", true), Err(open_proposal())),
            (proposed(), propose("lin"), Err(open_proposal())),
            (proposed(), Change::EndProposal, Ok(working("lin", now()))),
            (proposed(), close("wu"), Ok(closed(&Actor::User("wu".into()), Outcome::ConfirmedPaid, now()))),
            (working("lin", now()), accounting(), Err(NoProposal)),
            (proposed(), accounting(), Ok(at_accounting())),
            (at_accounting(), accounting(), Ok(at_accounting())),
            (waiting(5), accounting(), Err(NoProposal)),
            (at_accounting(), Change::EndWait, Ok(State::Open)),
            (at_accounting(), claim("mei", false), Ok(working("mei", now()))),
            (at_accounting(), settle(), Ok(settled())),
            (State::Open, settle(), Ok(settled())),
            (working("mei", now()), settle(), Ok(settled())),
            (proposed(), settle(), Err(open_proposal())),
            (finished(), settle(), Err(Closed)),
            (finished(), claim("mei", true), Err(Closed)),
            (finished(), close("lin"), Err(Closed)),
            (finished(), Change::EndProposal, Err(Closed)),
        ];
        for (state, change, expected) in table {
            assert_eq!(state.after(&change, now()), expected, "{state:?} after {change:?}");
        }
    }

    #[test]
    fn what_accounting_posted_is_settled_whoever_has_it() {
        let by = Actor::Client("erp".into());
        let settle = Change::Settle { by: by.clone(), outcome: Outcome::ConfirmedPaid };
        for state in [State::Open, working("lin", now()), lapsed(), waiting(5)] {
            assert_eq!(state.after(&settle, now()), Ok(closed(&by, Outcome::ConfirmedPaid, now())), "{state:?}");
        }
        assert_eq!(proposed().after(&settle, now()), Err(Refusal::ProposalOpen { maker: "lin".into() }));
        assert_eq!(finished().after(&settle, now()), Err(Refusal::Closed));
    }

    #[test]
    fn a_lease_that_ran_out_and_a_wait_that_is_over_are_open() {
        for (state, expected) in [
            (lapsed(), Standing::Open),
            (working("lin", now()), Standing::Working),
            (waiting(0), Standing::Open),
            (waiting(1), Standing::Waiting),
            (finished(), Standing::Closed),
        ] {
            assert_eq!(state.standing(now()), expected, "{state:?}");
        }
    }
}
