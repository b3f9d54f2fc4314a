//! Where an order stands, and the one table of how it may change.
//!
//! | from \ change | propose | end proposal | reject | approve | send | post | fail | withdraw |
//! |---|---|---|---|---|---|---|---|---|
//! | drafted | proposed | – | – | – | – | – | – | withdrawn |
//! | proposed | – | drafted | rejected | approved | – | – | – | – |
//! | approved | – | – | – | – | sent | – | – | withdrawn |
//! | sent | – | – | – | – | – | posted | failed | – |
//! | failed | proposed | – | – | – | – | – | – | withdrawn |
//! | posted, rejected, withdrawn | – | – | – | – | – | – | – | – |
//!
//! The rule: what was sent is taken back by nobody; it ends when accounting says how.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An order's state, with the facts that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderState {
    /// It is being prepared.
    Drafted,
    /// It awaits approval.
    Proposed {
        /// The proposal's number within the case.
        proposal: i32,
        /// Who proposed.
        maker: String,
    },
    /// Enough approved. It is sent once the funds are back, where it waits for them.
    Approved {
        /// When.
        at: DateTime<Utc>,
    },
    /// Accounting may fetch it, and has not said how it went.
    Sent {
        /// When.
        at: DateTime<Utc>,
        /// Which sending it is, from 1.
        attempt: i32,
    },
    /// Accounting has posted it: done.
    Posted {
        /// When accounting said so.
        at: DateTime<Utc>,
        /// Which sending it was.
        attempt: i32,
        /// Accounting's voucher number.
        voucher: String,
    },
    /// Accounting refused it.
    Failed {
        /// When accounting said so.
        at: DateTime<Utc>,
        /// Which sending it was.
        attempt: i32,
        /// Why, in accounting's words.
        reason: String,
    },
    /// A checker rejected it.
    Rejected {
        /// When.
        at: DateTime<Utc>,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// It was taken back before it was sent, or after accounting refused it.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
}

/// A state's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderStateName {
    /// It is being prepared.
    Drafted,
    /// It awaits approval.
    Proposed,
    /// Enough approved.
    Approved,
    /// Accounting may fetch it.
    Sent,
    /// Accounting refused it.
    Failed,
    /// Accounting has posted it.
    Posted,
    /// A checker rejected it.
    Rejected,
    /// It was taken back.
    Withdrawn,
}

impl OrderStateName {
    /// Every state, in the order in which an order passes through them.
    pub const ALL: [Self; 8] = [
        Self::Drafted,
        Self::Proposed,
        Self::Approved,
        Self::Sent,
        Self::Failed,
        Self::Posted,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Posted => "posted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether it counts: against the payout, and as the one order of its return.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Rejected | Self::Withdrawn)
    }

    /// Whether something is still to happen to it.
    pub fn is_unsettled(self) -> bool {
        self.is_live() && self != Self::Posted
    }

    /// Whether its content may be changed.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Drafted | Self::Failed)
    }
}

/// What may happen to an order's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderChange {
    /// It is put to checkers.
    Propose {
        /// The proposal's number within the case.
        proposal: i32,
        /// Who proposes.
        maker: String,
    },
    /// The proposal ended without a decision: voided, or taken back by its maker.
    EndProposal,
    /// A checker rejected it.
    Reject {
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// Enough approved.
    Approve,
    /// It is given to accounting, as this sending.
    Send {
        /// Which sending, from 1.
        attempt: i32,
    },
    /// Accounting posted it.
    Post {
        /// Their voucher number.
        voucher: String,
    },
    /// Accounting refused it.
    Fail {
        /// Why.
        reason: String,
    },
    /// It is taken back.
    Withdraw {
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
}

/// Why a change is refused: the order is in a state that has no such change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {} cannot change so", state.name())]
pub struct OrderRefusal {
    /// The state that it is in.
    pub state: OrderStateName,
}

impl OrderState {
    /// The state's name.
    pub fn name(&self) -> OrderStateName {
        match self {
            Self::Drafted => OrderStateName::Drafted,
            Self::Proposed { .. } => OrderStateName::Proposed,
            Self::Approved { .. } => OrderStateName::Approved,
            Self::Sent { .. } => OrderStateName::Sent,
            Self::Failed { .. } => OrderStateName::Failed,
            Self::Posted { .. } => OrderStateName::Posted,
            Self::Rejected { .. } => OrderStateName::Rejected,
            Self::Withdrawn { .. } => OrderStateName::Withdrawn,
        }
    }

    /// The state after `change` at `now`, or why it may not happen. The table stands at the top of this file.
    pub fn after(&self, change: OrderChange, now: DateTime<Utc>) -> Result<Self, OrderRefusal> {
        match (self, change) {
            (Self::Drafted | Self::Failed { .. }, OrderChange::Propose { proposal, maker }) => {
                Ok(Self::Proposed { proposal, maker })
            }
            (Self::Proposed { .. }, OrderChange::EndProposal) => Ok(Self::Drafted),
            (Self::Proposed { .. }, OrderChange::Reject { by, reason }) => Ok(Self::Rejected { at: now, by, reason }),
            (Self::Proposed { .. }, OrderChange::Approve) => Ok(Self::Approved { at: now }),
            (Self::Approved { .. }, OrderChange::Send { attempt }) => Ok(Self::Sent { at: now, attempt }),
            (Self::Sent { attempt, .. }, OrderChange::Post { voucher }) => {
                Ok(Self::Posted { at: now, attempt: *attempt, voucher })
            }
            (Self::Sent { attempt, .. }, OrderChange::Fail { reason }) => {
                Ok(Self::Failed { at: now, attempt: *attempt, reason })
            }
            (Self::Drafted | Self::Approved { .. } | Self::Failed { .. }, OrderChange::Withdraw { by, reason }) => {
                Ok(Self::Withdrawn { at: now, by, reason })
            }
            _ => Err(OrderRefusal { state: self.name() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn states() -> Vec<OrderState> {
        let (at, by, reason) = (now(), "lin".to_owned(), "because".to_owned());
        vec![
            OrderState::Drafted,
            OrderState::Proposed { proposal: 1, maker: by.clone() },
            OrderState::Approved { at },
            OrderState::Sent { at, attempt: 2 },
            OrderState::Failed { at, attempt: 2, reason: reason.clone() },
            OrderState::Posted { at, attempt: 2, voucher: "V-1".into() },
            OrderState::Rejected { at, by: by.clone(), reason: reason.clone() },
            OrderState::Withdrawn { at, by, reason },
        ]
    }

    fn changes() -> Vec<OrderChange> {
        let (by, reason) = (String::from("lin"), String::from("because"));
        vec![
            OrderChange::Propose { proposal: 1, maker: by.clone() },
            OrderChange::EndProposal,
            OrderChange::Reject { by: by.clone(), reason: reason.clone() },
            OrderChange::Approve,
            OrderChange::Send { attempt: 3 },
            OrderChange::Post { voucher: "V-1".into() },
            OrderChange::Fail { reason: reason.clone() },
            OrderChange::Withdraw { by, reason },
        ]
    }

    #[test]
    fn the_table_of_changes() {
        use OrderStateName::{Approved, Drafted, Failed, Posted, Proposed, Rejected, Sent, Withdrawn};
        let no = None;
        // The columns in the order of `changes`: propose, end, reject, approve, send, post, fail, withdraw.
        let table = [
            (Drafted, [Some(Proposed), no, no, no, no, no, no, Some(Withdrawn)]),
            (Proposed, [no, Some(Drafted), Some(Rejected), Some(Approved), no, no, no, no]),
            (Approved, [no, no, no, no, Some(Sent), no, no, Some(Withdrawn)]),
            (Sent, [no, no, no, no, no, Some(Posted), Some(Failed), no]),
            (Failed, [Some(Proposed), no, no, no, no, no, no, Some(Withdrawn)]),
            (Posted, [no; 8]),
            (Rejected, [no; 8]),
            (Withdrawn, [no; 8]),
        ];
        for (state, (name, row)) in states().into_iter().zip(table) {
            assert_eq!(state.name(), name);
            for (change, expected) in changes().into_iter().zip(row) {
                let after = state.after(change.clone(), now());
                let expected = expected.ok_or(OrderRefusal { state: name });
                assert_eq!(after.map(|state| state.name()), expected, "{name:?} after {change:?}");
            }
        }
    }

    #[test]
    fn an_acknowledgement_is_about_the_sending_that_was_made() {
        let sent = OrderState::Sent { at: now(), attempt: 2 };
        let posted = sent.after(OrderChange::Post { voucher: "V-9".into() }, now()).unwrap();
        assert_eq!(posted, OrderState::Posted { at: now(), attempt: 2, voucher: "V-9".into() });
    }

    #[test]
    fn names_read_back() {
        for state in OrderStateName::ALL {
            assert_eq!(OrderStateName::from_name(state.name()), Some(state));
        }
    }
}
