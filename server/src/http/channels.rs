//! `/channels`: the channels' profiles and code dictionaries.

use std::sync::Arc;

use axum::extract::State;
use shared::api::channels::ChannelList;
use shared::api::problem::Code;
use shared::channel::ChannelProfile;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list_channels)).routes(routes!(get_channel))
}

/// Every channel that is described.
#[utoipa::path(get, path = "/channels", tag = "channels", responses((status = 200, description = "The channels, by identifier", body = ChannelList)))]
async fn list_channels(State(app): State<Arc<App>>, _: Permitted<to::ReadCases>) -> Result<Json<ChannelList>, Error> {
    Ok(Json(ChannelList { items: app.desk.channels.all() }))
}

/// One channel, with what each of its codes means.
#[utoipa::path(
    get,
    path = "/channels/{id}",
    tag = "channels",
    params(("id" = String, Path, description = "The channel's identifier")),
    responses((status = 200, description = "The channel", body = ChannelProfile)),
)]
async fn get_channel(
    State(app): State<Arc<App>>,
    _: Permitted<to::ReadCases>,
    Path(id): Path<String>,
) -> Result<Json<ChannelProfile>, Error> {
    let profile = app.desk.channels.profile(&id);
    if profile.is_described() { Ok(Json(profile)) } else { Err(Error::refuse(Code::NotFound)) }
}
