//! Who calls: a client by its key, a person by their session.
//!
//! The rule: a key stands before a session; what changes something with a session carries the session's CSRF token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use shared::api::problem::Code;

use super::origin::{Address, origin};
use crate::app::App;
use crate::auth::key::Key;
use crate::auth::token::Token;
use crate::caller::Caller;
use crate::desk::authenticate::SignedIn;
use crate::error::Error;

/// The session's cookie.
pub const SESSION_COOKIE: &str = "holdfast_session";
/// The header that carries a session's CSRF token.
const CSRF_HEADER: &str = "x-csrf-token";

/// A person's session, for what only its holder does.
pub struct Session(pub SignedIn);

impl FromRequestParts<Arc<App>> for Session {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let token = session_token(parts).ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
        let signed_in = app.desk.signed_in(&token, origin(&parts.extensions)).await?;
        if !parts.method.is_safe() && !carries_csrf(parts, &token) {
            return Err(Error::refuse(Code::CsrfFailed));
        }
        Ok(Self(signed_in))
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let Some(header) = parts.headers.get(AUTHORIZATION) else {
            return Session::from_request_parts(parts, app).await.map(|Session(signed_in)| signed_in.caller);
        };
        let sent = header.to_str().ok().and_then(|header| header.split_once(' '));
        let key = sent.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let key = key.and_then(|(_, key)| Key::read(key.trim())).ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
        let address = parts.extensions.get::<Address>().map(|address| address.0);
        let client = app.desk.calling_client(&key, address, origin(&parts.extensions)).await?;
        match app.rates.check(&client.name, client.rate_per_minute) {
            Ok(()) => Ok(client.caller),
            Err(wait) => Err(Error::later(Code::RateLimited, wait)),
        }
    }
}

fn session_token(parts: &Parts) -> Option<Token> {
    let lines = parts.headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    cookies.find(|(name, _)| *name == SESSION_COOKIE).and_then(|(_, value)| Token::read(value))
}

fn carries_csrf(parts: &Parts, token: &Token) -> bool {
    let sent = parts.headers.get(CSRF_HEADER).and_then(|header| header.to_str().ok());
    sent.is_some_and(|sent| token.has_csrf(sent))
}
