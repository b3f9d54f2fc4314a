//! The policy: its versions, its changes, and what they do to open proposals.

use shared::api::commands::ReasonRequest;
use shared::api::exceptions::AuditView;
use shared::api::policies::{
    ApprovePolicyChangeRequest, PolicyChangeList, PolicyChangeRequest, PolicyChangeView, PolicyEffectView,
    PolicyVersionList, PolicyView,
};
use shared::policy::PolicyChange;

use super::Api;
use crate::failure::Failure;

impl Api {
    /// The policy in force, and the change that awaits approval.
    pub async fn policy(self) -> Result<PolicyView, Failure> {
        self.get("/policies").await
    }

    /// Every version of the policy, the newest first.
    pub async fn policy_versions(self) -> Result<PolicyVersionList, Failure> {
        self.get("/policies/versions").await
    }

    /// Every change of the policy, the newest first.
    pub async fn policy_changes(self) -> Result<PolicyChangeList, Failure> {
        self.get("/policies/changes").await
    }

    /// The policy's trail.
    pub async fn policy_trail(self) -> Result<AuditView, Failure> {
        self.get("/policies/audit").await
    }

    /// What a change would do to open proposals.
    pub async fn policy_effect(self, seq: i32) -> Result<PolicyEffectView, Failure> {
        self.get(&format!("/policies/changes/{seq}/effect")).await
    }

    /// Proposes a change.
    pub async fn propose_policy(self, request: &PolicyChangeRequest) -> Result<PolicyChangeView, Failure> {
        self.post("/policies/changes", request).await
    }

    /// Approves a change as it is shown.
    pub async fn approve_policy(self, change: &PolicyChange) -> Result<PolicyChangeView, Failure> {
        let request = ApprovePolicyChangeRequest { binds_to: change.binds_to, reason: None };
        self.post(&format!("/policies/changes/{}/approve", change.seq), &request).await
    }

    /// Rejects a change, or takes one's own back.
    pub async fn end_policy_change(self, seq: i32, verb: &str, reason: String) -> Result<PolicyChangeView, Failure> {
        self.post(&format!("/policies/changes/{seq}/{verb}"), &ReasonRequest { reason }).await
    }
}
