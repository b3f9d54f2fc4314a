//! `/setup`: setting a password by a one-time link.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::session::{SetupRequest, SetupView};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::authenticate::Stranger;
use super::extract::{Json, Path};
use super::openapi::problems::{Gone, NotThere, TooOften};
use crate::app::App;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(get_link)).routes(routes!(set_up))
}

/// Whom a link is for.
#[utoipa::path(
    get,
    path = "/setup/{token}",
    tag = "session",
    security(()),
    params(("token" = String, Path, description = "The link's token")),
    responses((status = 200, description = "Whom it is for", body = SetupView), Gone),
)]
async fn get_link(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result<Json<SetupView>, Error> {
    Ok(Json(app.desk.setup_link(&token).await?))
}

/// Sets a password by a link; the link is used up.
#[utoipa::path(
    post,
    path = "/setup",
    tag = "session",
    security(()),
    request_body = SetupRequest,
    responses((status = 204, description = "The password is set"), NotThere, Gone, TooOften),
)]
async fn set_up(
    State(app): State<Arc<App>>,
    Stranger { origin, .. }: Stranger,
    Json(request): Json<SetupRequest>,
) -> Result<StatusCode, Error> {
    app.desk.set_up(request, origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
