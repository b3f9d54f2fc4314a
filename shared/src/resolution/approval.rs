//! How many checkers a decision needs, and why: by its risk and its amount, as the policy says. What a new desk starts with:
//!
//! | decision rests on | approvals |
//! |---|---|
//! | the channel's own proof, paid | 0 |
//! | the channel's own proof, not paid | 0; 1 for a large amount, because a wrong "not paid" pays twice |
//! | what a person saw, paid | 1 |
//! | what a person saw, not paid | 1; 2 for a large amount |
//! | proof both ways | 2 |
//! | a correction order | 1; 2 for a large amount, or where it is sent before its funds are back |
//! | a write-off | 2 |
//! | the report of a return, a second payment or a second settlement was wrong | 1; 2 for a large amount |
//! | a late success that was never paid again | 1 |
//! | a discrepancy that cleared, is within tolerance, is claimed, or is settled by its payout's case | 0 |
//! | a person's word that money went back to its sender, or that a claim was paid | 1 |
//! | that our own entry was wrong, a claim refused, a balance break explained | 1; 2 for a large amount |

use serde::{Deserialize, Serialize};

use super::{Policy, Resolution};
use crate::case::Case;
use crate::evidence::Verdict;
use crate::money::Money;
use crate::policy::Risk;

/// How many other people must approve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approvals {
    /// How many, none of them the maker; 0 to 4.
    pub required: i32,
    /// Why.
    pub reasons: Vec<ApprovalReason>,
    /// Whether one of them has to be a senior approver's.
    #[serde(default)]
    pub senior: bool,
    /// The amount that it is about: an approver's limit is measured by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// Why a decision needs approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApprovalReason {
    /// It rests on what a person saw, not on the channel's own word.
    RestsOnObservation,
    /// The amount is large.
    LargeAmount,
    /// There is proof both ways.
    Contradiction,
    /// It moves money, at any amount.
    MovesMoney,
    /// It gives money up, or keeps it.
    WriteOff,
    /// The merchant is credited before the funds are back.
    AheadOfFunds,
    /// It sets aside what was reported.
    SetsReportAside,
    /// The desk's policy asks for it.
    ByPolicy,
}

impl Approvals {
    /// What settling a case so needs.
    pub fn needed(resolution: Resolution, case: &Case, policy: &Policy) -> Self {
        let amount = case.facts.amount;
        let Some(risk) = Risk::of_resolution(resolution, case.kind, &case.verdict) else { return Self::default() };
        let needed = policy.approvals(risk, amount);
        match case.verdict {
            Verdict::Contradiction { .. } if risk != Risk::Contradiction => {
                needed.and(policy.approvals(Risk::Contradiction, amount))
            }
            _ => needed,
        }
    }

    /// What is needed for this and for the other at once: the more of both, for the reasons of both.
    pub fn and(mut self, other: Self) -> Self {
        for reason in other.reasons {
            if !self.reasons.contains(&reason) {
                self.reasons.push(reason);
            }
        }
        Self { required: self.required.max(other.required), senior: self.senior || other.senior, ..self }
    }
}
