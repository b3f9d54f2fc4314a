//! One audit entry: who, when, what, on which subject, from where, before and after, and what was seen.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::digest::Digest;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Action {
    /// A case was filed.
    #[serde(rename = "case.filed")]
    CaseFiled,
    /// A case was opened because evidence contradicts a closed one.
    #[serde(rename = "case.opened")]
    CaseOpened,
    /// A linked case was opened from this one.
    #[serde(rename = "case.linked")]
    CaseLinked,
    /// Someone claimed it.
    #[serde(rename = "case.claimed")]
    CaseClaimed,
    /// Someone took it over from its holder.
    #[serde(rename = "case.taken_over")]
    CaseTakenOver,
    /// Its holder gave it back.
    #[serde(rename = "case.released")]
    CaseReleased,
    /// It was put to wait.
    #[serde(rename = "case.waiting")]
    CaseWaiting,
    /// What it waited for came.
    #[serde(rename = "case.wait_ended")]
    CaseWaitEnded,
    /// Someone wrote a note.
    #[serde(rename = "case.noted")]
    CaseNoted,
    /// It was closed.
    #[serde(rename = "case.closed")]
    CaseClosed,
    /// Evidence was recorded.
    #[serde(rename = "evidence.recorded")]
    EvidenceRecorded,
    /// The verdict changed.
    #[serde(rename = "verdict.changed")]
    VerdictChanged,
    /// A resolution was proposed.
    #[serde(rename = "proposal.made")]
    ProposalMade,
    /// A checker approved.
    #[serde(rename = "proposal.approved")]
    ProposalApproved,
    /// A checker rejected.
    #[serde(rename = "proposal.rejected")]
    ProposalRejected,
    /// The maker took it back.
    #[serde(rename = "proposal.withdrawn")]
    ProposalWithdrawn,
    /// New evidence voided it.
    #[serde(rename = "proposal.voided")]
    ProposalVoided,
    /// A beneficiary was shown unmasked.
    #[serde(rename = "beneficiary.revealed")]
    BeneficiaryRevealed,
    /// A user was made.
    #[serde(rename = "user.created")]
    UserCreated,
    /// A user's name, roles or standing changed.
    #[serde(rename = "user.changed")]
    UserChanged,
    /// A one-time link to set a password was made.
    #[serde(rename = "user.setup_link_made")]
    UserSetupLinkMade,
    /// A password was set or changed.
    #[serde(rename = "user.password_set")]
    UserPasswordSet,
    /// Someone signed in.
    #[serde(rename = "session.started")]
    SessionStarted,
    /// Someone failed to sign in.
    #[serde(rename = "session.refused")]
    SessionRefused,
    /// A session was ended.
    #[serde(rename = "session.ended")]
    SessionEnded,
    /// An API client was made.
    #[serde(rename = "client.created")]
    ClientCreated,
    /// An API client changed.
    #[serde(rename = "client.changed")]
    ClientChanged,
    /// A key was made for an API client.
    #[serde(rename = "client.key_made")]
    ClientKeyMade,
    /// A key of an API client was revoked.
    #[serde(rename = "client.key_revoked")]
    ClientKeyRevoked,
}

/// From where someone acted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin {
    /// The network address, for what came over the network; `cli` for the command line; absent for the desk itself.
    pub address: Option<String>,
    /// The request's identifier, the same as in the server's log.
    pub request_id: Option<String>,
}

/// One entry of the trail. What is hashed is its JSON, the fields in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// What the entry is about, and the chain it belongs to: `EX-1042`, `user:lin`, `client:core`.
    pub subject: String,
    /// Its number within the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// From where.
    pub origin: Origin,
    /// What was before, where something changed.
    pub before: Option<serde_json::Value>,
    /// What is after.
    pub after: Option<serde_json::Value>,
    /// The digest of the evidence that was there when it happened.
    pub evidence_seen: Option<Digest>,
}
