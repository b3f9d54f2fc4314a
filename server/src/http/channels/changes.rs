//! `/channels/{id}/changes`: changes of a channel are proposed by one person and approved by another.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::channels::{ApproveChangeRequest, ChangeList, ChangeRequest, ChangeView, EffectView};
use shared::api::commands::ReasonRequest;
use shared::case::{check_optional_words, check_words};

use super::{OfChange, OfChannel};
use crate::app::App;
use crate::desk::channels::check_change::{ApproveChange, RejectChange, WithdrawChange};
use crate::desk::channels::propose_change::ProposeChange;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

/// How long a reason may be, in characters.
const REASON_MAX: usize = 2000;
/// How large a profile may be, in bytes.
const PROFILE_BYTES_MAX: usize = 4 << 20;

/// Lists the changes of all channels that await approval, the oldest first.
#[utoipa::path(
    get,
    path = "/channel-changes",
    tag = "channels",
    responses((status = 200, description = "The changes", body = ChangeList)),
)]
pub async fn list_open_channel_changes(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
) -> Result<Json<ChangeList>, Error> {
    Ok(Json(app.desk.list_open_channel_changes(&caller).await?))
}

/// Lists every change of a channel, the newest first.
#[utoipa::path(
    get,
    path = "/channels/{id}/changes",
    tag = "channels",
    params(OfChannel),
    responses((status = 200, description = "The changes", body = ChangeList)),
)]
pub async fn list_channel_changes(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path(id): Path<String>,
) -> Result<Json<ChangeList>, Error> {
    Ok(Json(app.desk.list_channel_changes(&caller, &id).await?))
}

/// Proposes a change of a channel: the whole new profile. A channel that nobody has described is described so too.
#[utoipa::path(
    post,
    path = "/channels/{id}/changes",
    tag = "channels",
    params(OfChannel),
    request_body = ChangeRequest,
    responses((status = 201, description = "The change", body = ChangeView), Conflict),
)]
pub async fn propose_channel_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ProposeChannels>,
    Path(id): Path<String>,
    Language(lang): Language,
    Json(request): Json<ChangeRequest, PROFILE_BYTES_MAX>,
) -> Result<Response, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    let (channel, base_version, profile) = (id.clone(), request.base_version, request.profile);
    let propose = ProposeChange { caller: caller.clone(), channel, base_version, profile, reason, lang };
    let seq = app.desk.execute(propose).await?;
    let view = app.desk.read_channel_change(&caller, &id, seq).await?;
    Ok((StatusCode::CREATED, Json(view)).into_response())
}

/// Reads a change.
#[utoipa::path(
    get,
    path = "/channels/{id}/changes/{seq}",
    tag = "channels",
    params(OfChange),
    responses((status = 200, description = "The change", body = ChangeView)),
)]
pub async fn get_channel_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path((id, seq)): Path<(String, i32)>,
) -> Result<Json<ChangeView>, Error> {
    Ok(Json(app.desk.read_channel_change(&caller, &id, seq).await?))
}

/// Reads what a change would do to cases of the channel. Nothing is changed by asking.
#[utoipa::path(
    get,
    path = "/channels/{id}/changes/{seq}/effect",
    tag = "channels",
    params(OfChange),
    responses((status = 200, description = "The effect", body = EffectView)),
)]
pub async fn get_channel_change_effect(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path((id, seq)): Path<(String, i32)>,
) -> Result<Json<EffectView>, Error> {
    Ok(Json(app.desk.read_effect(&caller, &id, seq).await?))
}

/// Approves a change, as it was seen: its profile is in force, and open cases are read anew by it.
#[utoipa::path(
    post,
    path = "/channels/{id}/changes/{seq}/approve",
    tag = "channels",
    params(OfChange),
    request_body = ApproveChangeRequest,
    responses((status = 200, description = "The change", body = ChangeView), Conflict),
)]
pub async fn approve_channel_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ApproveChannels>,
    Path((id, seq)): Path<(String, i32)>,
    Language(lang): Language,
    Json(request): Json<ApproveChangeRequest>,
) -> Result<Json<ChangeView>, Error> {
    let reason = check_optional_words("reason", request.reason.as_deref(), REASON_MAX, lang).map_err(Error::fields)?;
    let (channel, binds_to) = (id.clone(), request.binds_to);
    app.desk.execute(ApproveChange { caller: caller.clone(), channel, seq, binds_to, reason }).await?;
    app.desk.channels.change();
    Ok(Json(app.desk.read_channel_change(&caller, &id, seq).await?))
}

/// Rejects a change.
#[utoipa::path(
    post,
    path = "/channels/{id}/changes/{seq}/reject",
    tag = "channels",
    params(OfChange),
    request_body = ReasonRequest,
    responses((status = 200, description = "The change", body = ChangeView), Conflict),
)]
pub async fn reject_channel_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ApproveChannels>,
    Path((id, seq)): Path<(String, i32)>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Result<Json<ChangeView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(RejectChange { caller: caller.clone(), channel: id.clone(), seq, reason }).await?;
    Ok(Json(app.desk.read_channel_change(&caller, &id, seq).await?))
}

/// Takes one's own change back.
#[utoipa::path(
    post,
    path = "/channels/{id}/changes/{seq}/withdraw",
    tag = "channels",
    params(OfChange),
    request_body = ReasonRequest,
    responses((status = 200, description = "The change", body = ChangeView), Conflict),
)]
pub async fn withdraw_channel_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ProposeChannels>,
    Path((id, seq)): Path<(String, i32)>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Result<Json<ChangeView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(WithdrawChange { caller: caller.clone(), channel: id.clone(), seq, reason }).await?;
    Ok(Json(app.desk.read_channel_change(&caller, &id, seq).await?))
}
