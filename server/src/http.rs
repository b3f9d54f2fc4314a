//! HTTP: one file per resource with its routes, and around all of them what every request goes through.
//!
//! The rule here: extract, call the desk, answer. No rules, no SQL.

mod approvals;
mod assets;
mod authenticate;
mod body;
mod channels;
mod clients;
mod exceptions;
pub mod extract;
mod health;
pub mod json;
mod notices;
pub mod openapi;
pub mod origin;
mod problem;
mod security;
mod session;
mod setup;
mod users;
mod views;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing};
use shared::api::problem::Code;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::error::Error;

/// Where the API stands.
pub const API: &str = "/api/v1";

/// How long a request may take before it is given up.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// Everything that the server answers.
pub fn router(app: Arc<App>) -> Router {
    let (api, document) = openapi::describe(resources()).split_for_parts();
    api.merge(openapi::routes(document))
        .route("/healthz", routing::get(health::check))
        .fallback(assets::serve)
        .method_not_allowed_fallback(async || Error::refuse(Code::MethodNotAllowed))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(problem::of_panic))
        .layer(middleware::from_fn(problem::answer))
        .layer(middleware::from_fn_with_state(app.clone(), security::headers))
        .layer(middleware::from_fn_with_state(app.clone(), origin::name))
        .with_state(app)
}

/// Every resource of the API; each file lists its own routes.
fn resources() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .merge(exceptions::routes())
        .merge(approvals::routes())
        .merge(channels::routes())
        .merge(session::routes())
        .merge(setup::routes())
        .merge(users::routes())
        .merge(clients::routes())
        .merge(notices::routes())
        .merge(views::routes())
}

/// Gives up on requests that take too long: a body that trickles in, a database that hangs.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIME_MAX, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::later(Code::Unavailable, Duration::from_secs(5)).into_response(),
    }
}
