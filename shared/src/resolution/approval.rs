//! How many checkers a decision needs, and why: by risk first, then by amount.
//!
//! | decision rests on | approvals |
//! |---|---|
//! | the channel's own proof, paid | 0 |
//! | the channel's own proof, not paid | 0; 1 for a large amount, because a wrong "not paid" pays twice |
//! | what a person saw, paid | 1 |
//! | what a person saw, not paid | 1; 2 for a large amount |
//! | proof both ways | 2 |
//! | a correction order | 1; 2 for a large amount, or before all its funds are back |
//! | a write-off | 2 |
//! | the report of a return, a second payment or a second settlement was wrong | 1; 2 for a large amount |
//! | a late success that was never paid again | 1 |

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
    /// It sets aside what was reported.
    SetsReportAside,
}

impl Approvals {
    /// What `resolution` of a payout of `amount` needs under `verdict`.
    pub fn needed(resolution: Resolution, verdict: &Verdict, amount: Money, policy: &Policy) -> Self {
        use ApprovalReason::{Contradiction, LargeAmount, MovesMoney, RestsOnObservation, SetsReportAside, WriteOff};
        let large = policy.is_large(amount);
        let and_large = |reason| if large { vec![reason, LargeAmount] } else { vec![reason] };
        let reasons = match (resolution, verdict) {
            (Resolution::KeepWaiting, _) => vec![],
            (Resolution::WriteOff, _) => return Self { required: 2, reasons: vec![WriteOff] },
            (_, Verdict::Contradiction { .. }) => {
                return Self { required: 2, reasons: vec![Contradiction] };
            }
            (Resolution::ConfirmPaid, Verdict::Paid { .. }) => vec![],
            (Resolution::ConfirmPaid, _) => vec![RestsOnObservation],
            (Resolution::ConfirmNotPaid, _) if large => vec![LargeAmount],
            (Resolution::ConfirmNotPaid, _) => vec![],
            (Resolution::ConfirmNotPaidWithoutProof, _) => and_large(RestsOnObservation),
            (Resolution::RaiseCorrection, _) => and_large(MovesMoney),
            (Resolution::WithdrawNotice | Resolution::NotDuplicate, _) => and_large(SetsReportAside),
            (Resolution::NeverRepaid, _) => vec![SetsReportAside],
        };
        Self { required: i32::try_from(reasons.len()).unwrap_or(i32::MAX), reasons }
    }

    /// The same for money that is given away before it is back.
    pub fn before_funds_are_back(mut self) -> Self {
        self.reasons.push(ApprovalReason::AheadOfFunds);
        Self { required: 2, ..self }
    }
}
