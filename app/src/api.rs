//! The one way to the server: the public JSON API, typed. A folder of the same name has a file per resource.
//!
//! The rule here: one function, [`Api::exchange`], decides what is success; everything else is a [`Failure`].

mod approvals;
pub mod cases;
mod channels;
mod clients;
mod corrections;
pub mod notices;
mod people;
mod policies;
pub mod recon;
mod sessions;
pub mod upload;
mod views;
mod watches;
mod webhooks;

use chrono::{DateTime, Utc};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::problem::Code;
use shared::api::session::SessionView;

use crate::failure::{Failure, Problem};
use crate::state::attention::Attention;
use crate::state::clock::{Clock, from_millis};
use crate::state::connection::Connection;
use crate::state::language::{Language, tag};
use crate::state::session::{Session, Standing};

/// The client: it sends the session's token and the reader's language, and notes what answers say of time and connection.
#[derive(Clone, Copy)]
pub struct Api {
    session: Session,
    connection: Connection,
    clock: Clock,
    language: Language,
    attention: Attention,
}

/// The client, made of what is handed down by context.
pub fn use_api() -> Api {
    Api {
        session: expect_context(),
        connection: expect_context(),
        clock: expect_context(),
        language: expect_context(),
        attention: expect_context(),
    }
}

impl Api {
    /// The time at the server, as far as this browser knows it.
    pub fn now(self) -> DateTime<Utc> {
        self.clock.now()
    }

    async fn get<T: DeserializeOwned>(self, path: &str) -> Result<T, Failure> {
        read(&self.exchange(Method::GET, path, None).await?)
    }

    async fn post<T: DeserializeOwned>(self, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        self.send(Method::POST, path, body).await
    }

    async fn send<T: DeserializeOwned>(self, method: Method, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
        read(&self.exchange(method, path, Some(body)).await?)
    }

    async fn delete(self, path: &str) -> Result<(), Failure> {
        self.exchange(Method::DELETE, path, None).await.map(drop)
    }

    /// Sends one request and answers the body of a success. Where the session has another token by now, because the
    /// reader signed in anew in another tab, it is asked for and the request sent once more: the server did nothing yet.
    async fn exchange(self, method: Method, path: &str, body: Option<String>) -> Result<String, Failure> {
        let answer = self.exchange_once(method.clone(), path, body.clone()).await;
        let stale = answer.as_ref().is_err_and(|failure| failure.code() == Some(Code::CsrfFailed));
        if !stale || method == Method::GET {
            return answer;
        }
        self.whoami_once().await?;
        self.exchange_once(method, path, body).await
    }

    async fn whoami_once(self) -> Result<(), Failure> {
        let session: SessionView = read(&self.exchange_once(Method::GET, "/session", None).await?)?;
        self.session.set(Standing::In(session));
        Ok(())
    }

    async fn exchange_once(self, method: Method, path: &str, body: Option<String>) -> Result<String, Failure> {
        let changes = method != Method::GET;
        let mut request = RequestBuilder::new(&format!("/api/v1{path}"))
            .method(method)
            .header("Accept", "application/json")
            .header("Accept-Language", tag(self.language.get_untracked()));
        if let Some(token) = self.session.csrf_token().filter(|_| changes) {
            request = request.header("X-CSRF-Token", &token);
        }
        if self.attention.is_away() {
            request = request.header("X-Unattended", "1");
        }
        let request = match body {
            Some(body) => request.header("Content-Type", "application/json").body(body),
            None => request.build(),
        };
        let answer = match request {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        };
        let Ok(answer) = answer else {
            self.connection.lose();
            return Err(Failure::Offline { sending: changes });
        };
        self.note_time(&answer);
        let Ok(text) = answer.text().await else {
            self.connection.lose();
            return Err(Failure::Offline { sending: changes });
        };
        if answer.ok() { Ok(text) } else { Err(self.refused(answer.status(), changes, &text)) }
    }

    fn refused(self, status: u16, sending: bool, text: &str) -> Failure {
        match serde_json::from_str::<Problem>(text) {
            Ok(problem) if problem.code == Code::Unauthenticated => {
                self.session.lapse();
                Failure::SignedOut
            }
            // The server is there and its database is not: as good as lost, but it is the server who says what is.
            Ok(problem) if problem.code == Code::Unavailable => {
                self.connection.lose();
                Failure::Problem(Box::new(problem))
            }
            // A gateway that does not reach the server says so in words of its own.
            Err(_) if (502..=504).contains(&status) => {
                self.connection.lose();
                Failure::Offline { sending }
            }
            Ok(problem) => Failure::Problem(Box::new(problem)),
            Err(_) => Failure::Unreadable,
        }
    }

    fn note_time(self, answer: &Response) {
        if let Some(date) = answer.headers().get("date") {
            let millis = js_sys::Date::parse(&date);
            if millis.is_finite() {
                self.clock.observe(from_millis(millis));
            }
        }
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| Failure::Unreadable)
}

/// A text as one part of a path or of a query.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
