//! `/notices`: what the desk tells a person.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::notices::{NoticeList, ReadRequest};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Json;
use crate::app::App;
use crate::desk::people::authenticate::SignedIn;
use crate::desk::people::read_notices::ReadNotices;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list_notices)).routes(routes!(read_notices))
}

/// One's notices, the newest first.
#[utoipa::path(
    get,
    path = "/notices",
    tag = "notices",
    responses((status = 200, description = "The notices", body = NoticeList)),
)]
async fn list_notices(
    State(app): State<Arc<App>>,
    SignedIn { caller, .. }: SignedIn,
) -> Result<Json<NoticeList>, Error> {
    Ok(Json(app.desk.notices(&caller).await?))
}

/// Marks one's notices as read.
#[utoipa::path(
    post,
    path = "/notices/read",
    tag = "notices",
    request_body = ReadRequest,
    responses((status = 204, description = "They are read")),
)]
async fn read_notices(
    State(app): State<Arc<App>>,
    SignedIn { caller, .. }: SignedIn,
    Json(ReadRequest { up_to }): Json<ReadRequest>,
) -> Result<StatusCode, Error> {
    app.desk.execute(ReadNotices { caller, up_to }).await?;
    Ok(StatusCode::NO_CONTENT)
}
