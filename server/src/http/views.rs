//! `/views`: a person's saved views of the queue.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::problem::FieldCode;
use shared::api::views::{SavedView, SavedViewList};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use crate::app::App;
use crate::desk::people::authenticate::SignedIn;
use crate::desk::people::save_view::{DeleteView, SaveView};
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list_views)).routes(routes!(save_view, delete_view))
}

/// One's saved views.
#[utoipa::path(
    get,
    path = "/views",
    tag = "views",
    responses((status = 200, description = "The views, by name", body = SavedViewList)),
)]
async fn list_views(
    State(app): State<Arc<App>>,
    SignedIn { caller, .. }: SignedIn,
) -> Result<Json<SavedViewList>, Error> {
    Ok(Json(app.desk.saved_views(&caller).await?))
}

/// Saves a view under its name, over what had that name.
#[utoipa::path(
    put,
    path = "/views/{name}",
    tag = "views",
    params(("name" = String, Path, description = "The view's name, the same as in the body")),
    request_body = SavedView,
    responses((status = 200, description = "The view", body = SavedView)),
)]
async fn save_view(
    State(app): State<Arc<App>>,
    SignedIn { caller, .. }: SignedIn,
    Path(name): Path<String>,
    Json(view): Json<SavedView>,
) -> Result<Json<SavedView>, Error> {
    if view.name != name {
        return Err(Error::field("name", FieldCode::Conflict));
    }
    Ok(Json(app.desk.execute(SaveView { caller, view }).await?))
}

/// Forgets a view.
#[utoipa::path(
    delete,
    path = "/views/{name}",
    tag = "views",
    params(("name" = String, Path, description = "The view's name")),
    responses((status = 204, description = "It is forgotten")),
)]
async fn delete_view(
    State(app): State<Arc<App>>,
    SignedIn { caller, .. }: SignedIn,
    Path(name): Path<String>,
) -> Result<StatusCode, Error> {
    app.desk.execute(DeleteView { caller, name }).await?;
    Ok(StatusCode::NO_CONTENT)
}
