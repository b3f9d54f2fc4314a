//! The policy: its versions, how it is changed, and what that does to open proposals.

pub mod check_policy_change;
pub mod propose_policy_change;
pub mod read_policies;
pub mod read_policy_effect;
pub mod revisit_proposals;
pub mod seed_policy;

/// The chain of the policy's trail.
pub const SUBJECT: &str = "policy";
