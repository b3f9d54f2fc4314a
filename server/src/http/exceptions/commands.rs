//! What people do with a case. Each answers the case as it stands after it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::commands::{
    ApproveRequest, ClaimRequest, NoteRequest, ObservationRequest, PayAgainRequest, ReasonRequest, ReleaseRequest,
    ResolveRequest, RevealView, WaitRequest,
};
use shared::api::exceptions::{CaseView, NoteView, RecordedView};
use shared::case::CaseNumber;
use shared::case::{check_optional_words, check_words};

use super::{OfCase, OfProposal};
use crate::app::App;
use crate::caller::Caller;
use crate::desk::cases::check_proposal::{ApproveProposal, RejectProposal, WithdrawProposal};
use crate::desk::cases::claim_case::ClaimCase;
use crate::desk::cases::keep_waiting::KeepWaiting;
use crate::desk::cases::pay_again::RequestPayAgain;
use crate::desk::cases::record_evidence::RecordObservation;
use crate::desk::cases::release_case::ReleaseCase;
use crate::desk::cases::request_query::RequestQuery;
use crate::desk::cases::resolve_case::ResolveCase;
use crate::desk::cases::reveal_beneficiary::RevealBeneficiary;
use crate::desk::cases::write_note::WriteNote;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

/// How long a reason may be, in characters.
const REASON_MAX: usize = 2000;
/// How long a note may be, in characters.
const NOTE_MAX: usize = 10_000;
/// How large an observation with its files may be, in bytes: five files of 4 MiB as base64, and some.
const OBSERVATION_BYTES_MAX: usize = 30 << 20;

type Answer = Result<Json<CaseView>, Error>;

/// Takes a case.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/claim",
    tag = "exceptions",
    params(OfCase),
    request_body = ClaimRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn claim(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Json(ClaimRequest { version, take_over }): Json<ClaimRequest>,
) -> Answer {
    app.desk.execute(ClaimCase { caller: caller.clone(), number, version, take_over }).await?;
    read(&app, &caller, number).await
}

/// Gives a case back.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/release",
    tag = "exceptions",
    params(OfCase),
    request_body = ReleaseRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn release(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Json(ReleaseRequest { version }): Json<ReleaseRequest>,
) -> Answer {
    app.desk.execute(ReleaseCase { caller: caller.clone(), number, version }).await?;
    read(&app, &caller, number).await
}

/// Puts a case to wait for the channel.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/wait",
    tag = "exceptions",
    params(OfCase),
    request_body = WaitRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn wait(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Language(lang): Language,
    Json(request): Json<WaitRequest>,
) -> Answer {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    let (version, until) = (request.version, request.until);
    app.desk.execute(KeepWaiting { caller: caller.clone(), number, version, until, reason, lang }).await?;
    read(&app, &caller, number).await
}

/// Writes a note on a case, in any state.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/notes",
    tag = "exceptions",
    params(OfCase),
    request_body = NoteRequest,
    responses((status = 201, description = "The note", body = NoteView)),
)]
pub async fn write_note(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Language(lang): Language,
    Json(NoteRequest { text }): Json<NoteRequest>,
) -> Result<Response, Error> {
    let text = check_words("text", &text, NOTE_MAX, lang).map_err(Error::fields)?;
    let note = app.desk.execute(WriteNote { caller, number, text }).await?;
    Ok((StatusCode::CREATED, Json(note)).into_response())
}

/// Asks the sending system to pay again, with corrected details and under a new order number.
///
/// It is told by the event `payout.pay_again_requested`. Refused while any attempt of the payout may still be paid.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/pay-again",
    tag = "exceptions",
    params(OfCase),
    request_body = PayAgainRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn pay_again(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Language(lang): Language,
    Json(request): Json<PayAgainRequest>,
) -> Answer {
    app.desk.execute(RequestPayAgain { caller: caller.clone(), number, request, lang }).await?;
    read(&app, &caller, number).await
}

/// Records what a person saw on the channel's portal, or a document.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/observations",
    tag = "exceptions",
    params(OfCase),
    request_body = ObservationRequest,
    responses((status = 201, description = "Recorded, with its claim", body = RecordedView)),
)]
pub async fn record_observation(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Language(lang): Language,
    Json(request): Json<ObservationRequest, OBSERVATION_BYTES_MAX>,
) -> Result<Response, Error> {
    let recorded = app.desk.execute(RecordObservation { caller, number, request, lang }).await?;
    Ok((StatusCode::CREATED, Json(recorded)).into_response())
}

/// Has the channel asked at once how the payout stands. What it answers is recorded as evidence.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/query",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "The case; the channel is asked within a second", body = CaseView), Conflict),
)]
pub async fn query_channel(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
) -> Answer {
    app.desk.execute(RequestQuery { caller: caller.clone(), number }).await?;
    read(&app, &caller, number).await
}

/// Shows the beneficiary unmasked. It is recorded each time.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/reveal",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "The beneficiary", body = RevealView)),
)]
pub async fn reveal(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::RevealBeneficiary>,
    Path(number): Path<CaseNumber>,
) -> Result<Json<RevealView>, Error> {
    let beneficiary = app.desk.execute(RevealBeneficiary { caller, number }).await?;
    Ok(Json(RevealView { beneficiary }))
}

/// Settles a case, or proposes to where the rules ask for approval.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/resolutions",
    tag = "exceptions",
    params(OfCase),
    request_body = ResolveRequest,
    responses((status = 200, description = "The case: closed, or with its open proposal", body = CaseView), Conflict),
)]
pub async fn resolve(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Language(lang): Language,
    Json(request): Json<ResolveRequest>,
) -> Answer {
    let reason = check_optional_words("reason", request.reason.as_deref(), REASON_MAX, lang).map_err(Error::fields)?;
    let (version, resolution) = (request.version, request.resolution);
    app.desk.execute(ResolveCase { caller: caller.clone(), number, version, resolution, reason, lang }).await?;
    read(&app, &caller, number).await
}

/// Approves a proposal, as it was seen. The last approval that is needed closes the case.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/proposals/{seq}/approve",
    tag = "approvals",
    params(OfProposal),
    request_body = ApproveRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn approve(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::Approve>,
    Path((number, proposal)): Path<(CaseNumber, i32)>,
    Language(lang): Language,
    Json(request): Json<ApproveRequest>,
) -> Answer {
    let reason = check_optional_words("reason", request.reason.as_deref(), REASON_MAX, lang).map_err(Error::fields)?;
    let binds_to = request.binds_to;
    app.desk.execute(ApproveProposal { caller: caller.clone(), number, proposal, binds_to, reason }).await?;
    read(&app, &caller, number).await
}

/// Rejects a proposal; the maker has the case again.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/proposals/{seq}/reject",
    tag = "approvals",
    params(OfProposal),
    request_body = ReasonRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn reject(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::Approve>,
    Path((number, proposal)): Path<(CaseNumber, i32)>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Answer {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(RejectProposal { caller: caller.clone(), number, proposal, reason }).await?;
    read(&app, &caller, number).await
}

/// Takes one's own proposal back.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/proposals/{seq}/withdraw",
    tag = "approvals",
    params(OfProposal),
    request_body = ReasonRequest,
    responses((status = 200, description = "The case", body = CaseView), Conflict),
)]
pub async fn withdraw(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path((number, proposal)): Path<(CaseNumber, i32)>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Answer {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(WithdrawProposal { caller: caller.clone(), number, proposal, reason }).await?;
    read(&app, &caller, number).await
}

async fn read(app: &App, caller: &Caller, number: CaseNumber) -> Answer {
    Ok(Json(app.desk.read_case(caller, number).await?))
}
