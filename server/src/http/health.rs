//! `GET /healthz`: whether this server can do its work, for whatever watches it.

use std::sync::Arc;

use axum::extract::State;

use crate::app::App;
use crate::error::Error;

/// Answers `ok` when the database answers; 503 when it does not.
pub async fn check(State(app): State<Arc<App>>) -> Result<&'static str, Error> {
    app.desk.check_health().await?;
    Ok("ok\n")
}
