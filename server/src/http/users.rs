//! `/users`: people and their roles.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::users::{ChangeUserRequest, NewUserRequest, SetupLinkView, UserList, UserView};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use super::openapi::problems::Conflict;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::people::change_user::ChangeUser;
use crate::desk::people::make_setup_link::MakeSetupLink;
use crate::desk::people::make_user::MakeUser;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list_users, make_user))
        .routes(routes!(change_user))
        .routes(routes!(make_setup_link))
}

/// Every user.
#[utoipa::path(
    get,
    path = "/users",
    tag = "users",
    responses((status = 200, description = "The users, by name", body = UserList)),
)]
async fn list_users(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageUsers>,
) -> Result<Json<UserList>, Error> {
    Ok(Json(app.desk.users(&caller).await?))
}

/// Makes a user. The answer has the one-time link by which they set a password.
#[utoipa::path(
    post,
    path = "/users",
    tag = "users",
    request_body = NewUserRequest,
    responses((status = 201, description = "The user, and the link", body = SetupLinkView), Conflict),
)]
async fn make_user(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageUsers>,
    Json(user): Json<NewUserRequest>,
) -> Result<(StatusCode, Json<SetupLinkView>), Error> {
    Ok((StatusCode::CREATED, Json(app.desk.execute(MakeUser { caller, user }).await?)))
}

/// Changes a user's name to show, roles or standing.
#[utoipa::path(
    patch,
    path = "/users/{name}",
    tag = "users",
    params(("name" = String, Path, description = "The user's name")),
    request_body = ChangeUserRequest,
    responses((status = 200, description = "The user", body = UserView), Conflict),
)]
async fn change_user(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageUsers>,
    Path(name): Path<String>,
    Json(change): Json<ChangeUserRequest>,
) -> Result<Json<UserView>, Error> {
    Ok(Json(app.desk.execute(ChangeUser { caller, name, change }).await?))
}

/// Makes a one-time link by which a user sets a password; the links before it end.
#[utoipa::path(
    post,
    path = "/users/{name}/setup-link",
    tag = "users",
    params(("name" = String, Path, description = "The user's name")),
    responses((status = 201, description = "The user, and the link", body = SetupLinkView)),
)]
async fn make_setup_link(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageUsers>,
    Path(name): Path<String>,
) -> Result<(StatusCode, Json<SetupLinkView>), Error> {
    Ok((StatusCode::CREATED, Json(app.desk.execute(MakeSetupLink { caller, name }).await?)))
}
