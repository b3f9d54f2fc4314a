//! Proposals: a resolution that waits for checkers. Never deleted; the maker can never approve.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Approvals, Resolution};
use crate::correction::OrderNumber;
use crate::digest::Digest;
use crate::money::Money;
use crate::policy::Policy;

/// A proposed resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// Its number within the case, from 1.
    pub seq: i32,
    /// What is proposed.
    pub resolution: Resolution,
    /// The correction order that is put to checkers, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<OrderNumber>,
    /// Who proposed.
    pub maker: String,
    /// Why, in the maker's words.
    pub reason: Option<String>,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// The digest of what the maker saw.
    pub binds_to: Digest,
    /// How many pieces of evidence the maker saw: those numbered up to this.
    pub evidence_seen: i32,
    /// How many approvals it needs, and why.
    pub approvals: Approvals,
    /// The version of the policy that it was made under.
    #[serde(default = "first_version")]
    pub policy_version: i32,
    /// What checkers said so far, in order.
    pub decisions: Vec<Decision>,
    /// Where it stands.
    pub state: ProposalState,
}

/// What one checker said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// The checker.
    pub checker: String,
    /// Approved, or rejected.
    pub approved: bool,
    /// Why; always there with a rejection.
    pub reason: Option<String>,
    /// When.
    pub decided_at: DateTime<Utc>,
}

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProposalState {
    /// Waits for checkers.
    Open,
    /// Enough approved; the case was closed by it.
    Approved {
        /// When.
        at: DateTime<Utc>,
    },
    /// A checker rejected it.
    Rejected {
        /// When.
        at: DateTime<Utc>,
    },
    /// The maker took it back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
    /// What was seen is not what is: new evidence arrived, the channel's profile changed and the evidence was read anew, or
    /// the policy changed and asks something else.
    Voided {
        /// When.
        at: DateTime<Utc>,
        /// The piece that arrived; absent where that was not it.
        evidence: Option<i32>,
        /// The version of the channel's profile that came into force; absent where that was not it.
        #[serde(default)]
        channel_version: Option<i32>,
        /// The version of the policy that came into force; absent where that was not it.
        #[serde(default)]
        policy_version: Option<i32>,
    },
}

fn first_version() -> i32 {
    1
}

/// Why someone may not approve or reject a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotApprover {
    /// They made it.
    IsMaker,
    /// They already said.
    HasDecided,
    /// It is not open any more.
    NotOpen,
    /// The amount is beyond what they may approve.
    BeyondLimit {
        /// Up to what they may.
        up_to: Money,
    },
    /// The approval that is still missing has to be a senior approver's.
    SeniorNeeded,
}

/// Whether `checker` may approve or reject what `maker` proposed and some have `decided` already, by who they are: the one
/// rule for all that is proposed. Rights and digests are checked elsewhere.
pub fn may_decide<'a>(
    is_open: bool,
    maker: &str,
    mut decided: impl Iterator<Item = &'a str>,
    checker: &str,
) -> Result<(), NotApprover> {
    if !is_open {
        Err(NotApprover::NotOpen)
    } else if maker == checker {
        Err(NotApprover::IsMaker)
    } else if decided.any(|other| other == checker) {
        Err(NotApprover::HasDecided)
    } else {
        Ok(())
    }
}

impl ProposalState {
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
}

impl Proposal {
    /// Whether `checker` may approve or reject it, by who they are.
    pub fn may_be_decided_by(&self, checker: &str) -> Result<(), NotApprover> {
        let decided = self.decisions.iter().map(|decision| decision.checker.as_str());
        may_decide(self.state == ProposalState::Open, &self.maker, decided, checker)
    }

    /// Whether `checker` may approve it, by who they are and by what the policy in force lets them; rejecting asks for less.
    /// `amount` stands in where none was noted with the proposal.
    pub fn may_be_approved_by(&self, checker: &str, policy: &Policy, amount: Money) -> Result<(), NotApprover> {
        self.may_be_decided_by(checker)?;
        let amount = self.approvals.amount.unwrap_or(amount);
        if policy.is_beyond(checker, amount) {
            let up_to = policy.limit_of(checker, amount.currency());
            return Err(NotApprover::BeyondLimit { up_to: up_to.unwrap_or(Money::from_minor(0, amount.currency())) });
        }
        let mut given = self.decisions.iter().filter(|decision| decision.approved);
        let has_senior = given.any(|decision| policy.is_senior(&decision.checker));
        if self.approvals.senior && !has_senior && self.missing() <= 1 && !policy.is_senior(checker) {
            return Err(NotApprover::SeniorNeeded);
        }
        Ok(())
    }

    /// How many approvals are still missing.
    pub fn missing(&self) -> i32 {
        let given = self.decisions.iter().filter(|decision| decision.approved).count();
        self.approvals.required - i32::try_from(given).unwrap_or(i32::MAX)
    }
}
