//! The demo's way in: requests to the very router that serves, answered in this process. There is no other.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE, USER_AGENT};
use axum::http::request::Builder;
use axum::http::{Method, Request, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::problem::Problem;
use shared::api::session::{SessionView, SignInRequest};
use tower::ServiceExt;

use crate::http::API;

/// A desktop browser of the day.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// The media type of most bodies.
const JSON: &str = "application/json";

/// How large an answer may be, in bytes.
const ANSWER_BYTES_MAX: usize = 8 << 20;

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// A person, by their session.
    Person(&'static str),
    /// An API client, by its key.
    Client(&'static str),
    /// Nobody yet.
    Stranger,
}

/// The router, and what everybody needs to be let in.
pub struct Door {
    router: Router,
    /// The one password of all demo people.
    password: String,
    sessions: HashMap<&'static str, Session>,
    keys: HashMap<&'static str, String>,
}

/// What is sent.
#[derive(Clone)]
struct Content {
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl Content {
    fn json(bytes: Vec<u8>) -> Self {
        Self { media_type: JSON, bytes }
    }
}

struct Session {
    cookie: String,
    csrf_token: String,
}

impl Door {
    /// The way in through `router`, for people who all have this password.
    pub fn new(router: Router, password: String) -> Self {
        Self { router, password, sessions: HashMap::new(), keys: HashMap::new() }
    }

    /// The one password.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Gives a client its key.
    pub fn give_key(&mut self, client: &'static str, key: String) {
        self.keys.insert(client, key);
    }

    /// Reads.
    pub async fn get<T: DeserializeOwned>(&mut self, who: Who, path: &str) -> Result<T> {
        self.ask(who, Method::GET, path, Content::json(Vec::new())).await
    }

    /// Does.
    pub async fn post<T: DeserializeOwned>(&mut self, who: Who, path: &str, body: &impl Serialize) -> Result<T> {
        self.ask(who, Method::POST, path, Content::json(serde_json::to_vec(body)?)).await
    }

    /// Changes.
    pub async fn patch<T: DeserializeOwned>(&mut self, who: Who, path: &str, body: &impl Serialize) -> Result<T> {
        self.ask(who, Method::PATCH, path, Content::json(serde_json::to_vec(body)?)).await
    }

    /// Puts something where it should be.
    pub async fn put<T: DeserializeOwned>(&mut self, who: Who, path: &str, body: &impl Serialize) -> Result<T> {
        self.ask(who, Method::PUT, path, Content::json(serde_json::to_vec(body)?)).await
    }

    /// Sends bytes as they are.
    pub async fn send_bytes<T: DeserializeOwned>(
        &mut self,
        who: Who,
        path: &str,
        (media_type, bytes): (&'static str, Vec<u8>),
    ) -> Result<T> {
        self.ask(who, Method::POST, path, Content { media_type, bytes }).await
    }

    /// Signs everybody out.
    pub async fn leave(&mut self) -> Result<()> {
        let names: Vec<_> = self.sessions.keys().copied().collect();
        for name in names {
            // Some sessions have run out by themselves.
            self.send(Who::Person(name), &Method::DELETE, "/session", Content::json(Vec::new())).await?;
        }
        self.sessions.clear();
        Ok(())
    }

    async fn ask<T: DeserializeOwned>(&mut self, who: Who, method: Method, path: &str, body: Content) -> Result<T> {
        let mut response = self.send(who, &method, path, body.clone()).await?;
        // Nobody signs in before they have to: not signed in yet, idle for too long, or since too long.
        if let (Who::Person(name), StatusCode::UNAUTHORIZED) = (who, response.status()) {
            self.sign_in(name).await?;
            response = self.send(who, &method, path, body).await?;
        }
        read(response).await.with_context(|| format!("{who:?}: {method} {path}"))
    }

    async fn sign_in(&mut self, name: &'static str) -> Result<()> {
        self.sessions.remove(name);
        let request = SignInRequest { name: name.to_owned(), password: self.password.clone() };
        let body = Content::json(serde_json::to_vec(&request)?);
        let response = self.send(Who::Person(name), &Method::POST, "/session", body).await?;
        let set = response.headers().get(SET_COOKIE).context("signing in sets no cookie")?.to_str()?;
        let cookie = set.split(';').next().unwrap_or_default().to_owned();
        let view: SessionView = read(response).await.with_context(|| format!("{name} signs in"))?;
        self.sessions.insert(name, Session { cookie, csrf_token: view.csrf_token });
        Ok(())
    }

    async fn send(&self, who: Who, method: &Method, path: &str, body: Content) -> Result<Response<Body>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{API}{path}"))
            .header(CONTENT_TYPE, body.media_type)
            .extension(ConnectInfo(SocketAddr::new(who.address(), 50_000)));
        request = self.identify(who, request);
        Ok(self.router.clone().oneshot(request.body(Body::from(body.bytes))?).await?)
    }

    fn identify(&self, who: Who, request: Builder) -> Builder {
        match who {
            Who::Stranger => request,
            Who::Client(name) => {
                let key = self.keys.get(name).map(String::as_str).unwrap_or_default();
                request.header(AUTHORIZATION, format!("Bearer {key}"))
            }
            Who::Person(name) => match self.sessions.get(name) {
                None => request.header(USER_AGENT, BROWSER),
                Some(session) => request
                    .header(USER_AGENT, BROWSER)
                    .header(COOKIE, &session.cookie)
                    .header("x-csrf-token", &session.csrf_token),
            },
        }
    }
}

impl Who {
    /// Everybody calls from an address of their own.
    fn address(self) -> IpAddr {
        let last = |name: &str| name.bytes().fold(7_u8, u8::wrapping_add) % 200 + 10;
        match self {
            Self::Person(name) => Ipv4Addr::new(10, 20, 4, last(name)),
            Self::Client(name) => Ipv4Addr::new(10, 20, 16, last(name)),
            Self::Stranger => Ipv4Addr::new(10, 20, 4, 1),
        }
        .into()
    }
}

async fn read<T: DeserializeOwned>(response: Response<Body>) -> Result<T> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), ANSWER_BYTES_MAX).await?;
    if status.is_success() {
        let text = if bytes.is_empty() { b"null".as_slice() } else { &bytes };
        return Ok(serde_json::from_slice(text)?);
    }
    match serde_json::from_slice::<Problem>(&bytes) {
        Ok(problem) => bail!("{status}: {problem:?}"),
        Err(_) => bail!("{status}: {}", String::from_utf8_lossy(&bytes)),
    }
}
