//! `/policies`: the desk's policy, its versions and its trail. Changes of it: `policies/changes.rs`.

mod changes;

use std::sync::Arc;

use axum::extract::State;
use shared::api::exceptions::AuditView;
use shared::api::policies::{PolicyVersionList, PolicyView};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Json;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::policies::SUBJECT;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(get_policy))
        .routes(routes!(list_policy_versions))
        .routes(routes!(get_policy_trail))
        .routes(routes!(changes::list_policy_changes, changes::propose_policy_change))
        .routes(routes!(changes::get_policy_change))
        .routes(routes!(changes::get_policy_change_effect))
        .routes(routes!(changes::approve_policy_change))
        .routes(routes!(changes::reject_policy_change))
        .routes(routes!(changes::withdraw_policy_change))
}

/// The path of a change of the policy, as the API's description shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes")]
struct OfChange {
    /// The change's number
    #[param(minimum = 1)]
    seq: i32,
}

/// The policy in force, and the change that awaits approval.
#[utoipa::path(
    get,
    path = "/policies",
    tag = "policies",
    responses((status = 200, description = "The policy", body = PolicyView)),
)]
async fn get_policy(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadPolicies>,
) -> Result<Json<PolicyView>, Error> {
    Ok(Json(app.desk.read_policy(&caller).await?))
}

/// Every version of the policy that was ever in force, the newest first.
#[utoipa::path(
    get,
    path = "/policies/versions",
    tag = "policies",
    responses((status = 200, description = "The versions", body = PolicyVersionList)),
)]
async fn list_policy_versions(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadPolicies>,
) -> Result<Json<PolicyVersionList>, Error> {
    Ok(Json(app.desk.list_policy_versions(&caller).await?))
}

/// Reads the policy's trail, ready to be verified as a case's is.
#[utoipa::path(
    get,
    path = "/policies/audit",
    tag = "policies",
    responses((status = 200, description = "The chain", body = AuditView)),
)]
async fn get_policy_trail(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadPolicies>,
) -> Result<Json<AuditView>, Error> {
    let links = app.desk.read_policy_trail(&caller).await?;
    Ok(Json(AuditView { subject: SUBJECT.to_owned(), links }))
}
