//! `/channels`: profiles and code dictionaries in versions, changes that are proposed and approved, and their effect.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::case::CaseNumber;
use crate::channel::{ChannelChange, ChannelProfile, ChannelVersion, Difference};
use crate::digest::Digest;
use crate::evidence::Claim;
use crate::resolution::Outcome;

/// Every channel that is described.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelList {
    /// Their profiles in force, by identifier.
    pub items: Vec<ChannelProfile>,
}

/// One channel as it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelView {
    /// The profile in force; of version 0 where nobody has described the channel and somebody proposes to.
    pub profile: ChannelProfile,
    /// Since when; absent where nobody has described the channel.
    pub since: Option<DateTime<Utc>>,
    /// Who brought it into force.
    pub changed_by: Option<Actor>,
    /// The change that awaits approval, if there is one.
    pub open: Option<ChangeView>,
    /// Whether the desk still reads open cases by the version in force; each is read by it at the latest when it is
    /// touched.
    pub rereading: bool,
}

/// Every version of a channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionList {
    /// The versions, the newest first.
    pub items: Vec<ChannelVersion>,
}

/// Changes of channels.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeList {
    /// The changes.
    pub items: Vec<ChangeView>,
}

/// A change with what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeView {
    /// The change.
    pub change: ChannelChange,
    /// What it changes of the version that it was made from, the dangerous first.
    pub differences: Vec<Difference>,
    /// Whether the reader may approve or reject it.
    pub may_decide: bool,
}

/// `POST /channels/{id}/changes`: propose a change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeRequest {
    /// The version that was seen; 0 for a channel that nobody has described.
    #[cfg_attr(feature = "openapi", schema(minimum = 0))]
    pub base_version: i32,
    /// The whole profile as it should be. Its `version` is not looked at: the next one is given.
    pub profile: ChannelProfile,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `POST /channels/{id}/changes/{seq}/approve`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveChangeRequest {
    /// The digest of what was seen.
    pub binds_to: Digest,
    /// A remark.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
}

/// `GET /channels/{id}/changes/{seq}/effect`: what cases would say by the proposed profile. Nothing is changed by asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EffectView {
    /// On open cases of the channel: they would be read anew.
    pub open: OpenEffect,
    /// On closed ones: they stay as they are, and this is what would speak against them.
    pub closed: ClosedEffect,
}

/// What open cases would say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenEffect {
    /// How many open cases the channel has; counted up to 100,000.
    pub total: i64,
    /// How many of them were looked at, the soonest due first.
    pub looked_at: i64,
    /// How many pieces of evidence would claim something else.
    pub claims_changed: i64,
    /// How many cases would have another verdict.
    pub verdicts_changed: i64,
    /// How many open proposals would be voided: all of the channel's.
    pub proposals_voided: i64,
    /// From which claim to which, the most frequent first.
    pub claims: Vec<ClaimShift>,
    /// From which verdict to which, the most dangerous first.
    pub verdicts: Vec<VerdictShift>,
    /// The cases whose verdict would change, the most dangerous first; at most 50.
    pub cases: Vec<AffectedCase>,
}

/// Pieces of evidence that would claim something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimShift {
    /// What they claim.
    pub from: Claim,
    /// What they would claim.
    pub to: Claim,
    /// How many.
    pub count: i64,
}

/// Cases whose verdict would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictShift {
    /// The verdict's name as it is.
    pub from: String,
    /// The verdict's name as it would be.
    pub to: String,
    /// How many.
    pub count: i64,
}

/// A case whose verdict would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AffectedCase {
    /// Its number.
    pub number: CaseNumber,
    /// The verdict's name as it is.
    pub from: String,
    /// The verdict's name as it would be.
    pub to: String,
}

/// What would speak against how cases were closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosedEffect {
    /// How many closed cases were looked at, the last closed first.
    pub looked_at: i64,
    /// Whether the channel has more of them.
    pub more: bool,
    /// How many would be contradicted.
    pub contradicted: i64,
    /// Those; at most 50.
    pub cases: Vec<ContradictedCase>,
}

/// A closed case that evidence would speak against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContradictedCase {
    /// Its number.
    pub number: CaseNumber,
    /// How it was closed.
    pub outcome: Outcome,
    /// The piece of evidence.
    pub evidence: i32,
    /// What that would claim.
    pub claim: Claim,
}

/// How closed cases ended, by the codes that stood in their evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndingsView {
    /// One item a code, by API, field and code.
    pub items: Vec<CodeEndings>,
    /// How many cases of each code are counted at most, the last closed first.
    pub counted_max: i64,
}

/// How closed cases with a code ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeEndings {
    /// The API that answered.
    pub api: String,
    /// The field that carried the code.
    pub field: String,
    /// The code, exactly, in the dictionary or not.
    pub code: String,
    /// How many were confirmed as paid.
    pub paid: i64,
    /// How many were confirmed as not paid.
    pub not_paid: i64,
    /// Against how many of those something came up later: the money came back, or it was paid after all.
    pub contradicted: i64,
}

impl CodeEndings {
    /// How many cases with the code are closed.
    pub fn closed(&self) -> i64 {
        self.paid + self.not_paid
    }
}
