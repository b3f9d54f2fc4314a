//! What goes wrong on our side, as the reader sees it: a problem without internals, named as in the log.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::response::Response;
use axum::{Router, routing};
use clap::Parser;
use serde_json::Value;
use tower::ServiceExt;

use super::surround;
use crate::app::App;
use crate::config::Config;
use crate::error::Error;
use crate::store::StoreError;

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// A desk on an empty database, which goes with the folder.
async fn app() -> (tempfile::TempDir, Arc<App>) {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
    let settings = Settings::parse_from(["holdfast", "--database", &database]);
    (folder, Arc::new(App::open(settings.config).await.unwrap()))
}

async fn answer(router: Router<Arc<App>>, app: &Arc<App>) -> Response {
    let request = Request::get("/api/v1/fails").header("accept-language", "en").body(Body::empty()).unwrap();
    surround(router, app).with_state(app.clone()).oneshot(request).await.unwrap()
}

async fn problem(response: Response) -> Value {
    serde_json::from_slice(&to_bytes(response.into_body(), 1 << 20).await.unwrap()).unwrap()
}

async fn panicking() -> &'static str {
    panic!("the secret cause")
}

async fn failing() -> Result<(), Error> {
    Err(Error::Internal("the secret cause".to_owned()))
}

async fn without_database() -> Result<(), Error> {
    Err(Error::Store(StoreError::from(sqlx::Error::PoolTimedOut)))
}

#[tokio::test]
async fn failures_are_problems_without_internals() {
    let (_folder, app) = app().await;
    for (route, status, code, retry_after) in [
        (routing::get(panicking), 500, "internal", None),
        (routing::get(failing), 500, "internal", None),
        (routing::get(without_database), 503, "unavailable", Some("2")),
    ] {
        let response = answer(Router::new().route("/api/v1/fails", route), &app).await;
        assert_eq!(response.status(), status);
        let headers = response.headers().clone();
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(headers.get("retry-after").map(|value| value.to_str().unwrap()), retry_after);
        let problem = problem(response).await;
        assert_eq!(problem["code"], code);
        assert_eq!(problem["request_id"], headers["x-request-id"].to_str().unwrap());
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
}

#[tokio::test]
async fn two_requests_have_two_names() {
    let (_folder, app) = app().await;
    let name = async || answer(Router::new(), &app).await.headers()["x-request-id"].clone();
    assert_ne!(name().await, name().await);
}
