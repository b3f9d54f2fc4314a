//! `/approvals`: proposals that wait for a second person, and deciding several of them at once.

mod export;

use std::sync::Arc;

use axum::extract::State;
use shared::api::approvals::{ApprovalList, DecisionResult, DecisionResults, DecisionsRequest};
use shared::api::problem::FieldCode;
use shared::case::{check_optional_words, check_words};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Language};
use super::openapi::problems::Conflict;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::cases::decide_several::Decided;
use crate::error::Error;

/// How long a reason may be, in characters.
const REASON_MAX: usize = 2000;
/// How many proposals may be decided at once.
const ITEMS_MAX: usize = 100;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list_approvals))
        .routes(routes!(export::export_approvals))
        .routes(routes!(decide_several))
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

/// Approves or rejects several proposals whose proof is the same: the same resolution, verdict and reasons. Each is checked by
/// itself against what its maker saw; what becomes of one is nothing to the others.
#[utoipa::path(
    post,
    path = "/approvals/decisions",
    tag = "approvals",
    request_body = DecisionsRequest,
    responses((status = 200, description = "One result for each", body = DecisionResults), Conflict),
)]
async fn decide_several(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::Approve>,
    Language(lang): Language,
    Json(request): Json<DecisionsRequest>,
) -> Result<Json<DecisionResults>, Error> {
    let words = request.reason.as_deref();
    let decided = if request.approve {
        Decided::Approved(check_optional_words("reason", words, REASON_MAX, lang).map_err(Error::fields)?)
    } else {
        Decided::Rejected(check_words("reason", words.unwrap_or_default(), REASON_MAX, lang).map_err(Error::fields)?)
    };
    if request.items.is_empty() || request.items.len() > ITEMS_MAX {
        let code = if request.items.is_empty() { FieldCode::TooShort } else { FieldCode::TooMany };
        return Err(Error::field("items", code));
    }
    let decided = app.desk.decide_several(&caller, &request.items, &decided).await?;
    let results = request.items.iter().zip(decided).map(|(item, result)| {
        let (number, proposal) = (item.number, item.proposal);
        match result {
            Ok(missing) => DecisionResult { number, proposal, missing: Some(missing), problem: None },
            Err(error) => DecisionResult { number, proposal, missing: None, problem: Some(error.problem(lang, None)) },
        }
    });
    Ok(Json(DecisionResults { results: results.collect() }))
}
