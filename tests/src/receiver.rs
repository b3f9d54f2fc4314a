//! Another system's endpoint for webhooks: it keeps what it is sent, and answers as a test says.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::webhook::Event;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// An endpoint, listening.
pub struct Receiver {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<Sent>>,
    /// What is answered next; 200 once there is nothing more.
    answers: Mutex<VecDeque<Reply>>,
    came: Notify,
    released: Notify,
}

/// How a request is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// With a status and a body.
    Status(u16, String),
    /// With a redirection to there.
    Redirect(String),
    /// Not before it is released.
    Held,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its headers.
    pub headers: HashMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Sent {
    /// What it tells.
    pub fn event(&self) -> Result<Event> {
        serde_json::from_str(&self.body).with_context(|| self.body.clone())
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

impl Receiver {
    /// One that answers everything with 200.
    pub async fn listening() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::default());
        let handler = Arc::clone(&state);
        let router =
            Router::new().fallback(async move |headers: HeaderMap, body: Bytes| handler.take(headers, body).await);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, state })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}/hooks?from=desk", self.address)
    }

    /// Has the next requests be answered so, one after the other.
    pub fn answer(&self, replies: impl IntoIterator<Item = Reply>) {
        lock(&self.state.answers).extend(replies);
    }

    /// Has the next requests be answered with these statuses.
    pub fn answer_with(&self, statuses: &[u16]) {
        self.answer(statuses.iter().map(|status| Reply::Status(*status, format!("status {status}"))));
    }

    /// Lets go of a request that is held.
    pub fn release(&self) {
        self.state.released.notify_one();
    }

    /// All that it was sent.
    pub fn taken(&self) -> Vec<Sent> {
        lock(&self.state.taken).clone()
    }

    /// The events that it was sent, in order.
    pub fn events(&self) -> Result<Vec<Event>> {
        self.taken().iter().map(Sent::event).collect()
    }

    /// Waits until it was sent so many requests.
    pub async fn wait_for(&self, count: usize) {
        loop {
            let came = self.state.came.notified();
            if lock(&self.state.taken).len() >= count {
                return;
            }
            came.await;
        }
    }
}

impl State {
    async fn take(&self, headers: HeaderMap, body: Bytes) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        lock(&self.taken).push(Sent { headers, body: String::from_utf8_lossy(&body).into_owned() });
        self.came.notify_waiters();
        let reply = lock(&self.answers).pop_front();
        match reply {
            None => StatusCode::OK.into_response(),
            Some(Reply::Status(status, body)) => {
                (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body).into_response()
            }
            Some(Reply::Redirect(to)) => (StatusCode::TEMPORARY_REDIRECT, [("location", to)]).into_response(),
            Some(Reply::Held) => {
                self.released.notified().await;
                StatusCode::OK.into_response()
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
