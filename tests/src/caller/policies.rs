//! The policy: reading it, changing it by proposal; and approvals as checkers read and give them.

use reqwest::Method;
use shared::api::approvals::{DecisionItem, DecisionResults, DecisionsRequest, SeenView};
use shared::api::commands::ReasonRequest;
use shared::api::exceptions::AuditView;
use shared::api::notices::{Notice, NoticeList};
use shared::api::policies::{
    ApprovePolicyChangeRequest, PolicyChangeList, PolicyChangeRequest, PolicyChangeView, PolicyEffectView,
    PolicyVersionList, PolicyView,
};
use shared::api::users::{ChangeUserRequest, UserView};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::policy::Policy;
use shared::role::Role;

use super::{Answer, Caller};

impl Caller {
    /// The policy.
    pub async fn policy(&self) -> Answer<PolicyView> {
        self.get("/policies").await
    }

    /// Every version of the policy.
    pub async fn policy_versions(&self) -> Answer<PolicyVersionList> {
        self.get("/policies/versions").await
    }

    /// Every change of the policy.
    pub async fn policy_changes(&self) -> Answer<PolicyChangeList> {
        self.get("/policies/changes").await
    }

    /// The trail of the policy.
    pub async fn policy_trail(&self) -> Answer<AuditView> {
        self.get("/policies/audit").await
    }

    /// Proposes a policy as the one after the version that it names.
    pub async fn propose_policy(&self, policy: &Policy) -> Answer<PolicyChangeView> {
        let (base_version, policy) = (policy.version, policy.clone());
        let request = PolicyChangeRequest { base_version, policy, reason: "the committee decided so".to_owned() };
        self.post("/policies/changes", &request).await
    }

    /// What a change would do.
    pub async fn policy_effect(&self, seq: i32) -> Answer<PolicyEffectView> {
        self.get(&format!("/policies/changes/{seq}/effect")).await
    }

    /// Approves a change that was seen to bind to `binds_to`.
    pub async fn approve_policy(&self, seq: i32, binds_to: Digest) -> Answer<PolicyChangeView> {
        let request = ApprovePolicyChangeRequest { binds_to, reason: None };
        self.post(&format!("/policies/changes/{seq}/approve"), &request).await
    }

    /// Rejects a change.
    pub async fn reject_policy(&self, seq: i32, reason: &str) -> Answer<PolicyChangeView> {
        let request = ReasonRequest { reason: reason.to_owned() };
        self.post(&format!("/policies/changes/{seq}/reject"), &request).await
    }

    /// Takes one's own change back.
    pub async fn withdraw_policy(&self, seq: i32, reason: &str) -> Answer<PolicyChangeView> {
        let request = ReasonRequest { reason: reason.to_owned() };
        self.post(&format!("/policies/changes/{seq}/withdraw"), &request).await
    }

    /// Gives a person these roles instead of theirs.
    pub async fn give_roles(&self, name: &str, roles: &[Role]) -> Answer<UserView> {
        let change = ChangeUserRequest { display_name: None, roles: Some(roles.to_vec()), disabled: None };
        super::read(self.request(Method::PATCH, &format!("/users/{name}")).json(&change).send().await?).await
    }

    /// All of the caller's notices, the oldest first.
    pub async fn notices(&self) -> Answer<Vec<Notice>> {
        let list: NoticeList = self.get("/notices").await?;
        Ok(list.items.into_iter().rev().map(|view| view.notice).collect())
    }

    /// A proposal as its maker saw the case.
    pub async fn proposal_as_seen(&self, number: CaseNumber, seq: i32) -> Answer<SeenView> {
        self.get(&format!("/exceptions/{number}/proposals/{seq}")).await
    }

    /// Decides the newest proposals of these cases at once, each as it stands.
    pub async fn decide(&self, numbers: &[CaseNumber], approve: bool, reason: Option<&str>) -> Answer<DecisionResults> {
        let mut items = Vec::new();
        for number in numbers {
            let proposal = self.newest_proposal(*number).await?;
            items.push(DecisionItem { number: *number, proposal: proposal.seq, binds_to: proposal.binds_to });
        }
        let request = DecisionsRequest { approve, reason: reason.map(str::to_owned), items };
        self.post("/approvals/decisions", &request).await
    }
}
