//! The `Idempotency-Key` header: the same request under the same key is done once.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::api::problem::FieldCode;
use shared::digest::Digest;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::caller::Caller;
use crate::desk::idempotency::Key;
use crate::error::{Error, fault};

const NAME: &str = "Idempotency-Key";
const LENGTH_MAX: usize = 255;

/// The key, where one was sent: 1 to 255 visible characters.
pub struct IdempotencyKey(Option<String>);

impl IdempotencyKey {
    /// The key of this caller for a body with this digest, sent to `place`.
    pub fn of(self, caller: &Caller, place: &str, body: Digest) -> Option<Key> {
        let digest = Digest::of(&[place.as_bytes(), &[0], &body.0].concat());
        self.0.map(|key| Key { client: caller.actor.to_string(), key, digest })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let mut sent = parts.headers.get_all(NAME).iter();
        let Some(key) = sent.next() else { return Ok(Self(None)) };
        let refuse = |code| Err(Error::parameters(vec![fault(NAME, code)]));
        if sent.next().is_some() {
            return refuse(FieldCode::Duplicate);
        }
        let key = key.as_bytes();
        if key.is_empty() {
            return refuse(FieldCode::TooShort);
        }
        if key.len() > LENGTH_MAX {
            return refuse(FieldCode::TooLong);
        }
        if !key.iter().all(u8::is_ascii_graphic) {
            return refuse(FieldCode::BadCharacters);
        }
        Ok(Self(Some(String::from_utf8_lossy(key).into_owned())))
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(LENGTH_MAX))
            .pattern(Some("^[!-~]+$"));
        let words = "The same request under the same key is done once, and answered the same again.";
        let parameter = ParameterBuilder::new()
            .name(NAME)
            .parameter_in(ParameterIn::Header)
            .description(Some(words))
            .schema(Some(schema));
        vec![parameter.build()]
    }
}
