//! What people do in a day: have it run, tie lines together, undo a match.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::problem::FieldCode;
use shared::api::recon::{
    MatchByHandRequest, ResolveTogetherRequest, ResolvedTogether, TOGETHER_MAX, TiedByHand, UndoMatchRequest,
};
use shared::case::check_words;

use super::{DayPath, MatchPath, OfDay, OfMatch};
use crate::app::App;
use crate::desk::recon::days::match_by_hand::TieLines;
use crate::desk::recon::days::undo_match::UndoMatch;
use crate::desk::recon::run::ask_for_run::AskForRun;
use crate::error::{Error, fault};
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};
use crate::http::recon::REASON_MAX;

/// Has a day matched anew, in the background. Days are matched by themselves whenever something comes into them.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/run",
    tag = "reconciliation",
    params(OfDay),
    responses((status = 202, description = "The day will be matched"), Conflict),
)]
pub async fn run_day(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
) -> Result<StatusCode, Error> {
    app.desk.execute(AskForRun { caller, account, date }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Ties lines together by hand, of this day and of other open days of the account. Lines that differ beyond the tolerance become
/// one discrepancy.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/matches",
    tag = "reconciliation",
    params(OfDay),
    request_body = MatchByHandRequest,
    responses((status = 201, description = "What came of it", body = TiedByHand), Conflict),
)]
pub async fn match_by_hand(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Language(lang): Language,
    Json(MatchByHandRequest { version, lines, reason }): Json<MatchByHandRequest>,
) -> Result<(StatusCode, Json<TiedByHand>), Error> {
    let reason = check_words("reason", &reason, REASON_MAX, lang).map_err(Error::fields)?;
    let tied = app.desk.execute(TieLines { caller, account, date, version, lines, reason }).await?;
    Ok((StatusCode::CREATED, Json(tied)))
}

/// Undoes a match. Its lines are tied together by hand only, from then on; the day is matched anew.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/matches/{id}/undo",
    tag = "reconciliation",
    params(OfMatch),
    request_body = UndoMatchRequest,
    responses((status = 202, description = "It is undone, and the day will be matched"), Conflict),
)]
pub async fn undo_match(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(MatchPath { account, date, id }): Path<MatchPath>,
    Language(lang): Language,
    Json(UndoMatchRequest { version, reason }): Json<UndoMatchRequest>,
) -> Result<StatusCode, Error> {
    let reason = check_words("reason", &reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(UndoMatch { caller, account, date, version, id, reason }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Resolves cases of discrepancies together: of one account, one type and one likely cause. Each is checked and decided by itself;
/// those that are refused are left, with why.
#[utoipa::path(
    post,
    path = "/discrepancies/resolve",
    tag = "reconciliation",
    request_body = ResolveTogetherRequest,
    responses((status = 200, description = "What became of each", body = ResolvedTogether)),
)]
pub async fn resolve_together(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Language(lang): Language,
    Json(request): Json<ResolveTogetherRequest>,
) -> Result<Json<ResolvedTogether>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    if request.cases.is_empty() {
        return Err(Error::field("cases", FieldCode::TooShort));
    }
    if request.cases.len() > TOGETHER_MAX {
        return Err(Error::field("cases", FieldCode::TooMany));
    }
    let unseen = request.cases.iter().enumerate().filter(|(_, seen)| seen.version < 1);
    let faults: Vec<_> =
        unseen.map(|(place, _)| fault(format!("cases[{place}].version"), FieldCode::OutOfRange)).collect();
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    let request = ResolveTogetherRequest { reason, ..request };
    Ok(Json(app.desk.resolve_together(&caller, &request, lang).await?))
}
