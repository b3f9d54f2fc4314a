//! `/policies/changes`: changes of the policy are proposed by one person and approved by another.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::commands::ReasonRequest;
use shared::api::policies::{
    ApprovePolicyChangeRequest, PolicyChangeList, PolicyChangeRequest, PolicyChangeView, PolicyEffectView,
};
use shared::case::{check_optional_words, check_words};

use super::OfChange;
use crate::app::App;
use crate::desk::policies::check_policy_change::{ApprovePolicyChange, RejectPolicyChange, WithdrawPolicyChange};
use crate::desk::policies::propose_policy_change::ProposePolicyChange;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

/// How long a reason may be, in characters.
const REASON_MAX: usize = 2000;

/// Lists every change of the policy, the newest first.
#[utoipa::path(
    get,
    path = "/policies/changes",
    tag = "policies",
    responses((status = 200, description = "The changes", body = PolicyChangeList)),
)]
pub async fn list_policy_changes(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadPolicies>,
) -> Result<Json<PolicyChangeList>, Error> {
    Ok(Json(app.desk.list_policy_changes(&caller).await?))
}

/// Proposes a change of the policy: the whole new policy. Below the floors of the domain none is taken.
#[utoipa::path(
    post,
    path = "/policies/changes",
    tag = "policies",
    request_body = PolicyChangeRequest,
    responses((status = 201, description = "The change", body = PolicyChangeView), Conflict),
)]
pub async fn propose_policy_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ProposePolicies>,
    Language(lang): Language,
    Json(request): Json<PolicyChangeRequest>,
) -> Result<Response, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    let PolicyChangeRequest { base_version, policy, .. } = request;
    let propose = ProposePolicyChange { caller: caller.clone(), base_version, policy, reason, lang };
    let seq = app.desk.execute(propose).await?;
    let view = app.desk.read_policy_change(&caller, seq).await?;
    Ok((StatusCode::CREATED, Json(view)).into_response())
}

/// Reads a change.
#[utoipa::path(
    get,
    path = "/policies/changes/{seq}",
    tag = "policies",
    params(OfChange),
    responses((status = 200, description = "The change", body = PolicyChangeView)),
)]
pub async fn get_policy_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadPolicies>,
    Path(seq): Path<i32>,
) -> Result<Json<PolicyChangeView>, Error> {
    Ok(Json(app.desk.read_policy_change(&caller, seq).await?))
}

/// Reads what a change would do to the open proposals. Nothing is changed by asking.
#[utoipa::path(
    get,
    path = "/policies/changes/{seq}/effect",
    tag = "policies",
    params(OfChange),
    responses((status = 200, description = "The effect", body = PolicyEffectView)),
)]
pub async fn get_policy_change_effect(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(seq): Path<i32>,
) -> Result<Json<PolicyEffectView>, Error> {
    Ok(Json(app.desk.read_policy_effect(&caller, seq).await?))
}

/// Approves a change, as it was seen: its policy is in force. Open proposals of which it asks something else are voided.
#[utoipa::path(
    post,
    path = "/policies/changes/{seq}/approve",
    tag = "policies",
    params(OfChange),
    request_body = ApprovePolicyChangeRequest,
    responses((status = 200, description = "The change", body = PolicyChangeView), Conflict),
)]
pub async fn approve_policy_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ApprovePolicies>,
    Path(seq): Path<i32>,
    Language(lang): Language,
    Json(request): Json<ApprovePolicyChangeRequest>,
) -> Result<Json<PolicyChangeView>, Error> {
    let reason = check_optional_words("reason", request.reason.as_deref(), REASON_MAX, lang).map_err(Error::fields)?;
    let binds_to = request.binds_to;
    app.desk.execute(ApprovePolicyChange { caller: caller.clone(), seq, binds_to, reason }).await?;
    Ok(Json(app.desk.read_policy_change(&caller, seq).await?))
}

/// Rejects a change.
#[utoipa::path(
    post,
    path = "/policies/changes/{seq}/reject",
    tag = "policies",
    params(OfChange),
    request_body = ReasonRequest,
    responses((status = 200, description = "The change", body = PolicyChangeView), Conflict),
)]
pub async fn reject_policy_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ApprovePolicies>,
    Path(seq): Path<i32>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Result<Json<PolicyChangeView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(RejectPolicyChange { caller: caller.clone(), seq, reason }).await?;
    Ok(Json(app.desk.read_policy_change(&caller, seq).await?))
}

/// Takes one's own change back.
#[utoipa::path(
    post,
    path = "/policies/changes/{seq}/withdraw",
    tag = "policies",
    params(OfChange),
    request_body = ReasonRequest,
    responses((status = 200, description = "The change", body = PolicyChangeView), Conflict),
)]
pub async fn withdraw_policy_change(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ProposePolicies>,
    Path(seq): Path<i32>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Result<Json<PolicyChangeView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(WithdrawPolicyChange { caller: caller.clone(), seq, reason }).await?;
    Ok(Json(app.desk.read_policy_change(&caller, seq).await?))
}
