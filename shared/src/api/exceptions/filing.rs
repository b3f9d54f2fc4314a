//! Filing cases and adding evidence to them: what is asked, and what is answered.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::api::particulars::{FundsBackRequest, ReturnRequest, SettlementLineRequest};
use crate::api::problem::Problem;
use crate::api::scalar;
use crate::case::{Beneficiary, CaseKind, CaseNumber, Merchant};
use crate::evidence::{Evidence, EvidenceKind, Transport};
use crate::money::MoneyText;

/// `POST /exceptions`: one payout that could not be settled by itself: nobody knows its outcome, it came back, or it was
/// settled more than once. What each kind needs beside the payout stands with its fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingRequest {
    /// What went wrong.
    pub kind: FilingKind,
    /// The system that files; with `source_reference` it names this case for ever.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_.:-]{1,64}$"))]
    pub source_system: String,
    /// That system's own reference for the exception.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub source_reference: String,
    /// The channel that carried the payout.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9_.-]{1,64}$"))]
    pub channel: String,
    /// Whose payout it is.
    pub merchant: Merchant,
    /// How much was to be paid.
    pub amount: MoneyText,
    /// Our order number of the payout.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub order_number: String,
    /// The channel's order number, where it gave one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub channel_order_number: Option<String>,
    /// Who was to be paid.
    #[serde(default)]
    pub beneficiary: Option<Beneficiary>,
    /// When the payout was sent to the channel.
    #[serde(deserialize_with = "scalar::instant")]
    pub sent_at: DateTime<Utc>,
    /// What the channel answered to the payout request, or that nothing came. Needed for `payout_unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<ResponseRequest>,
    /// What it answered to queries so far, or that nothing came; at most 100.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub query_responses: Vec<ResponseRequest>,
    /// For `payout_bounced`: the returns that were reported, each with a reference of its own; at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub returns: Vec<ReturnRequest>,
    /// For `payout_bounced`: the channel's own notices of a return, byte for byte; at most 20. It needs a return or a notice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub return_notices: Vec<ResponseRequest>,
    /// For `duplicate_payout`: the settlement lines of the one payout, at least 2, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub settlement_lines: Vec<SettlementLineRequest>,
}

/// The kinds of case that other systems file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FilingKind {
    /// Nobody knows whether the payout was paid.
    PayoutUnknown,
    /// The payout was paid, and the money came back (退票).
    PayoutBounced,
    /// The payout was settled more than once.
    DuplicatePayout,
}

/// One answer of a channel, byte for byte, or that nothing came: exactly one of `body` and `no_response`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResponseRequest {
    /// The raw body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyRequest>,
    /// The media type that the channel named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    pub content_type: Option<String>,
    /// That nothing came, and how far the call got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_response: Option<NoResponseRequest>,
    /// The HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 100, maximum = 599))]
    pub http_status: Option<u16>,
    /// How long the call took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 4_294_967_295_u64))]
    pub latency_ms: Option<u32>,
    /// What the source system found wrong with the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<crate::evidence::Fault>,
    /// The channel's API that answered, by its name in the channel's profile; the profile's own for this kind otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub api: Option<String>,
    /// The order number of the payout attempt that it speaks of; the case's own otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub attempt: Option<String>,
    /// When it was received, or given up on.
    #[serde(deserialize_with = "scalar::instant")]
    pub received_at: DateTime<Utc>,
}

/// A raw body: exactly one of the two.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BodyRequest {
    /// As text, where it is UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// As base64, for any bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
}

/// That nothing came.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoResponseRequest {
    /// How far the call got.
    pub phase: crate::evidence::Phase,
}

/// `POST /exceptions/{number}/evidence`: a later answer or notice of the channel, or what is told of it field by field.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceRequest {
    /// What sort of thing it is.
    pub kind: AddedKind,
    /// The answer or notice, byte for byte. Needed for `query_response`; for `return_notice` either this or `returned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseRequest>,
    /// For `return_notice`: the return, field by field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<ReturnRequest>,
    /// For `funds_back`: the money that is back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funds_back: Option<FundsBackRequest>,
    /// For `statement_line`: the settlement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement_line: Option<SettlementLineRequest>,
}

/// The kinds of evidence that other systems add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AddedKind {
    /// What the channel answered to a status query, or that nothing came.
    QueryResponse,
    /// A return was reported.
    ReturnNotice,
    /// The returned money is back in our account at the channel.
    FundsBack,
    /// A line of the channel's settlement books the payout.
    StatementLine,
}

/// What filing answers: the same for the same filing, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiledView {
    /// The case's number.
    pub number: CaseNumber,
    /// What went wrong.
    pub kind: CaseKind,
    /// The source system.
    pub source_system: String,
    /// Its reference.
    pub source_reference: String,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// Where to read it.
    pub href: String,
}

/// What adding evidence answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordedView {
    /// The case.
    pub number: CaseNumber,
    /// The evidence, with its claim.
    pub evidence: Evidence,
    /// The verdict with it.
    pub verdict: crate::evidence::Verdict,
    /// The case that this evidence opened, where it contradicts how the case was closed.
    pub opened: Option<CaseNumber>,
}

/// What filing many answers: one result for each item, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchView {
    /// One result an item.
    pub results: Vec<BatchResult>,
}

/// The result for one item of a batch.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResult {
    /// The item's place, from 0.
    pub index: usize,
    /// The status that the item would have had by itself: 201 filed, 200 filed before, else a problem's.
    pub status: u16,
    /// The case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<FiledView>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

impl ResponseRequest {
    /// What the transport knew.
    pub fn transport(&self) -> Transport {
        Transport {
            http_status: self.http_status,
            phase: self.no_response.as_ref().map(|none| none.phase),
            latency_ms: self.latency_ms,
            fault: self.fault,
        }
    }
}

impl AddedKind {
    /// The kind of evidence it is recorded as, when something came.
    pub fn evidence_kind(self) -> EvidenceKind {
        match self {
            Self::QueryResponse => EvidenceKind::QueryResponse,
            Self::ReturnNotice => EvidenceKind::ReturnNotice,
            Self::FundsBack => EvidenceKind::FundsBack,
            Self::StatementLine => EvidenceKind::StatementLine,
        }
    }
}

impl FilingKind {
    /// The kind of case it becomes.
    pub fn case_kind(self) -> CaseKind {
        match self {
            Self::PayoutUnknown => CaseKind::PayoutUnknown,
            Self::PayoutBounced => CaseKind::PayoutBounced,
            Self::DuplicatePayout => CaseKind::DuplicatePayout,
        }
    }
}
