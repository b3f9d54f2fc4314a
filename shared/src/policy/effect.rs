//! What a policy does to a proposal that was made under another.
//!
//! The rule: a proposal goes on only where the policy in force asks the same of it as the one it was made under, and would
//! still let everybody approve who did. All others are voided: their checkers saw something else.

use serde::{Deserialize, Serialize};

use super::Policy;
use crate::money::Money;
use crate::resolution::{Approvals, Proposal};

/// What becomes of an open proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProposalEffect {
    /// It is voided: the policy asks for more approvals, or for a senior one.
    NeedsMore,
    /// It is voided: somebody approved it who may not any more.
    ApproverLost,
    /// It is voided: the policy asks for fewer.
    NeedsFewer,
    /// It goes on.
    Stands,
}

/// Whether two policies ask the same of a decision. Why they do is no part of it.
pub fn asks_the_same(one: &Approvals, other: &Approvals) -> bool {
    (one.required, one.senior) == (other.required, other.senior)
}

/// Whether too few of those who supervise could approve what is asked: the maker never does, nor whoever has a lower limit.
pub fn has_too_few_left(needed: &Approvals, maker: &str, supervisors: &[impl AsRef<str>], policy: &Policy) -> bool {
    let within = |name: &str| needed.amount.is_none_or(|amount| !policy.is_beyond(name, amount));
    let may = supervisors.iter().map(AsRef::as_ref).filter(|name| *name != maker && within(name));
    let (count, seniors) =
        may.fold((0, 0), |(count, seniors), name| (count + 1, seniors + i32::from(policy.is_senior(name))));
    count < needed.required || (needed.senior && seniors == 0)
}

/// What becomes of an open proposal under `policy`, which asks for `needed`. `amount` stands in where none was noted with
/// the proposal.
pub fn effect_of(proposal: &Proposal, needed: &Approvals, policy: &Policy, amount: Money) -> ProposalEffect {
    let amount = needed.amount.or(proposal.approvals.amount).unwrap_or(amount);
    let mut approved = proposal.decisions.iter().filter(|decision| decision.approved);
    let had = &proposal.approvals;
    if needed.required > had.required || (needed.senior && !had.senior) {
        ProposalEffect::NeedsMore
    } else if !asks_the_same(needed, had) {
        ProposalEffect::NeedsFewer
    } else if approved.any(|decision| policy.is_beyond(&decision.checker, amount)) {
        ProposalEffect::ApproverLost
    } else {
        ProposalEffect::Stands
    }
}
