//! How many checkers a decision needs, and why: by risk first, then by amount.
//!
//! | decision rests on | approvals |
//! |---|---|
//! | the channel's own proof, paid | 0 |
//! | the channel's own proof, not paid | 0; 1 for a large amount, because a wrong "not paid" pays twice |
//! | what a person saw, paid | 1 |
//! | what a person saw, not paid | 1; 2 for a large amount |
//! | proof both ways | 2 |

use serde::{Deserialize, Serialize};

use super::{Policy, Resolution};
use crate::evidence::Verdict;
use crate::money::Money;

/// How many other people must approve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approvals {
    /// How many, none of them the maker; 0 to 2.
    pub required: i32,
    /// Why.
    pub reasons: Vec<ApprovalReason>,
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
}

impl Approvals {
    /// What `resolution` of a payout of `amount` needs under `verdict`.
    pub fn needed(resolution: Resolution, verdict: &Verdict, amount: Money, policy: &Policy) -> Self {
        use ApprovalReason::{Contradiction, LargeAmount, RestsOnObservation};
        let large = policy.is_large(amount);
        let reasons = match (resolution, verdict) {
            (Resolution::KeepWaiting, _) => vec![],
            (_, Verdict::Contradiction { .. }) => {
                return Self { required: 2, reasons: vec![Contradiction] };
            }
            (Resolution::ConfirmPaid, Verdict::Paid { .. }) => vec![],
            (Resolution::ConfirmPaid, _) => vec![RestsOnObservation],
            (Resolution::ConfirmNotPaid, _) if large => vec![LargeAmount],
            (Resolution::ConfirmNotPaid, _) => vec![],
            (Resolution::ConfirmNotPaidWithoutProof, _) if large => {
                vec![RestsOnObservation, LargeAmount]
            }
            (Resolution::ConfirmNotPaidWithoutProof, _) => vec![RestsOnObservation],
        };
        Self { required: i32::try_from(reasons.len()).unwrap_or(i32::MAX), reasons }
    }
}
