//! `/api/docs`: the description as a page to browse and try, made of files that the server carries itself.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing};
use shared::api::problem::Code;
use utoipa_swagger_ui::Config;

use crate::app::App;
use crate::error::Error;
use crate::http::API;
use crate::http::security::DOCUMENTATION_POLICY;

const PAGE: &str = "/api/docs/";

/// The page and what it is made of.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(PAGE.trim_end_matches('/'), routing::get(async || Redirect::permanent(PAGE)))
        .route(PAGE, routing::get(async || file("index.html")))
        .route(&format!("{PAGE}{{file}}"), routing::get(async |Path(name): Path<String>| file(&name)))
}

fn file(name: &str) -> Response {
    let config =
        Config::from(format!("{API}/openapi.json")).use_base_layout().doc_expansion("list").validator_url("none");
    let found = match utoipa_swagger_ui::serve(name, Arc::new(config)) {
        Ok(found) => found,
        Err(error) => return Error::Internal(format!("{PAGE}{name}: {error}")).into_response(),
    };
    let Some(file) = found else { return Error::refuse(Code::NotFound).into_response() };
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCUMENTATION_POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if file.gzpipped {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(media_type) = HeaderValue::from_str(&file.content_type) {
        headers.insert(CONTENT_TYPE, media_type);
    }
    response
}
