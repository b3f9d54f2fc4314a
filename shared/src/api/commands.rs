//! What people do with a case: `POST /exceptions/{number}/…`. Each names the version of the case that was seen, so that
//! the second to act is told what the first did.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::particulars::{FundsBackRequest, ReturnRequest};
use super::scalar;
use crate::digest::Digest;
use crate::evidence::Shown;
use crate::resolution::{Choice, Resolution};

/// `claim`: take the case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// Whether to take it from a holder whose claim still runs; they are told.
    #[serde(default)]
    pub take_over: bool,
}

/// `release`: give the case back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
}

/// `wait`: keep waiting for the channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// Until when; at most 90 days ahead.
    #[serde(deserialize_with = "scalar::instant")]
    pub until: DateTime<Utc>,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `notes`: write a note. Notes need no version: they change nothing but themselves.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteRequest {
    /// The words.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10_000))]
    pub text: String,
}

/// `observations`: record what a person saw: a portal check, a document, a return, funds that are back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObservationRequest {
    /// What sort of thing it is.
    pub kind: ObservationKind,
    /// What was looked up.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub looked_up: String,
    /// What was shown.
    pub shown: Shown,
    /// The portal's or the document's own reference; needed for a portal check unless a file is attached.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub reference: Option<String>,
    /// What else was seen.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: Option<String>,
    /// The order number of the payout attempt that it speaks of; the case's own otherwise.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub attempt: Option<String>,
    /// When it was seen.
    #[serde(deserialize_with = "scalar::instant")]
    pub observed_at: DateTime<Utc>,
    /// Screenshots and documents: PNG, JPEG or PDF, at most 5 of 4 MiB each. A document needs one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub attachments: Vec<AttachmentRequest>,
    /// For `return_notice`: the return, field by field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<ReturnRequest>,
    /// For `funds_back`: the money that is back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funds_back: Option<FundsBackRequest>,
}

/// What a person recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ObservationKind {
    /// A look at the channel's portal.
    PortalCheck,
    /// A document.
    Document,
    /// A return was reported (退票); it is shown as `returned`.
    ReturnNotice,
    /// The returned money is back in our account at the channel; it is shown as `returned`.
    FundsBack,
}

/// A file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentRequest {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub name: String,
    /// Its content as base64.
    pub content_base64: String,
}

/// `resolutions`: settle the case, or propose to where approval is needed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// What is chosen; waiting has a command of its own.
    pub resolution: Resolution,
    /// Why; needed where the guards say so.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
}

/// `pay-again`: ask the sending system to pay again, with corrected details and under a new order number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayAgainRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// The new order number: none under which this payout was tried before.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub order_number: String,
    /// The beneficiary as corrected.
    pub beneficiary: crate::case::Beneficiary,
    /// What is corrected, and why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `proposals/{seq}/approve`: a checker agrees with what was proposed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveRequest {
    /// The digest that the proposal binds to, as it was seen.
    pub binds_to: Digest,
    /// A remark.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
}

/// `proposals/{seq}/reject` and `proposals/{seq}/withdraw`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReasonRequest {
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `GET choices`: what may be decided now, by the reader, and why not.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoicesView {
    /// One answer for each resolution.
    pub choices: Vec<Choice>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `reveal`: the beneficiary unmasked, which was recorded.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevealView {
    /// The beneficiary; absent where none was filed.
    pub beneficiary: Option<crate::case::Beneficiary>,
}
