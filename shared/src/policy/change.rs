//! Changes of the policy: proposed by one person, approved by another, never deleted.
//!
//! The rule: the maker never approves, whatever their roles; an approval binds to the whole new policy and to the version
//! that it was made from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Policy;
use crate::change::ChangeState;
use crate::digest::Digest;
use crate::resolution::{NotApprover, may_decide};

/// A proposed change of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyChange {
    /// Its number, from 1.
    pub seq: i32,
    /// The version that it was made from.
    pub base_version: i32,
    /// The whole policy that is proposed.
    pub policy: Policy,
    /// Why, in the maker's words.
    pub reason: String,
    /// Who proposed.
    pub maker: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// The digest of what is proposed: an approval names it.
    pub binds_to: Digest,
    /// Where it stands.
    pub state: ChangeState,
}

impl PolicyChange {
    /// Whether `checker` may approve or reject it, by who they are. Rights and digests are checked elsewhere.
    pub fn may_be_decided_by(&self, checker: &str) -> Result<(), NotApprover> {
        may_decide(self.state == ChangeState::Open, &self.maker, std::iter::empty(), checker)
    }
}

/// What an approval binds to: the SHA-256 of the version that the change was made from and of the whole new policy, as
/// JSON.
pub fn policy_change_digest(base_version: i32, policy: &Policy) -> Digest {
    #[derive(Serialize)]
    struct Binding<'a> {
        base_version: i32,
        policy: &'a Policy,
    }
    // Plain data with text keys: writing it as JSON cannot fail, and an empty text would match no other digest.
    Digest::of(&serde_json::to_vec(&Binding { base_version, policy }).unwrap_or_default())
}
