//! What handlers take from a request. Each extractor refuses with a problem of ours, and takes nothing that it does not
//! know: no unknown field, no unknown parameter, no NUL character.

mod idempotency_key;

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::problem::Code;
use shared::text::Lang;

pub use idempotency_key::IdempotencyKey;

use super::{body, json};
use crate::error::Error;

/// How large a body may be where nothing else is said, in bytes.
pub const BODY_BYTES_MAX: usize = 1 << 20;

/// A JSON body of at most `MAX` bytes, read strictly; and a JSON answer.
pub struct Json<T, const MAX: usize = BODY_BYTES_MAX>(pub T);

impl<T: DeserializeOwned, S: Send + Sync, const MAX: usize> FromRequest<S> for Json<T, MAX> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        if media_type(request.headers()).as_deref() != Some("application/json") {
            return Err(Error::refuse(Code::UnsupportedMediaType));
        }
        let bytes = body::read(request.into_body(), MAX).await?;
        json::read(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(text) => ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response(),
            Err(error) => Error::Internal(format!("an answer cannot be written: {error}")).into_response(),
        }
    }
}

/// A body of at most `MAX` bytes as it came, with the media type that it names, in small letters and without parameters.
pub struct Raw<const MAX: usize = BODY_BYTES_MAX> {
    /// The media type; absent where none was named.
    pub media_type: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl<S: Send + Sync, const MAX: usize> FromRequest<S> for Raw<MAX> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let media_type = media_type(request.headers());
        Ok(Self { media_type, bytes: body::read(request.into_body(), MAX).await? })
    }
}

/// The parts of the path. A part that cannot be read names nothing that is there.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let raw = RawPathParams::from_request_parts(parts, state).await;
        if raw.map_err(|_| Error::refuse(Code::NotFound))?.iter().any(|(_, value)| value.contains('\0')) {
            return Err(Error::refuse(Code::NotFound));
        }
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(_)) => Err(Error::refuse(Code::NotFound)),
            Err(rejection) => Err(Error::Internal(format!("a path: {rejection}"))),
        }
    }
}

/// The parameters of the address; `T` refuses unknown ones with `deny_unknown_fields`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        json::read_parameters(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// The media type that the request names, in small letters and without parameters; absent where none was named.
pub struct MediaType(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for MediaType {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(media_type(&parts.headers)))
    }
}

/// The reader's language.
pub struct Language(pub Lang);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(language(&parts.headers)))
    }
}

/// The language that the request asks for.
pub fn language(headers: &HeaderMap) -> Lang {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok());
    Lang::accepted(header.unwrap_or_default())
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let header = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(header.split(';').next()?.trim().to_ascii_lowercase())
}
