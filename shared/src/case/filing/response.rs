//! Checks of a channel's answer: its body, its transport facts, its time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, Utc};

use super::fields::{Fields, SKEW_MINUTES};
use crate::api::exceptions::{BodyRequest, ResponseRequest};
use crate::api::problem::FieldCode;
use crate::evidence::{EvidenceKind, Transport};
use crate::text::fields as words;

/// How large a raw body may be, in bytes.
pub const RAW_BODY_MAX_BYTES: usize = 256 * 1024;

/// An answer without fault, or that nothing came; not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What sort of thing it is; `no_response` where nothing came, to the payout request or to a query.
    pub kind: EvidenceKind,
    /// The raw body, byte for byte; absent where nothing came.
    pub body: Option<Vec<u8>>,
    /// The media type that the channel named.
    pub content_type: Option<String>,
    /// What the transport knew.
    pub transport: Transport,
    /// The API that answered, where it was named.
    pub api: Option<String>,
    /// The order number of the payout attempt that it speaks of.
    pub attempt: String,
    /// When it was received, or given up on.
    pub received_at: DateTime<Utc>,
}

impl Received {
    /// The answer, ready to be read for the case with these facts.
    #[cfg(feature = "reading")]
    pub fn answer<'a>(&'a self, facts: &crate::case::Facts) -> crate::evidence::Answer<'a> {
        crate::evidence::Answer {
            body: self.body.as_deref(),
            content_type: self.content_type.as_deref(),
            transport: &self.transport,
            api: self.api.as_deref(),
            kind: self.kind,
            attempt: &self.attempt,
            // Only of the first attempt was it filed when it was sent.
            sent_at: (self.attempt == facts.order_number).then_some(facts.sent_at),
            amount: facts.amount,
            received_at: self.received_at,
        }
    }
}

/// An answer of the payout that was sent under `order_number` at `sent_at`.
pub(super) fn received(
    fields: &mut Fields,
    path: &str,
    given: &ResponseRequest,
    kind: EvidenceKind,
    order_number: &str,
    sent_at: DateTime<Utc>,
) -> Option<Received> {
    let at = |field: &str| format!("{path}.{field}");
    if given.body.is_some() == given.no_response.is_some() {
        fields.refuse(path, FieldCode::Conflict, words::body_or_no_response(fields.lang()));
    }
    let body = given.body.as_ref().map(|body| bytes(fields, &at("body"), body));
    if given.http_status.is_some_and(|status| !(100..=599).contains(&status)) {
        fields.refuse(&at("http_status"), FieldCode::OutOfRange, words::http_status(fields.lang()));
    }
    if given.received_at < sent_at - Duration::minutes(SKEW_MINUTES) {
        fields.refuse(&at("received_at"), FieldCode::TooEarly, words::not_before_sending(fields.lang()));
    }
    fields.not_in_the_future(&at("received_at"), given.received_at);
    let content_type = fields.optional_or_empty(&at("content_type"), given.content_type.as_deref(), 128);
    let api = fields.optional_or_empty(&at("api"), given.api.as_deref(), 64);
    let attempt = fields.optional(&at("attempt"), given.attempt.as_deref(), 64);
    Some(Received {
        kind: if body.is_some() { kind } else { EvidenceKind::NoResponse },
        body: match body {
            Some(bytes) => Some(bytes?),
            None => None,
        },
        content_type,
        transport: given.transport(),
        api,
        attempt: attempt.unwrap_or_else(|| order_number.trim().to_owned()),
        received_at: given.received_at,
    })
}

/// The bytes of a body, unless they cannot be had.
fn bytes(fields: &mut Fields, path: &str, body: &BodyRequest) -> Option<Vec<u8>> {
    let (field, bytes) = match (&body.text, &body.base64) {
        (Some(text), None) => (format!("{path}.text"), text.clone().into_bytes()),
        (None, Some(base64)) => {
            let field = format!("{path}.base64");
            let Ok(bytes) = STANDARD.decode(base64) else {
                fields.refuse_plainly(&field, FieldCode::BadBase64);
                return None;
            };
            (field, bytes)
        }
        _ => {
            fields.refuse(path, FieldCode::Conflict, words::text_or_base64(fields.lang()));
            return None;
        }
    };
    if bytes.len() > RAW_BODY_MAX_BYTES {
        fields.refuse(&field, FieldCode::TooLong, words::at_most_bytes(fields.lang(), RAW_BODY_MAX_BYTES));
        return None;
    }
    Some(bytes)
}
