//! `/approvals`: proposals that wait for a second person.

use std::sync::Arc;

use axum::extract::State;
use shared::api::approvals::ApprovalList;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Json;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list_approvals))
}

/// Lists the open proposals: the riskiest first, the oldest of those first.
#[utoipa::path(
    get,
    path = "/approvals",
    tag = "approvals",
    responses((status = 200, description = "The proposals", body = ApprovalList)),
)]
async fn list_approvals(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
) -> Result<Json<ApprovalList>, Error> {
    Ok(Json(app.desk.list_approvals(&caller).await?))
}
