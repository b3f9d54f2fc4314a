//! HTTP: one file per resource with its routes, and around all of them what every request goes through.
//!
//! The rule here: extract, call the desk, answer. No rules, no SQL.

mod accept;
mod approvals;
mod assets;
mod authenticate;
mod body;
mod changes;
mod channels;
mod clients;
mod correction_orders;
mod exceptions;
mod export;
pub mod extract;
mod health;
pub mod json;
pub mod listen;
mod notices;
pub mod openapi;
pub mod origin;
mod page;
mod permitted;
mod policies;
mod problem;
mod recon;
mod security;
mod session;
mod setup;
mod users;
mod views;
mod watches;
mod webhooks;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::body::HttpBody;
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

/// How long a request may take before it is given up, beside the time that its body takes to arrive.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);
/// The slowest line on which a body is waited for, in bytes a second.
const LINE_SPEED_MIN: u64 = 256 << 10;
/// No body that is taken is larger than this, in bytes; for more nobody waits longer.
const BODY_BYTES_WAITED_FOR: u64 = 32 << 20;

/// Everything that the server answers.
pub fn router(app: Arc<App>) -> Router {
    let routes = RESOURCES.iter().fold(Router::new(), |router, routes| router.merge(Router::from(routes())));
    let router =
        Router::new().nest(API, routes).merge(openapi::routes()).route("/healthz", routing::get(health::check));
    surround(router.fallback(assets::serve), &app).with_state(app)
}

/// What every request goes through, from the last layer to the first.
fn surround(router: Router<Arc<App>>, app: &Arc<App>) -> Router<Arc<App>> {
    router
        .method_not_allowed_fallback(async || Error::refuse(Code::MethodNotAllowed))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(problem::of_panic))
        .layer(middleware::from_fn(problem::answer))
        .layer(middleware::from_fn_with_state(app.clone(), security::headers))
        .layer(middleware::from_fn_with_state(app.clone(), origin::name))
}

/// Every resource of the API; each file lists its own routes, described.
const RESOURCES: [fn() -> OpenApiRouter<Arc<App>>; 15] = [
    exceptions::routes,
    approvals::routes,
    changes::routes,
    channels::routes,
    correction_orders::routes,
    recon::routes,
    session::routes,
    setup::routes,
    users::routes,
    clients::routes,
    webhooks::routes,
    notices::routes,
    policies::routes,
    views::routes,
    watches::routes,
];

/// Gives up on requests that take too long: a body that trickles in, a database that hangs.
async fn in_time(request: Request, next: Next) -> Response {
    let length = request.body().size_hint().exact().unwrap_or_default();
    let time = REQUEST_TIME_MAX + Duration::from_secs(length.min(BODY_BYTES_WAITED_FOR) / LINE_SPEED_MIN);
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::later(Code::Unavailable, Duration::from_secs(5)).into_response(),
    }
}
