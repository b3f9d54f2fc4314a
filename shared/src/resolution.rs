//! Settling a case: what may be decided now and why not, which approvals it needs, and what an approval binds to.
//!
//! The rule: the browser shows what these functions answer, and the server refuses by the same answer.

mod approval;
mod binding;
mod guard;
mod outcome;
mod proof;
mod proposal;
mod recon;
mod surroundings;

pub use crate::policy::Policy;
pub use approval::{ApprovalReason, Approvals};
pub use binding::{Binding, evidence_digest};
pub use guard::{Choice, Deciding, Situation, Unmet, choices, pay_again_amount, pay_again_unmet};
pub use outcome::{Outcome, Resolution};
pub use proof::Proof;
pub use proposal::{Decision, NotApprover, Proposal, ProposalState, may_decide};
pub use surroundings::{Attempt, AttemptStanding, Elsewhere, PayoutCase, Raised, Surroundings};
