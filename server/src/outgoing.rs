//! Calling somebody outside: one connection for one request, and the answer as far as it came.
//!
//! The rule: nothing is tried again, followed or made up here. No redirects, no proxies, no cookies.

mod connection;
mod origin;

use axum::body::Bytes;
use axum::http::Request;
use axum::http::response::Parts;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

pub use self::connection::{Connections, Stream};
pub use self::origin::Origin;

/// The name that the desk goes by.
pub const NAME: &str = concat!("holdfast/", env!("CARGO_PKG_VERSION"));

/// An answer as far as it came.
pub struct Answer {
    /// Its status and headers.
    pub head: Parts,
    /// The beginning of its body, or all of it.
    pub body: Vec<u8>,
    /// How the body ended.
    pub end: End,
}

/// How the body of an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All of it came.
    Whole,
    /// There is more than was to be kept.
    TooLong,
    /// It broke off, or did not come in time.
    Broken,
}

/// Why no answer began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The request was never sent.
    NotSent,
    /// The request was on its way, and may have arrived; the connection broke.
    Broken,
    /// The request was on its way, and may have arrived; no answer began in time.
    TimedOut,
}

/// Sends a request and takes the answer, of its body no more than `body_max` bytes.
pub async fn exchange(
    stream: Box<dyn Stream>,
    request: Request<Full<Bytes>>,
    body_max: usize,
    deadline: Instant,
) -> Result<Answer, NoAnswer> {
    let Ok((mut sender, connection)) = http1::handshake(TokioIo::new(stream)).await else {
        return Err(NoAnswer::NotSent);
    };
    // The connection is driven beside the call and goes with it.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    match timeout_at(deadline, sender.send_request(request)).await {
        Ok(Ok(response)) => {
            let (head, incoming) = response.into_parts();
            let (body, end) = receive(incoming, body_max, deadline).await;
            Ok(Answer { head, body, end })
        }
        Ok(Err(error)) if error.is_canceled() => Err(NoAnswer::NotSent),
        Ok(Err(_)) => Err(NoAnswer::Broken),
        Err(_) => Err(NoAnswer::TimedOut),
    }
}

async fn receive(mut incoming: Incoming, body_max: usize, deadline: Instant) -> (Vec<u8>, End) {
    let mut body = Vec::new();
    loop {
        match timeout_at(deadline, incoming.frame()).await {
            Ok(None) => return (body, End::Whole),
            Ok(Some(Ok(frame))) => {
                let Some(data) = frame.data_ref() else { continue };
                let room = body_max - body.len();
                body.extend_from_slice(&data[..data.len().min(room)]);
                if data.len() > room {
                    return (body, End::TooLong);
                }
            }
            Ok(Some(Err(_))) | Err(_) => return (body, End::Broken),
        }
    }
}
