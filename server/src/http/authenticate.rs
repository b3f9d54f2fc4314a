//! Who calls: a client by its key, or a person by their session's cookie. Handlers take a [`Caller`] or a [`SignedIn`]
//! and have them checked before anything else.
//!
//! Where both are sent the key counts. A request that changes something needs, with a cookie, the session's CSRF token
//! too: a browser sends cookies by itself, the token only our own app knows.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use shared::api::problem::Code;
use shared::audit::Origin;

use super::origin::{Address, OverTls, origin};
use crate::app::App;
use crate::auth::key::Key;
use crate::auth::token::Token;
use crate::caller::Caller;
use crate::desk::people::authenticate::{Attended, CallingClient, SignedIn};
use crate::error::Error;

/// The cookie that holds a session's token.
pub const COOKIE_NAME: &str = "holdfast_session";
const CSRF_TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");
/// Sent with whatever a page asks for by itself while nobody is at the keyboard.
const UNATTENDED: HeaderName = HeaderName::from_static("x-unattended");
const USER_AGENT_CHARACTERS_MAX: usize = 256;

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        match bearer(&parts.headers) {
            Some(key) => Ok(client(parts, app, key).await?.0.caller),
            None => Ok(person(parts, app, attended(&parts.headers)).await?.0.caller),
        }
    }
}

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        if let Some(key) = bearer(&parts.headers) {
            // A client that may call, but not here: only people sign in.
            client(parts, app, key).await?;
            return Err(Error::refuse(Code::Forbidden));
        }
        Ok(person(parts, app, attended(&parts.headers)).await?.0)
    }
}

/// Someone who need not be known: who signs in or sets a password.
pub struct Stranger {
    /// From where.
    pub origin: Origin,
    /// With which browser.
    pub user_agent: Option<String>,
    /// Whether the request came over TLS.
    pub over_tls: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Stranger {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let user_agent = parts.headers.get(USER_AGENT).and_then(|header| header.to_str().ok());
        let user_agent = user_agent.map(|text| text.chars().take(USER_AGENT_CHARACTERS_MAX).collect());
        let over_tls = parts.extensions.get::<OverTls>().is_some();
        Ok(Self { origin: origin(&parts.extensions), user_agent, over_tls })
    }
}

/// What a request is known by, and whose it is.
pub enum Credentials {
    /// A person's session.
    Session {
        /// Who.
        signed_in: SignedIn,
        /// The session's token.
        token: Token,
    },
    /// A client's key.
    Key {
        /// Which client.
        client: CallingClient,
        /// The key.
        key: Key,
        /// Where it is used.
        address: Option<IpAddr>,
    },
}

/// Whose request this is, and by what, for what asks again later. It does not count as use of a session.
pub async fn credentials(parts: &Parts, app: &Arc<App>) -> Result<Credentials, Error> {
    match bearer(&parts.headers) {
        Some(key) => {
            let (client, key, address) = client(parts, app, key).await?;
            Ok(Credentials::Key { client, key, address })
        }
        None => {
            let (signed_in, token) = person(parts, app, Attended::No).await?;
            Ok(Credentials::Session { signed_in, token })
        }
    }
}

async fn client(parts: &Parts, app: &Arc<App>, key: &str) -> Result<(CallingClient, Key, Option<IpAddr>), Error> {
    let key = Key::read(key).ok_or_else(unauthenticated)?;
    let address = parts.extensions.get().map(|Address(address)| *address);
    let client = app.desk.calling_client(&key, address, origin(&parts.extensions)).await?;
    let within_rate = app.rates.check(&client.name, client.rate_per_minute, app.desk.clock.now());
    within_rate.map_err(|wait| Error::later(Code::RateLimited, wait))?;
    Ok((client, key, address))
}

async fn person(parts: &Parts, app: &Arc<App>, attended: Attended) -> Result<(SignedIn, Token), Error> {
    let token = cookie(&parts.headers).and_then(Token::read).ok_or_else(unauthenticated)?;
    let signed_in = app.desk.signed_in(&token, origin(&parts.extensions), attended).await?;
    let sent = parts.headers.get(CSRF_TOKEN).and_then(|header| header.to_str().ok()).unwrap_or_default();
    let may_change = parts.method.is_safe() || token.has_csrf(sent);
    if may_change { Ok((signed_in, token)) } else { Err(Error::refuse(Code::CsrfFailed)) }
}

/// Whether a person is at work; pages that ask by themselves say so.
fn attended(headers: &HeaderMap) -> Attended {
    if headers.contains_key(UNATTENDED) { Attended::No } else { Attended::Yes }
}

fn unauthenticated() -> Error {
    Error::refuse(Code::Unauthenticated)
}

/// What is sent as `Authorization: Bearer`. Empty where the header holds anything else: whoever sends it means to be known
/// by it, so it is refused rather than passed over for a cookie.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let sent = headers.get(AUTHORIZATION)?.to_str().ok().and_then(|header| header.split_once(' '));
    let key = sent.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, key)| key.trim());
    Some(key.unwrap_or_default())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE_NAME).map(|(_, value)| value).next()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(name: HeaderName, lines: &[&'static str]) -> HeaderMap {
        lines.iter().map(|line| (name.clone(), HeaderValue::from_static(line))).collect()
    }

    #[test]
    fn the_key_is_what_follows_bearer() {
        for (lines, expected) in [
            (&[][..], None),
            (&["Bearer hf_1_2"], Some("hf_1_2")),
            (&["bearer  hf_1_2 "], Some("hf_1_2")),
            (&["Basic aGk="], Some("")),
            (&["hf_1_2"], Some("")),
        ] {
            assert_eq!(bearer(&headers(AUTHORIZATION, lines)), expected, "{lines:?}");
        }
    }

    #[test]
    fn the_session_is_found_among_cookies() {
        for (lines, expected) in [
            (&[][..], None),
            (&["holdfast_session=abc"], Some("abc")),
            (&["theme=dark; holdfast_session=abc;x=y"], Some("abc")),
            (&["theme=dark", "holdfast_session=abc"], Some("abc")),
            (&["other_holdfast_session=abc"], None),
            (&["holdfast_session"], None),
        ] {
            assert_eq!(cookie(&headers(COOKIE, lines)), expected, "{lines:?}");
        }
    }
}
