//! The outgoing call: asks the payment system how a payout stands, once, and brings back whatever came.
//!
//! The rule: nothing is tried again, followed or made up here. One connection for one request; no redirects, no proxies, no
//! cookies; an answer is the bytes that arrived. Whatever goes wrong is an outcome to be kept as evidence, not an error.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, USER_AGENT};
use axum::http::{HeaderMap, Method, Request, Uri};
use chrono::{DateTime, Utc};
use http_body_util::Full;
use serde::Serialize;
use shared::case::CaseNumber;
use shared::channel::FollowUp;
use shared::evidence::{Fault, Phase, Transport};
use tokio::time::{Instant, timeout_at};

use crate::outgoing::{Answer, Connections, End, NAME, NoAnswer, Origin, exchange};

/// How much of an answer is kept, in bytes. What is longer says nothing.
const ANSWER_MAX_BYTES: usize = 1 << 20;
/// How long a media type may be, in characters.
const MEDIA_TYPE_MAX: usize = 128;

/// What the endpoint is sent, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The case.
    pub case: CaseNumber,
    /// The channel that carried the payout.
    pub channel: String,
    /// The channel's query API to be called, by its name in the profile.
    pub api: String,
    /// Our order number of the payout attempt.
    pub order_number: String,
    /// The channel's order number, where it gave one for this attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_order_number: Option<String>,
    /// When the attempt was sent, where that is known: of the one that was filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<DateTime<Utc>>,
    /// How much was to be paid, as decimal text.
    pub amount: String,
    /// In which currency.
    pub currency: String,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The body, byte for byte; absent where no answer began.
    pub body: Option<Vec<u8>>,
    /// The media type that the answer named.
    pub content_type: Option<String>,
    /// What the transport knew.
    pub transport: Transport,
}

impl Said {
    fn nothing(phase: Phase) -> Self {
        Self { transport: Transport { phase: Some(phase), ..Transport::default() }, ..Self::default() }
    }
}

/// The way out to the payment systems.
#[derive(Default)]
pub struct Line {
    connections: Connections,
    /// The origins that may be called; any where none is named.
    origins: Vec<Origin>,
}

impl Line {
    /// A line to these origins only; to any where none is named.
    pub fn to(origins: Vec<Origin>) -> Self {
        Self { connections: Connections::default(), origins }
    }

    /// Asks, once, and answers what came of it within the profile's time.
    pub async fn ask(&self, follow_up: &FollowUp, question: &Question) -> Said {
        let started = Instant::now();
        let deadline = started + Duration::from_secs(follow_up.timeout_seconds.unsigned_abs());
        let mut said = self.call(follow_up, question, deadline).await;
        said.transport.latency_ms = Some(u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX));
        said
    }

    async fn call(&self, follow_up: &FollowUp, question: &Question, deadline: Instant) -> Said {
        let Some((origin, request)) = request(&follow_up.url, question) else { return Said::nothing(Phase::Connect) };
        if !self.origins.is_empty() && !self.origins.contains(&origin) {
            tracing::warn!(%origin, "a channel's endpoint is not among the origins that may be called");
            return Said::nothing(Phase::Connect);
        }
        let stream = match timeout_at(deadline, self.connections.open(&origin)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                tracing::debug!(%origin, %error, "no connection");
                return Said::nothing(Phase::Connect);
            }
            Err(_) => return Said::nothing(Phase::Connect),
        };
        match exchange(stream, request, ANSWER_MAX_BYTES, deadline).await {
            Ok(answer) => said(answer),
            Err(NoAnswer::NotSent) => Said::nothing(Phase::Send),
            // The request was on its way: it may have arrived.
            Err(NoAnswer::Broken | NoAnswer::TimedOut) => Said::nothing(Phase::Read),
        }
    }
}

/// The request, and whom it goes to; nothing where the address cannot be called at all.
fn request(url: &str, question: &Question) -> Option<(Origin, Request<Full<Bytes>>)> {
    let uri: Uri = url.parse().ok()?;
    let origin = Origin::of(&uri)?;
    let request = Request::builder()
        .method(Method::POST)
        .uri(uri.path_and_query().map_or("/", |path| path.as_str()))
        .header(HOST, uri.authority()?.as_str())
        .header(USER_AGENT, NAME)
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "*/*")
        .header(CONNECTION, "close")
        .body(Full::new(Bytes::from(serde_json::to_vec(question).ok()?)))
        .ok()?;
    Some((origin, request))
}

/// What an answer says. One that breaks off, or is too large, is kept as far as it came and said to be so.
fn said(answer: Answer) -> Said {
    let fault = match answer.end {
        End::Whole => None,
        End::TooLong => Some(Fault::TooLarge),
        End::Broken => Some(Fault::TransportError),
    };
    let transport = Transport { http_status: Some(answer.head.status.as_u16()), fault, ..Transport::default() };
    Said { body: Some(answer.body), content_type: media_type(&answer.head.headers), transport }
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let named = String::from_utf8_lossy(headers.get(CONTENT_TYPE)?.as_bytes()).into_owned();
    Some(named.chars().filter(|char| !char.is_control()).take(MEDIA_TYPE_MAX).collect())
}
