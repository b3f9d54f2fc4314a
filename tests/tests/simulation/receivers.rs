//! Other systems that are told by webhooks: one that is always well, one that has its moods, one that is given up and comes
//! back. What arrives they verify by the scheme's own words, and keep.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::digest::Digest;
use tests::Dice;
use tests::invariants::Outgoing;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::arrivals::{self, Arrived, Replay};

/// How a receiver is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It takes what it is sent.
    Well,
    /// It takes it, and its own work fails.
    Failing,
    /// It is slow, and answers in time.
    Slow,
    /// It takes it and never says so.
    Silent,
    /// It hangs up before anything is said.
    HangsUp,
    /// It answers what is no HTTP.
    Babbling,
    /// It sends the caller elsewhere.
    Redirecting,
    /// It wants no more.
    Gone,
}

const MOODS: [Mood; 9] = [
    Mood::Well,
    Mood::Well,
    Mood::Failing,
    Mood::Slow,
    Mood::Silent,
    Mood::HangsUp,
    Mood::Babbling,
    Mood::Redirecting,
    Mood::Gone,
];
/// How long a slow one takes.
const SLOW: Duration = Duration::from_millis(30);

/// An endpoint of another system, listening.
pub struct Receiver {
    /// Where.
    pub url: String,
    /// The endpoint's identifier at the desk, once it is made there.
    pub id: String,
    /// What was asked for again.
    replays: Vec<Replay>,
    state: Arc<State>,
    listening: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    mood: Mutex<Option<Mood>>,
    /// What it verifies with: the newest secret.
    secret: Mutex<Vec<u8>>,
    arrivals: Mutex<Vec<Arrival>>,
}

/// An event that arrived.
struct Arrival {
    id: String,
    subject: String,
    fault: Option<&'static str>,
}

impl Receiver {
    /// One that is well.
    pub async fn listening() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/hooks", listener.local_addr()?);
        let state = Arc::new(State::default());
        let there = Arc::clone(&state);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let there = Arc::clone(&there);
                tokio::spawn(async move { there.serve(stream).await });
            }
        });
        Ok(Self { url, id: String::new(), replays: vec![], state, listening })
    }

    /// It learns its secret, as it was shown: `whsec_…`.
    pub fn learn(&self, secret: &str) -> Result<()> {
        let bytes = STANDARD.decode(secret.trim_start_matches("whsec_")).context("a secret is base64")?;
        *lock(&self.state.secret) = bytes;
        Ok(())
    }

    /// It comes into some mood; says which.
    pub fn change_mood(&self, dice: &mut Dice) -> Mood {
        let mood = *dice.one_of(&MOODS);
        *lock(&self.state.mood) = Some(mood);
        mood
    }

    /// It is well again.
    pub fn recover(&self) {
        *lock(&self.state.mood) = None;
    }

    /// How often something arrived.
    pub fn arrivals(&self) -> usize {
        lock(&self.state.arrivals).len()
    }

    /// Somebody had these events sent anew, each with the case that it is about.
    pub fn replayed(&mut self, events: Vec<(String, String)>) {
        let at = self.arrivals();
        self.replays.push(Replay { at, events });
    }

    /// What is wrong with what arrived, when it is held against what was to be sent; each under its own identifier, each signed.
    pub fn faults(&self, outgoing: &[Outgoing]) -> Vec<String> {
        let arrivals = lock(&self.state.arrivals);
        let unsound = arrivals
            .iter()
            .filter_map(|arrival| Some(format!("{} of {}: {}", arrival.id, arrival.subject, arrival.fault?)));
        let arrived: Vec<Arrived<'_>> =
            arrivals.iter().map(|arrival| (arrival.subject.as_str(), arrival.id.as_str())).collect();
        let faults = unsound.chain(arrivals::faults(&arrived, outgoing, &self.replays));
        faults.map(|fault| format!("{}: {fault}", self.id)).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl State {
    /// Takes one request, and answers as the mood is.
    async fn serve(&self, mut stream: TcpStream) {
        let mood = lock(&self.mood).unwrap_or(Mood::Well);
        if mood == Mood::HangsUp {
            return;
        }
        let Ok((head, body)) = request(&mut stream).await else { return };
        self.keep(&head, &body);
        match mood {
            Mood::Slow => tokio::time::sleep(SLOW).await,
            Mood::Silent => tokio::time::sleep(Duration::from_secs(60)).await,
            _ => {}
        }
        let answer = match mood {
            Mood::Failing => "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 4\r\n\r\noops",
            Mood::Babbling => "220 mail.example.com ESMTP\r\n",
            Mood::Redirecting => "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
            Mood::Gone => "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n",
            _ => "HTTP/1.1 204 No Content\r\n\r\n",
        };
        // Whoever called may have gone.
        let _ = stream.write_all(answer.as_bytes()).await;
    }

    fn keep(&self, head: &BTreeMap<String, String>, body: &[u8]) {
        let header = |name: &str| head.get(name).map_or("", String::as_str);
        let event: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        let signed = [header("webhook-id"), header("webhook-timestamp"), &String::from_utf8_lossy(body)].join(".");
        let signature = format!("v1,{}", STANDARD.encode(hmac_sha256(&lock(&self.secret), signed.as_bytes())));
        let fault = if !header("webhook-signature").split(' ').any(|given| given == signature) {
            Some("its signature does not verify")
        } else if event["id"] != header("webhook-id") {
            Some("it is another event than its header says")
        } else {
            None
        };
        // What is about no case is in order with nothing.
        let subject = event["data"]["case"]["number"].as_str().unwrap_or(header("webhook-id")).to_owned();
        lock(&self.arrivals).push(Arrival { id: header("webhook-id").to_owned(), subject, fault });
    }
}

/// A request's headers and its body.
async fn request(stream: &mut TcpStream) -> Result<(BTreeMap<String, String>, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        anyhow::ensure!(stream.read_buf(&mut bytes).await? > 0, "it broke off");
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    let head: BTreeMap<String, String> =
        lines.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let length: usize = head.get("content-length").context("no length")?.parse()?;
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        anyhow::ensure!(stream.read_buf(&mut body).await? > 0, "it broke off");
    }
    Ok((head, body))
}

/// RFC 2104, over SHA-256. Written here, so that the server's own is not asked whether the server is right.
fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let padded = |with: u8| block.map(|byte| byte ^ with).to_vec();
    let inner = Digest::of(&[padded(0x36), message.to_vec()].concat());
    Digest::of(&[padded(0x5c), inner.0.to_vec()].concat()).0
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn a_message_is_signed_as_rfc_4231_says() {
    let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let signed = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
    assert_eq!(signed.map(|byte| format!("{byte:02x}")).concat(), expected);
}
