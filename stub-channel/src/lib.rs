//! A payment system that performs status queries at a channel, as the desk's follow-up queries ask for it.
//!
//! It speaks as WeChat Pay, Alipay, UnionPay and ISO 20022 banks do. How an order fares is decided by the end of its number
//! (`P-1-hangs`), or else by the seed: the same seed, order and number of queries give the same answer, always.

mod behaviour;
mod channels;
mod wire;

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;

pub use behaviour::{Behaviour, Word};
use channels::Answer;
use wire::Delivery;

/// How long an answer that hangs is kept hanging: longer than anybody waits.
const HANGS_FOR: Duration = Duration::from_secs(120);
/// The pause between two bytes of an answer that drips.
const DRIPS_EVERY: Duration = Duration::from_millis(200);
/// How large a huge answer is, in bytes: more than anybody keeps.
const HUGE_BYTES: usize = 3 << 20;

/// The query that the desk sends; it may say more than is looked at here.
#[derive(Clone, Debug, Deserialize)]
pub struct Query {
    /// The channel.
    pub channel: String,
    /// The channel's query API.
    pub api: String,
    /// Our order number.
    pub order_number: String,
    /// How much was to be paid.
    pub amount: String,
    /// In which currency.
    pub currency: String,
}

/// The payment system.
pub struct Stub {
    seed: u64,
    asked: Mutex<HashMap<String, u32>>,
    hangs_up: Notify,
}

impl Stub {
    /// One by this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, asked: Mutex::default(), hangs_up: Notify::new() }
    }

    /// Ends every connection that hangs now, still without an answer.
    pub fn hang_up(&self) {
        self.hangs_up.notify_waiters();
    }

    /// How often it was asked about an order.
    pub fn asked(&self, order_number: &str) -> u32 {
        self.lock().get(order_number).copied().unwrap_or(0)
    }

    /// Answers whoever connects, for ever.
    pub async fn serve(self: Arc<Self>, listener: TcpListener) -> io::Result<()> {
        loop {
            let (stream, _) = listener.accept().await?;
            let stub = Arc::clone(&self);
            // A caller that goes away in the middle is no concern of anybody else's.
            tokio::spawn(async move { stub.answer(stream).await });
        }
    }

    async fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        let body = wire::read_request(&mut stream).await?;
        let Ok(query) = serde_json::from_slice::<Query>(&body) else {
            return wire::send(&mut stream, 400, "text/plain", b"no query", Delivery::Whole).await;
        };
        // Whoever sees that it was asked may have it hang up.
        let hung_up = self.hangs_up.notified();
        let times = self.note(&query.order_number);
        let behaviour = Behaviour::of(&query.order_number, self.seed);
        if behaviour == Behaviour::Hangs {
            let _ = timeout(HANGS_FOR, hung_up).await;
            return Ok(());
        }
        self.misbehave(&mut stream, &query, behaviour, times).await
    }

    /// Counts a query; answers how many came before it.
    fn note(&self, order_number: &str) -> u32 {
        let mut asked = self.lock();
        let count = asked.entry(order_number.to_owned()).or_default();
        *count += 1;
        *count - 1
    }

    async fn misbehave(
        &self,
        stream: &mut TcpStream,
        query: &Query,
        behaviour: Behaviour,
        times: u32,
    ) -> io::Result<()> {
        let Answer { status, content_type, body } = channels::answer(query, behaviour.word(times));
        let half = body.len() / 2;
        match behaviour {
            Behaviour::ServerError => wire::send(stream, 500, content_type, &body, Delivery::Whole).await,
            Behaviour::WebPage => wire::send(stream, 200, "text/html", channels::PAGE, Delivery::Whole).await,
            Behaviour::Truncated => wire::send(stream, status, content_type, &body[..half], Delivery::Whole).await,
            Behaviour::Mistyped => wire::send(stream, status, "image/png", &body, Delivery::Whole).await,
            Behaviour::OtherOrder => {
                let other = Query { order_number: format!("{}0", query.order_number), ..query.clone() };
                let Answer { body, .. } = channels::answer(&other, Word::Failed);
                wire::send(stream, status, content_type, &body, Delivery::Whole).await
            }
            Behaviour::BreaksOff => wire::send(stream, status, content_type, &body, Delivery::Half).await,
            Behaviour::Drips => wire::send(stream, status, content_type, &body, Delivery::Drip(DRIPS_EVERY)).await,
            Behaviour::Huge => {
                let mut huge = body.clone();
                huge.resize(HUGE_BYTES, b' ');
                wire::send(stream, status, content_type, &huge, Delivery::Whole).await
            }
            Behaviour::Empty => wire::send(stream, status, content_type, b"", Delivery::Whole).await,
            Behaviour::KeysTwice => {
                let twice = channels::with_keys_twice(query);
                wire::send(stream, status, "application/json", &twice, Delivery::Whole).await
            }
            Behaviour::Gbk => {
                let Answer { content_type, body, .. } = channels::in_gbk(query, Word::Paid);
                wire::send(stream, status, content_type, &body, Delivery::Whole).await
            }
            Behaviour::Redirects => wire::redirect(stream, "/elsewhere").await,
            Behaviour::Hangs | Behaviour::Refuses => Ok(()),
            _ => wire::send(stream, status, content_type, &body, Delivery::Whole).await,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, u32>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
