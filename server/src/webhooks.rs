//! Webhooks going out: an event is signed by the Standard Webhooks scheme and sent to an endpoint, once.
//!
//! The rule: the address that is called is the address that was checked. Whatever comes of a try is written down and
//! decides nothing here.

mod secret;
mod target;

use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, USER_AGENT};
use axum::http::{Method, Request};
use chrono::{DateTime, Utc};
use http_body_util::Full;
use shared::webhook::{Attempt, Failure};
use tokio::time::{Instant, timeout_at};

pub use self::secret::Secret;
pub use self::target::{Reach, Target};
use crate::outgoing::{Connections, NAME, NoAnswer, exchange};

/// How long a try may take, from looking the host up to the end of the answer.
const TIME_MAX: Duration = Duration::from_secs(15);
/// How much of an answer is kept, in bytes.
const ANSWER_MAX_BYTES: usize = 1024;

/// What is sent, and to whom.
pub struct Message<'a> {
    /// Where to.
    pub url: &'a str,
    /// The event's identifier, the same on every try.
    pub id: &'a str,
    /// The identifier of this request.
    pub request_id: String,
    /// When it is sent.
    pub at: DateTime<Utc>,
    /// The body.
    pub payload: &'a str,
    /// The secrets to sign with: more than one while they are being rotated.
    pub secrets: &'a [Secret],
}

/// Sends messages.
pub struct Sender {
    connections: Connections,
    reach: Reach,
    time_max: Duration,
}

/// What came of a try.
struct Came {
    http_status: Option<u16>,
    failure: Option<Failure>,
    answer: Option<String>,
}

impl From<Failure> for Came {
    fn from(failure: Failure) -> Self {
        Self { http_status: None, failure: Some(failure), answer: None }
    }
}

impl Sender {
    /// A sender to wherever it may.
    pub fn reaching(reach: Reach) -> Self {
        Self { connections: Connections::default(), reach, time_max: TIME_MAX }
    }

    /// The same, with another time that a try may take.
    pub fn within(self, time_max: Duration) -> Self {
        Self { time_max, ..self }
    }

    /// Sends a message, once, and tells what came of it. Which try it was is known to whoever writes it down.
    pub async fn send(&self, message: Message<'_>) -> Attempt {
        let started = Instant::now();
        let came = self.call(&message, started + self.time_max).await.unwrap_or_else(Came::from);
        Attempt {
            attempt: 0,
            request_id: message.request_id,
            started_at: message.at,
            latency_ms: i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX),
            http_status: came.http_status,
            failure: came.failure,
            answer: came.answer,
        }
    }

    async fn call(&self, message: &Message<'_>, deadline: Instant) -> Result<Came, Failure> {
        let target = Target::read(message.url, self.reach).map_err(|_| Failure::AddressRefused)?;
        let request = request(&target, message).ok_or(Failure::AddressRefused)?;
        let addresses = timeout_at(deadline, target.addresses(self.reach)).await.unwrap_or(Err(Failure::NoSuchHost))?;
        let opened = timeout_at(deadline, self.connections.open_at(&target.origin, &addresses)).await;
        let stream = match opened {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                tracing::debug!(origin = %target.origin, %error, "no connection");
                return Err(Failure::NoConnection);
            }
            Err(_) => return Err(Failure::NoConnection),
        };
        match exchange(stream, request, ANSWER_MAX_BYTES, deadline).await {
            Ok(answer) => Ok(Came {
                http_status: Some(answer.head.status.as_u16()),
                failure: None,
                answer: Some(readable(&answer.body)).filter(|answer| !answer.is_empty()),
            }),
            Err(NoAnswer::NotSent | NoAnswer::Broken) => Err(Failure::Broken),
            Err(NoAnswer::TimedOut) => Err(Failure::TimedOut),
        }
    }
}

fn request(target: &Target, message: &Message<'_>) -> Option<Request<Full<Bytes>>> {
    let timestamp = message.at.timestamp();
    let signatures: Vec<String> =
        message.secrets.iter().map(|secret| secret.sign(message.id, timestamp, message.payload)).collect();
    Request::builder()
        .method(Method::POST)
        .uri(&target.path)
        .header(HOST, &target.authority)
        .header(USER_AGENT, NAME)
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "*/*")
        .header(CONNECTION, "close")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signatures.join(" "))
        .header("x-request-id", &message.request_id)
        .body(Full::new(Bytes::copy_from_slice(message.payload.as_bytes())))
        .ok()
}

/// The beginning of an answer as text that both databases and every page can hold.
fn readable(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().map(|char| if char == '\0' { '\u{fffd}' } else { char }).collect()
}
