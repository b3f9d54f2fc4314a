//! Reading one case, what may be decided on it, and its trail.

use std::sync::Arc;

use axum::extract::State;
use shared::api::approvals::SeenView;
use shared::api::commands::ChoicesView;
use shared::api::exceptions::{AuditView, CaseView};
use shared::case::CaseNumber;

use super::{OfCase, OfProposal};
use crate::app::App;
use crate::error::Error;
use crate::http::extract::{Json, Path};
use crate::http::permitted::{Permitted, to};

/// Reads a case with all that a decision looks at. The beneficiary is masked.
#[utoipa::path(
    get,
    path = "/exceptions/{number}",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "The case", body = CaseView)),
)]
pub async fn get_exception(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
) -> Result<Json<CaseView>, Error> {
    Ok(Json(app.desk.read_case(&caller, number).await?))
}

/// Reads what the reader may decide now, and why not.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/choices",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "An answer for each resolution", body = ChoicesView)),
)]
pub async fn get_choices(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
) -> Result<Json<ChoicesView>, Error> {
    let choices = app.desk.read_choices(&caller, number).await?;
    Ok(Json(ChoicesView { choices, now: app.desk.clock.now() }))
}

/// Reads a case's trail, ready to be verified: each link's hash is SHA-256 over the hash before (32 bytes) and the entry.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/audit",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "The chain", body = AuditView)),
)]
pub async fn get_trail(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
) -> Result<Json<AuditView>, Error> {
    let links = app.desk.read_trail(&caller, number).await?;
    Ok(Json(AuditView { subject: number.to_string(), links }))
}

/// Reads a proposal as its maker saw the case, with what has happened since.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/proposals/{seq}",
    tag = "approvals",
    params(OfProposal),
    responses((status = 200, description = "What the maker saw", body = SeenView)),
)]
pub async fn get_proposal(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path((number, seq)): Path<(CaseNumber, i32)>,
) -> Result<Json<SeenView>, Error> {
    Ok(Json(app.desk.read_proposal(&caller, number, seq).await?))
}
