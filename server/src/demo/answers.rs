//! What channels answer in the demo: bodies as these channels really send them, in their own formats and encodings. What
//! they mean is left to the desk.

mod alipay;
mod iso20022;
mod unionpay;
mod wechat;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Duration, Utc};
use shared::api::exceptions::{BodyRequest, NoResponseRequest, ResponseRequest};
use shared::evidence::{Fault, Phase};

use super::payout::{Channel, Payout};

/// What a channel has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing came.
    Nothing(Phase),
    /// The payout was taken on.
    Accepted,
    /// The channel is in trouble.
    Busy,
    /// The payout is under way.
    Processing,
    /// A batch is finished, which says nothing of its rows.
    BatchFinished,
    /// Paid.
    Paid,
    /// Failed.
    Failed,
    /// The order is not known.
    NoSuchOrder,
    /// Paid, and come back.
    Returned,
    /// A code that nobody has listed.
    Unlisted,
    /// Paid, by a signature that does not fit.
    Forged,
    /// A page of the gateway in front of the channel.
    Gateway,
}

/// To what the channel answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To the payout itself.
    Payout,
    /// To a query.
    Query,
    /// To nothing: it tells by itself.
    Notice,
}

/// An answer, about an order, at a time.
struct About<'a> {
    payout: &'a Payout,
    order_number: &'a str,
    at: DateTime<Utc>,
}

/// An answer as it comes over the wire.
struct Said {
    status: u16,
    content_type: &'static str,
    body: Vec<u8>,
    api: Option<&'static str>,
}

impl Said {
    fn text(status: u16, content_type: &'static str, body: String) -> Option<Self> {
        Some(Self { status, content_type, body: body.into_bytes(), api: None })
    }
}

impl About<'_> {
    /// A time of the channel's, which is eight hours ahead of UTC.
    fn time(&self, at: DateTime<Utc>, format: &str) -> String {
        (at + Duration::hours(8)).format(format).to_string()
    }

    /// The amount in minor units, as channels that count in fen write it.
    fn minor(&self) -> String {
        self.payout.amount.amount.replace('.', "")
    }

    fn signature(&self) -> String {
        BASE64_STANDARD.encode(shared::digest::Digest::of(self.order_number.as_bytes()).0)
    }
}

/// The answer as a source system files it. Where `retry` names another order number, it speaks of that attempt.
pub fn response(
    payout: &Payout,
    answer: Answer,
    asked: Asked,
    at: DateTime<Utc>,
    retry: Option<&str>,
) -> Result<ResponseRequest> {
    let mut response = ResponseRequest {
        body: None,
        content_type: None,
        no_response: None,
        http_status: None,
        latency_ms: Some(180 + at.timestamp_subsec_millis() % 700),
        fault: (answer == Answer::Forged).then_some(Fault::BadSignature),
        api: None,
        attempt: retry.map(str::to_owned),
        received_at: at,
    };
    if let Answer::Nothing(phase) = answer {
        response.no_response = Some(NoResponseRequest { phase });
        response.latency_ms = Some(if phase == Phase::Connect { 3_000 } else { 30_000 });
        return Ok(response);
    }
    let about = About { payout, order_number: retry.unwrap_or(&payout.order_number), at };
    let said = said(&about, answer, asked);
    let said = said.with_context(|| format!("{:?} never says {answer:?} to {asked:?}", payout.channel))?;
    response.http_status = Some(said.status);
    response.content_type = Some(said.content_type.to_owned());
    response.api = said.api.map(str::to_owned);
    response.body = Some(match String::from_utf8(said.body) {
        Ok(text) => BodyRequest { text: Some(text), base64: None },
        Err(bytes) => BodyRequest { text: None, base64: Some(BASE64_STANDARD.encode(bytes.as_bytes())) },
    });
    Ok(response)
}

fn said(about: &About<'_>, answer: Answer, asked: Asked) -> Option<Said> {
    if answer == Answer::Gateway {
        let page = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>";
        return Said::text(502, "text/html", page.to_owned());
    }
    match about.payout.channel {
        Channel::Wechat => wechat::said(about, answer, asked),
        Channel::Alipay => alipay::said(about, answer, asked),
        Channel::UnionPay => unionpay::said(about, answer, asked),
        Channel::Iso20022 => iso20022::said(about, answer, asked),
    }
}
