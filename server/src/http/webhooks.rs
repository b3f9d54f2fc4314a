//! `/webhooks`: endpoints of other systems that are told what happens, and what was delivered to them.

mod deliveries;

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::webhooks::{
    ChangeEndpointRequest, DeliveryView, EndpointList, EndpointView, NewEndpointRequest, NewSecretView,
    RotateSecretRequest,
};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use super::openapi::problems::Conflict;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::webhooks::change_endpoint::ChangeEndpoint;
use crate::desk::webhooks::make_endpoint::MakeEndpoint;
use crate::desk::webhooks::remove_endpoint::RemoveEndpoint;
use crate::desk::webhooks::rotate_secret::RotateSecret;
use crate::desk::webhooks::test_endpoint::TestEndpoint;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks, make_webhook))
        .routes(routes!(get_webhook, change_webhook, remove_webhook))
        .routes(routes!(rotate_webhook_secret))
        .routes(routes!(test_webhook))
        .routes(routes!(deliveries::list_deliveries))
        .routes(routes!(deliveries::export::export_deliveries))
        .routes(routes!(deliveries::get_delivery))
        .routes(routes!(deliveries::replay_delivery))
        .routes(routes!(deliveries::replay_deliveries))
}

/// The endpoint that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfEndpoint {
    /// The endpoint
    #[expect(dead_code, reason = "only described here")]
    id: String,
}

/// Every endpoint.
#[utoipa::path(
    get,
    path = "/webhooks",
    tag = "webhooks",
    responses((status = 200, description = "The endpoints, the oldest first", body = EndpointList)),
)]
async fn list_webhooks(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
) -> Result<Json<EndpointList>, Error> {
    Ok(Json(app.desk.endpoints(&caller).await?))
}

/// Makes an endpoint. The answer has its secret, for this once.
#[utoipa::path(
    post,
    path = "/webhooks",
    tag = "webhooks",
    request_body = NewEndpointRequest,
    responses((status = 201, description = "The endpoint, and its secret", body = NewSecretView)),
)]
async fn make_webhook(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Json(endpoint): Json<NewEndpointRequest>,
) -> Result<(StatusCode, Json<NewSecretView>), Error> {
    let make = MakeEndpoint { caller, endpoint, reach: app.config.reach() };
    Ok((StatusCode::CREATED, Json(app.desk.execute(make).await?)))
}

/// Reads an endpoint.
#[utoipa::path(
    get,
    path = "/webhooks/{id}",
    tag = "webhooks",
    params(OfEndpoint),
    responses((status = 200, description = "The endpoint", body = EndpointView)),
)]
async fn get_webhook(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
) -> Result<Json<EndpointView>, Error> {
    Ok(Json(app.desk.endpoint(&caller, &id).await?))
}

/// Changes an endpoint. While it is disabled nothing is sent; what happens is kept for it, and sent once it is enabled.
#[utoipa::path(
    patch,
    path = "/webhooks/{id}",
    tag = "webhooks",
    params(OfEndpoint),
    request_body = ChangeEndpointRequest,
    responses((status = 200, description = "The endpoint", body = EndpointView)),
)]
async fn change_webhook(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
    Json(change): Json<ChangeEndpointRequest>,
) -> Result<Json<EndpointView>, Error> {
    let change = ChangeEndpoint { caller, id, change, reach: app.config.reach() };
    Ok(Json(app.desk.execute(change).await?))
}

/// Removes an endpoint, with all that waits for it.
#[utoipa::path(
    delete,
    path = "/webhooks/{id}",
    tag = "webhooks",
    params(OfEndpoint),
    responses((status = 204, description = "The endpoint is removed")),
)]
async fn remove_webhook(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    app.desk.execute(RemoveEndpoint { caller, id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a new secret; the one before signs too for a while.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/secret",
    tag = "webhooks",
    params(OfEndpoint),
    request_body = RotateSecretRequest,
    responses((status = 201, description = "The endpoint, and the new secret", body = NewSecretView)),
)]
async fn rotate_webhook_secret(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
    Json(rotation): Json<RotateSecretRequest>,
) -> Result<(StatusCode, Json<NewSecretView>), Error> {
    Ok((StatusCode::CREATED, Json(app.desk.execute(RotateSecret { caller, id, rotation }).await?)))
}

/// Sends a test event, by the same way as every other.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/test",
    tag = "webhooks",
    params(OfEndpoint),
    responses((status = 202, description = "Its delivery, which is under way", body = DeliveryView), Conflict),
)]
async fn test_webhook(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<DeliveryView>), Error> {
    Ok((StatusCode::ACCEPTED, Json(app.desk.execute(TestEndpoint { caller, id }).await?)))
}
