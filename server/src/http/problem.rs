//! Refusals and failures on their way out: one place turns them into RFC 9457 answers in the reader's language.
//!
//! A handler answers with an [`Error`]; it travels as an extension of an empty response, and [`answer`] writes the body.
//! A failure on our side is logged here, once, with its cause; the reader gets the request's identifier and no internals.

use std::any::Any;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::api::problem::MEDIA_TYPE;

use super::extract::language;
use super::origin::origin;
use crate::error::Error;

/// What a client without credentials is told to send.
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"holdfast\"");

#[derive(Clone)]
struct Travelling(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Travelling(Arc::new(self)));
        response
    }
}

/// Middleware: writes the body of whatever was refused or failed.
pub async fn answer(request: Request, next: Next) -> Response {
    let lang = language(request.headers());
    let request_id = origin(request.extensions()).request_id;
    let mut response = next.run(request).await;
    let Some(Travelling(error)) = response.extensions_mut().remove() else { return response };
    let problem = error.problem(lang, request_id);
    if problem.status >= 500 {
        tracing::error!(code = problem.code.name(), cause = &*error as &dyn std::error::Error, "a request failed");
    }
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    if let Some(seconds) = error.retry_after_seconds() {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    if problem.status == 401 {
        headers.insert(WWW_AUTHENTICATE, CHALLENGE);
    }
    *response.body_mut() = serde_json::to_vec(&problem).unwrap_or_default().into();
    response
}

/// What a panic in a handler answers.
pub fn of_panic(panic: Box<dyn Any + Send>) -> Response<Body> {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    Error::Internal(format!("a handler panicked: {words}")).into_response()
}
