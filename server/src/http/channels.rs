//! `/channels`: the channels' profiles and code dictionaries, their versions and their trail. Changes of them:
//! `channels/changes.rs`.

mod changes;

use std::sync::Arc;

use axum::extract::State;
use shared::api::channels::{ChannelList, ChannelView, EndingsView, VersionList};
use shared::api::exceptions::AuditView;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::channels::subject;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list_channels))
        .routes(routes!(get_channel))
        .routes(routes!(list_channel_versions))
        .routes(routes!(list_channel_endings))
        .routes(routes!(get_channel_trail))
        .routes(routes!(changes::list_open_channel_changes))
        .routes(routes!(changes::list_channel_changes, changes::propose_channel_change))
        .routes(routes!(changes::get_channel_change))
        .routes(routes!(changes::get_channel_change_effect))
        .routes(routes!(changes::approve_channel_change))
        .routes(routes!(changes::reject_channel_change))
        .routes(routes!(changes::withdraw_channel_change))
}

/// The path of what belongs to a channel, as the API's description shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes")]
struct OfChannel {
    /// The channel's identifier
    id: String,
}

/// The path of a change of a channel, as the API's description shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes")]
struct OfChange {
    /// The channel's identifier
    id: String,
    /// The change's number within the channel
    #[param(minimum = 1)]
    seq: i32,
}

/// Every channel that is described.
#[utoipa::path(
    get,
    path = "/channels",
    tag = "channels",
    responses((status = 200, description = "The channels, by identifier", body = ChannelList)),
)]
async fn list_channels(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
) -> Result<Json<ChannelList>, Error> {
    Ok(Json(app.desk.list_channels(&caller).await?))
}

/// One channel in force, with what each of its codes means, and the change that awaits approval.
#[utoipa::path(
    get,
    path = "/channels/{id}",
    tag = "channels",
    params(OfChannel),
    responses((status = 200, description = "The channel", body = ChannelView)),
)]
async fn get_channel(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path(id): Path<String>,
) -> Result<Json<ChannelView>, Error> {
    Ok(Json(app.desk.read_channel(&caller, &id).await?))
}

/// Every version of a channel that was ever in force, the newest first.
#[utoipa::path(
    get,
    path = "/channels/{id}/versions",
    tag = "channels",
    params(OfChannel),
    responses((status = 200, description = "The versions", body = VersionList)),
)]
async fn list_channel_versions(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path(id): Path<String>,
) -> Result<Json<VersionList>, Error> {
    Ok(Json(app.desk.list_channel_versions(&caller, &id).await?))
}

/// How closed cases of a channel ended, by every code that stood in their evidence.
#[utoipa::path(
    get,
    path = "/channels/{id}/endings",
    tag = "channels",
    params(OfChannel),
    responses((status = 200, description = "One item a code", body = EndingsView)),
)]
async fn list_channel_endings(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path(id): Path<String>,
) -> Result<Json<EndingsView>, Error> {
    Ok(Json(app.desk.read_channel_endings(&caller, &id).await?))
}

/// Reads a channel's trail, ready to be verified as a case's is.
#[utoipa::path(
    get,
    path = "/channels/{id}/audit",
    tag = "channels",
    params(OfChannel),
    responses((status = 200, description = "The chain", body = AuditView)),
)]
async fn get_channel_trail(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path(id): Path<String>,
) -> Result<Json<AuditView>, Error> {
    let links = app.desk.read_channel_trail(&caller, &id).await?;
    Ok(Json(AuditView { subject: subject(&id), links }))
}
