//! `/clients`: other systems that call the API, and their keys.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::clients::{ChangeClientRequest, ClientList, ClientView, NewClientRequest, NewKeyView, RotateRequest};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use super::openapi::problems::Conflict;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::clients::change_client::ChangeClient;
use crate::desk::clients::make_client::MakeClient;
use crate::desk::clients::revoke_key::RevokeKey;
use crate::desk::clients::rotate_key::RotateKey;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list_clients, make_client))
        .routes(routes!(change_client))
        .routes(routes!(rotate_key))
        .routes(routes!(revoke_key))
}

/// Every client, with its keys.
#[utoipa::path(
    get,
    path = "/clients",
    tag = "clients",
    responses((status = 200, description = "The clients, by name", body = ClientList)),
)]
async fn list_clients(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageClients>,
) -> Result<Json<ClientList>, Error> {
    Ok(Json(app.desk.clients(&caller).await?))
}

/// Makes a client. The answer has its key, for this once.
#[utoipa::path(
    post,
    path = "/clients",
    tag = "clients",
    request_body = NewClientRequest,
    responses((status = 201, description = "The client, and its key", body = NewKeyView), Conflict),
)]
async fn make_client(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageClients>,
    Json(client): Json<NewClientRequest>,
) -> Result<(StatusCode, Json<NewKeyView>), Error> {
    Ok((StatusCode::CREATED, Json(app.desk.execute(MakeClient { caller, client }).await?)))
}

/// Changes what a client may do, from where, how often, or at all.
#[utoipa::path(
    patch,
    path = "/clients/{name}",
    tag = "clients",
    params(("name" = String, Path, description = "The client's name")),
    request_body = ChangeClientRequest,
    responses((status = 200, description = "The client", body = ClientView)),
)]
async fn change_client(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageClients>,
    Path(name): Path<String>,
    Json(change): Json<ChangeClientRequest>,
) -> Result<Json<ClientView>, Error> {
    Ok(Json(app.desk.execute(ChangeClient { caller, name, change }).await?))
}

/// Makes a new key; the keys before it live on for a while.
#[utoipa::path(
    post,
    path = "/clients/{name}/keys",
    tag = "clients",
    params(("name" = String, Path, description = "The client's name")),
    request_body = RotateRequest,
    responses((status = 201, description = "The client, and the new key", body = NewKeyView)),
)]
async fn rotate_key(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageClients>,
    Path(name): Path<String>,
    Json(rotation): Json<RotateRequest>,
) -> Result<(StatusCode, Json<NewKeyView>), Error> {
    Ok((StatusCode::CREATED, Json(app.desk.execute(RotateKey { caller, name, rotation }).await?)))
}

/// Revokes a key: the next request with it is refused.
#[utoipa::path(
    delete,
    path = "/clients/{name}/keys/{key}",
    tag = "clients",
    params(
        ("name" = String, Path, description = "The client's name"),
        ("key" = String, Path, description = "The key's public part"),
    ),
    responses((status = 204, description = "The key is revoked")),
)]
async fn revoke_key(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageClients>,
    Path((name, key)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    app.desk.execute(RevokeKey { caller, name, key }).await?;
    Ok(StatusCode::NO_CONTENT)
}
