//! Versions of the policy. They are kept for ever: a closed case names the one that it was decided by.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Policy;
use crate::actor::Actor;

/// One version that is or was in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyVersion {
    /// The policy; it names the version.
    pub policy: Policy,
    /// From when on it was in force.
    pub since: DateTime<Utc>,
    /// Who brought it: whose approval did, or the desk for the one that came with the program.
    pub changed_by: Actor,
    /// The change that it came by; absent for the one that came with the program.
    pub change: Option<i32>,
}
