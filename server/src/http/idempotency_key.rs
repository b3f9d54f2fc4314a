//! The `Idempotency-Key` header.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::api::problem::{FieldCode, FieldProblem};
use shared::digest::Digest;
use shared::text::Text;

use super::extract::language;
use crate::caller::Caller;
use crate::desk::idempotency::Key;
use crate::error::Error;

/// How long a key may be, in characters.
const KEY_MAX: usize = 255;

/// The key that was sent, if one was: 1 to 255 visible ASCII characters.
pub struct IdempotencyKey(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let mut sent = parts.headers.get_all("idempotency-key").iter();
        let Some(key) = sent.next() else { return Ok(Self(None)) };
        let refuse = |code: FieldCode| {
            let expected = code.text(language(&parts.headers));
            Error::parameters(vec![FieldProblem { field: "Idempotency-Key".to_owned(), code, expected }])
        };
        if sent.next().is_some() {
            return Err(refuse(FieldCode::Duplicate));
        }
        match key.to_str() {
            Ok("") => Err(refuse(FieldCode::TooShort)),
            Ok(key) if key.len() > KEY_MAX => Err(refuse(FieldCode::TooLong)),
            Ok(key) if key.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Self(Some(key.to_owned()))),
            _ => Err(refuse(FieldCode::BadCharacters)),
        }
    }
}

impl IdempotencyKey {
    /// The caller's key for a request to `path` with this digest.
    pub fn of(&self, caller: &Caller, path: &str, digest: Digest) -> Option<Key> {
        let key = self.0.clone()?;
        let digest = Digest::of_parts([path.as_bytes(), b"\n".as_slice(), digest.0.as_slice()]);
        Some(Key { client: caller.actor.to_string(), key, digest })
    }
}
