//! One piece of evidence. Once recorded it never changes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Claim, Details, Rule};
use crate::actor::Actor;
use crate::digest::Digest;

/// What sort of thing was received or observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EvidenceKind {
    /// What the channel answered to the payout request itself.
    FirstResponse,
    /// Nothing came: to the payout request, or to a query.
    NoResponse,
    /// What the channel answered to a later status query.
    QueryResponse,
    /// A return was reported (退票): by the channel's own notice, by another system, or by a person who saw it.
    ReturnNotice,
    /// The returned money is back in our account at the channel.
    FundsBack,
    /// A line of the channel's settlement that books the payout.
    StatementLine,
    /// The sending system was asked to pay again under another order number: that attempt is under way.
    PayAgain,
    /// What a person saw on the channel's portal.
    PortalCheck,
    /// A document: a receipt, a letter of the bank.
    Document,
    /// What a reconciliation run or a balance proof found: the lines of both sides, and how they differ.
    Reconciliation,
}

impl EvidenceKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::FirstResponse,
        Self::NoResponse,
        Self::QueryResponse,
        Self::ReturnNotice,
        Self::FundsBack,
        Self::StatementLine,
        Self::PayAgain,
        Self::PortalCheck,
        Self::Document,
        Self::Reconciliation,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::NoResponse => "no_response",
            Self::QueryResponse => "query_response",
            Self::ReturnNotice => "return_notice",
            Self::FundsBack => "funds_back",
            Self::StatementLine => "statement_line",
            Self::PayAgain => "pay_again",
            Self::PortalCheck => "portal_check",
            Self::Document => "document",
            Self::Reconciliation => "reconciliation",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How far a call got before nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Phase {
    /// No connection was made.
    Connect,
    /// The request was being sent.
    Send,
    /// The request was sent and no whole answer came.
    Read,
}

/// Why an answer could not be read or trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fault {
    /// The transport broke while the answer came.
    TransportError,
    /// The answer's signature does not fit.
    BadSignature,
    /// The answer is larger than is kept; what is there is its beginning.
    TooLarge,
    /// The answer is no well-formed JSON, XML or form, or not in the encoding it names.
    ParseError,
}

/// What the transport knew of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transport {
    /// The HTTP status, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 100, maximum = 599))]
    pub http_status: Option<u16>,
    /// How far the call got, where nothing came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// How long the call took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u64))]
    pub latency_ms: Option<u32>,
    /// What the source system found wrong with the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

/// What a person saw of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Shown {
    /// Shown as paid.
    Paid,
    /// Shown as failed or closed.
    NotPaid,
    /// Shown as paid and come back.
    Returned,
    /// Shown as still processing.
    Processing,
    /// The order was not found.
    NotFound,
}

impl Shown {
    /// Every showing.
    pub const ALL: [Self; 5] = [Self::Paid, Self::NotPaid, Self::Returned, Self::Processing, Self::NotFound];

    /// What a showing claims. A person's look never proves alone: the verdict keeps it apart from the channel's own word.
    pub fn claim(self) -> Claim {
        match self {
            Self::Paid => Claim::ProvesPaid,
            Self::NotPaid => Claim::ProvesNotPaid,
            Self::Returned => Claim::Returned,
            Self::Processing => Claim::NonFinal,
            Self::NotFound => Claim::NoRecord,
        }
    }
}

/// A look at the channel's portal, or a document (登录上游商户后台确认).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Observation {
    /// What was looked up: an order number, a page, a document's title.
    pub looked_up: String,
    /// What was shown.
    pub shown: Shown,
    /// The portal's or the document's own reference.
    pub reference: Option<String>,
    /// What else was seen, in words.
    pub note: Option<String>,
    /// Screenshots and documents.
    pub attachments: Vec<Attachment>,
}

/// A file that belongs to an observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// The file's name, as given.
    pub name: String,
    /// The media type, as found in the content: `image/png`, `image/jpeg` or `application/pdf`.
    pub media_type: String,
    /// How large it is, in bytes.
    pub size_bytes: i64,
    /// The SHA-256 of the content, which is also its address.
    pub sha256: Digest,
}

/// One piece of evidence, without its raw body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Its number within the case, from 1.
    pub seq: i32,
    /// What sort of thing it is.
    pub kind: EvidenceKind,
    /// The order number of the payout attempt that it speaks of.
    pub attempt: String,
    /// The channel's API that answered, where one did.
    pub api: Option<String>,
    /// When it was received from the channel or observed.
    pub received_at: DateTime<Utc>,
    /// When the desk recorded it.
    pub recorded_at: DateTime<Utc>,
    /// Who recorded it.
    pub recorded_by: Actor,
    /// What the transport knew.
    pub transport: Transport,
    /// What was observed, where a person recorded it.
    pub observation: Option<Observation>,
    /// What it tells in fields of its own: of a return, of funds that are back, of a settlement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
    /// The media type that the channel named.
    pub content_type: Option<String>,
    /// How large the raw body is, in bytes.
    pub size_bytes: i64,
    /// The SHA-256 of the raw body (for an observation: of its content as recorded).
    pub sha256: Digest,
    /// What it says.
    pub claim: Claim,
    /// Why it says so.
    pub rule: Rule,
}

impl Evidence {
    /// Whether a person's word stands behind it, rather than the channel's own or another system's.
    pub fn is_observation(&self) -> bool {
        self.observation.is_some()
    }

    /// Whether what it says was read out of the channel's own bytes: neither seen by a person, nor told field by field, nor found by the
    /// desk.
    pub fn is_read(&self) -> bool {
        !self.is_observation() && !matches!(self.rule, Rule::Told | Rule::Reconciled)
    }
}
