//! `/policies`: the desk's policy in versions, changes that are proposed and approved, and their effect.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::case::CaseNumber;
use crate::digest::Digest;
use crate::policy::{Loosening, Policy, PolicyChange, PolicyDifference, PolicyVersion, ProposalEffect};
use crate::resolution::{Approvals, Resolution};

/// The policy as it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyView {
    /// The policy in force.
    pub policy: Policy,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// Who brought it into force.
    pub changed_by: Option<Actor>,
    /// The change that awaits approval, if there is one.
    pub open: Option<PolicyChangeView>,
    /// Those who supervise, by user name: whom a policy may name.
    pub supervisors: Vec<String>,
}

/// Every version of the policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyVersionList {
    /// The versions, the newest first.
    pub items: Vec<PolicyVersion>,
}

/// Changes of the policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyChangeList {
    /// The changes, the newest first.
    pub items: Vec<PolicyChangeView>,
}

/// A change with what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyChangeView {
    /// The change.
    pub change: PolicyChange,
    /// What it changes of the version that it was made from, what asks for less first.
    pub differences: Vec<DifferenceView>,
    /// Whether the reader may approve or reject it.
    pub may_decide: bool,
}

/// One difference, and whether it asks for less than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DifferenceView {
    /// What differs.
    pub difference: PolicyDifference,
    /// In which way it asks for less; absent where it does not.
    pub loosening: Option<Loosening>,
}

impl From<PolicyDifference> for DifferenceView {
    fn from(difference: PolicyDifference) -> Self {
        Self { loosening: difference.loosening(), difference }
    }
}

/// `POST /policies/changes`: propose a change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyChangeRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub base_version: i32,
    /// The whole policy as it should be. Its `version` is not looked at: the next one is given.
    pub policy: Policy,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `POST /policies/changes/{seq}/approve`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovePolicyChangeRequest {
    /// The digest of what was seen.
    pub binds_to: Digest,
    /// A remark.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
}

/// `GET /policies/changes/{seq}/effect`: what would become of the open proposals. Nothing is changed by asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyEffectView {
    /// How many open proposals were looked at, the oldest first.
    pub looked_at: i64,
    /// Whether there are more.
    pub more: bool,
    /// How many would be voided because they need more.
    pub need_more: i64,
    /// How many would be voided because they need fewer.
    pub need_fewer: i64,
    /// How many would be voided because somebody approved them who may not any more.
    pub approver_lost: i64,
    /// How many would go on.
    pub stand: i64,
    /// For how many, of all, too few supervisors could approve: nobody but the maker, or too few within their limits.
    pub nobody_left: i64,
    /// Those that would be voided, or for which too few could approve, what needs more first; at most 50.
    pub proposals: Vec<AffectedProposal>,
}

/// What would become of one proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AffectedProposal {
    /// Its case.
    pub number: CaseNumber,
    /// Its number within the case.
    pub proposal: i32,
    /// What is proposed.
    pub resolution: Resolution,
    /// Who proposed.
    pub maker: String,
    /// What it needs.
    pub from: Approvals,
    /// What it would need.
    pub to: Approvals,
    /// What would become of it.
    pub effect: ProposalEffect,
    /// Whether too few supervisors could approve it.
    pub nobody_left: bool,
}
