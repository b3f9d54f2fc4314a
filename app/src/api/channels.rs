//! The channels: their profiles, their changes, and how cases with their codes ended.

use serde_json::json;
use shared::api::channels::{
    ApproveChangeRequest, ChangeList, ChangeRequest, ChangeView, ChannelList, ChannelView, EffectView, EndingsView,
    VersionList,
};
use shared::api::commands::ReasonRequest;
use shared::api::exceptions::AuditView;
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::channel::{ChannelChange, ChannelProfile};

use super::{Api, encoded};
use crate::failure::Failure;
use crate::state::channels::NameList;

impl Api {
    /// The names of every channel that is described.
    pub async fn channel_names(self) -> Result<NameList, Failure> {
        self.get("/channels").await
    }

    /// Every channel that is described.
    pub async fn channels(self) -> Result<ChannelList, Failure> {
        self.get("/channels").await
    }

    /// A channel; an undescribed one where there is none.
    pub async fn channel(self, id: &str) -> Result<ChannelView, Failure> {
        match self.get(&path(id, "")).await {
            Err(failure) if failure.code() == Some(Code::NotFound) => Ok(ChannelView {
                profile: ChannelProfile::undescribed(id),
                since: None,
                changed_by: None,
                open: None,
                rereading: false,
            }),
            answer => answer,
        }
    }

    /// Every version of a channel, the newest first.
    pub async fn channel_versions(self, id: &str) -> Result<VersionList, Failure> {
        self.get(&path(id, "/versions")).await
    }

    /// Every change of a channel, the newest first.
    pub async fn channel_changes(self, id: &str) -> Result<ChangeList, Failure> {
        self.get(&path(id, "/changes")).await
    }

    /// The changes of all channels that await approval.
    pub async fn open_channel_changes(self) -> Result<ChangeList, Failure> {
        self.get("/channel-changes").await
    }

    /// How closed cases ended, by the codes of a channel.
    pub async fn channel_endings(self, id: &str) -> Result<EndingsView, Failure> {
        self.get(&path(id, "/endings")).await
    }

    /// How closed cases ended whose evidence held the codes of this case's.
    pub async fn case_endings(self, number: CaseNumber) -> Result<EndingsView, Failure> {
        self.get(&format!("/exceptions/{number}/endings")).await
    }

    /// A channel's trail.
    pub async fn channel_trail(self, id: &str) -> Result<AuditView, Failure> {
        self.get(&path(id, "/audit")).await
    }

    /// What a change would do to cases.
    pub async fn channel_effect(self, change: &ChannelChange) -> Result<EffectView, Failure> {
        self.get(&of_change(change, "effect")).await
    }

    /// Proposes a change.
    pub async fn propose_channel(self, request: &ChangeRequest) -> Result<ChangeView, Failure> {
        self.post(&path(&request.profile.id, "/changes"), request).await
    }

    /// Approves a change as it is shown.
    pub async fn approve_channel(self, change: &ChannelChange) -> Result<ChangeView, Failure> {
        let request = ApproveChangeRequest { binds_to: change.binds_to, reason: None };
        self.post(&of_change(change, "approve"), &json!(request)).await
    }

    /// Rejects a change, or takes one's own back.
    pub async fn end_channel_change(
        self,
        change: &ChannelChange,
        verb: &str,
        reason: String,
    ) -> Result<ChangeView, Failure> {
        self.post(&of_change(change, verb), &ReasonRequest { reason }).await
    }
}

fn path(id: &str, rest: &str) -> String {
    format!("/channels/{}{rest}", encoded(id))
}

fn of_change(change: &ChannelChange, verb: &str) -> String {
    path(&change.profile.id, &format!("/changes/{}/{verb}", change.seq))
}
