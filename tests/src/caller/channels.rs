//! Channels: reading them, and changing them by proposal.

use shared::api::channels::{
    ApproveChangeRequest, ChangeList, ChangeRequest, ChangeView, ChannelView, EffectView, EndingsView, VersionList,
};
use shared::api::commands::ReasonRequest;
use shared::api::exceptions::AuditView;
use shared::case::CaseNumber;
use shared::channel::ChannelProfile;
use shared::digest::Digest;

use super::{Answer, Caller};

impl Caller {
    /// A channel.
    pub async fn channel(&self, id: &str) -> Answer<ChannelView> {
        self.get(&format!("/channels/{id}")).await
    }

    /// Every version of a channel.
    pub async fn channel_versions(&self, id: &str) -> Answer<VersionList> {
        self.get(&format!("/channels/{id}/versions")).await
    }

    /// Every change of a channel.
    pub async fn channel_changes(&self, id: &str) -> Answer<ChangeList> {
        self.get(&format!("/channels/{id}/changes")).await
    }

    /// The changes of all channels that await approval.
    pub async fn open_channel_changes(&self) -> Answer<ChangeList> {
        self.get("/channel-changes").await
    }

    /// How closed cases of a channel ended.
    pub async fn channel_endings(&self, id: &str) -> Answer<EndingsView> {
        self.get(&format!("/channels/{id}/endings")).await
    }

    /// How closed cases ended whose evidence held the codes of this one's.
    pub async fn case_endings(&self, number: CaseNumber) -> Answer<EndingsView> {
        self.get(&format!("/exceptions/{number}/endings")).await
    }

    /// The trail of a channel.
    pub async fn channel_trail(&self, id: &str) -> Answer<AuditView> {
        self.get(&format!("/channels/{id}/audit")).await
    }

    /// Proposes a profile as the one after the version that it names.
    pub async fn propose_channel(&self, profile: &ChannelProfile) -> Answer<ChangeView> {
        let (base_version, profile) = (profile.version, profile.clone());
        let request = ChangeRequest { base_version, profile, reason: "the documentation says so".to_owned() };
        let id = request.profile.id.clone();
        self.post(&format!("/channels/{id}/changes"), &request).await
    }

    /// What a change would do.
    pub async fn channel_effect(&self, id: &str, seq: i32) -> Answer<EffectView> {
        self.get(&format!("/channels/{id}/changes/{seq}/effect")).await
    }

    /// Approves a change that was seen to bind to `binds_to`.
    pub async fn approve_channel(&self, id: &str, seq: i32, binds_to: Digest) -> Answer<ChangeView> {
        let request = ApproveChangeRequest { binds_to, reason: None };
        self.post(&format!("/channels/{id}/changes/{seq}/approve"), &request).await
    }

    /// Rejects a change.
    pub async fn reject_channel(&self, id: &str, seq: i32, reason: &str) -> Answer<ChangeView> {
        let request = ReasonRequest { reason: reason.to_owned() };
        self.post(&format!("/channels/{id}/changes/{seq}/reject"), &request).await
    }

    /// Takes one's own change back.
    pub async fn withdraw_channel(&self, id: &str, seq: i32, reason: &str) -> Answer<ChangeView> {
        let request = ReasonRequest { reason: reason.to_owned() };
        self.post(&format!("/channels/{id}/changes/{seq}/withdraw"), &request).await
    }
}
