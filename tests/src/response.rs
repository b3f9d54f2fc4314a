//! What channels answer, and what people see on their portals.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use shared::api::commands::{AttachmentRequest, ObservationKind, ObservationRequest};
use shared::api::exceptions::{BodyRequest, NoResponseRequest, ResponseRequest};
use shared::evidence::{Fault, Phase, Shown};

use crate::payout::{minutes_ago, now};

/// A channel's answer, or that none came; received now unless it is said otherwise.
#[derive(Clone, Debug)]
pub struct Response(ResponseRequest);

/// Nothing came.
pub fn nothing(phase: Phase) -> Response {
    let empty = ResponseRequest {
        body: None,
        content_type: None,
        no_response: Some(NoResponseRequest { phase }),
        http_status: None,
        latency_ms: Some(30_000),
        fault: None,
        api: None,
        attempt: None,
        received_at: now(),
    };
    Response(empty)
}

/// A body as text.
pub fn text(body: &str, content_type: &str) -> Response {
    let body = BodyRequest { text: Some(body.to_owned()), base64: None };
    something(body, content_type)
}

/// A body as bytes.
pub fn bytes(body: &[u8], content_type: &str) -> Response {
    let body = BodyRequest { text: None, base64: Some(BASE64_STANDARD.encode(body)) };
    something(body, content_type)
}

/// WeChat Pay answers with the state of a transfer.
pub fn wechat(state: &str) -> Response {
    text(&format!(r#"{{"mch_id":"1900001109","state":"{state}"}}"#), "application/json").status(200)
}

/// WeChat Pay answers with an error.
pub fn wechat_error(status: u16, code: &str) -> Response {
    text(&format!(r#"{{"code":"{code}","message":"转账失败"}}"#), "application/json").status(status)
}

fn something(body: BodyRequest, content_type: &str) -> Response {
    let Response(nothing) = nothing(Phase::Read);
    Response(ResponseRequest {
        body: Some(body),
        content_type: Some(content_type.to_owned()),
        no_response: None,
        latency_ms: Some(120),
        ..nothing
    })
}

impl Response {
    /// With that HTTP status.
    pub fn status(mut self, status: u16) -> Self {
        self.0.http_status = Some(status);
        self
    }

    /// Received at that time.
    pub fn at(mut self, received_at: DateTime<Utc>) -> Self {
        self.0.received_at = received_at;
        self
    }

    /// Received so many minutes ago.
    pub fn minutes_ago(self, minutes: i64) -> Self {
        self.at(minutes_ago(minutes))
    }

    /// Of another attempt of the payout.
    pub fn of_attempt(mut self, attempt: &str) -> Self {
        self.0.attempt = Some(attempt.to_owned());
        self
    }

    /// Of that API.
    pub fn api(mut self, api: &str) -> Self {
        self.0.api = Some(api.to_owned());
        self
    }

    /// Found faulty by the source system.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.0.fault = Some(fault);
        self
    }
}

impl From<Response> for ResponseRequest {
    fn from(response: Response) -> Self {
        response.0
    }
}

/// What a person saw; now, with a reference, unless it is said otherwise.
#[derive(Clone, Debug)]
pub struct Seen(ObservationRequest);

/// A look at the channel's portal.
pub fn portal(shown: Shown) -> Seen {
    Seen(ObservationRequest {
        kind: ObservationKind::PortalCheck,
        looked_up: "the order number".to_owned(),
        shown,
        reference: Some("portal-77".to_owned()),
        note: None,
        attempt: None,
        observed_at: now(),
        attachments: vec![],
        returned: None,
        funds_back: None,
    })
}

/// A document with that content.
pub fn document(shown: Shown, name: &str, content: &[u8]) -> Seen {
    let file = AttachmentRequest { name: name.to_owned(), content_base64: BASE64_STANDARD.encode(content) };
    let Seen(portal) = portal(shown);
    Seen(ObservationRequest { kind: ObservationKind::Document, reference: None, attachments: vec![file], ..portal })
}

impl Seen {
    /// Seen so many minutes ago.
    pub fn minutes_ago(mut self, minutes: i64) -> Self {
        self.0.observed_at = minutes_ago(minutes);
        self
    }

    /// Seen at that time.
    pub fn at(mut self, observed_at: DateTime<Utc>) -> Self {
        self.0.observed_at = observed_at;
        self
    }

    /// Of another attempt of the payout.
    pub fn of_attempt(mut self, attempt: &str) -> Self {
        self.0.attempt = Some(attempt.to_owned());
        self
    }

    /// Without a reference.
    pub fn without_reference(mut self) -> Self {
        self.0.reference = None;
        self
    }
}

impl From<Seen> for ObservationRequest {
    fn from(seen: Seen) -> Self {
        seen.0
    }
}
