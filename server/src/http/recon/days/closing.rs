//! What people and our books do so that a day can be closed, and closing it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::commands::ReasonRequest;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{ApproveClosingRequest, BalanceRequest, CollectedRequest, DayView, ProposeClosingRequest};
use shared::case::{check_attachments, check_optional_words, check_words};
use shared::money::{Currency, Money};

use super::{DayPath, OfDay};
use crate::app::App;
use crate::caller::Caller;
use crate::desk::recon::days::close_day::{CloseDay, Closing};
use crate::desk::recon::days::collect_days::CollectDays;
use crate::desk::recon::days::tell_balance::TellBalance;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::{Conflict, NotThere};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::REASON_MAX;

/// How large a balance with its screenshot may be, in bytes.
const BALANCE_BYTES_MAX: usize = 8 << 20;

/// Tells a balance that a person read off the channel's portal, where no file states it.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/balances",
    tag = "reconciliation",
    params(OfDay),
    request_body = BalanceRequest,
    responses((status = 201, description = "The day", body = DayView), Conflict),
)]
pub async fn tell_balance(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Language(lang): Language,
    Json(request): Json<BalanceRequest, BALANCE_BYTES_MAX>,
) -> Result<(StatusCode, Json<DayView>), Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    let reference =
        check_optional_words("reference", request.reference.as_deref(), 200, lang).map_err(Error::fields)?;
    if request.attachments.len() > 1 {
        return Err(Error::field("attachments", FieldCode::TooMany));
    }
    let files = check_attachments(&request.attachments, lang).map_err(Error::fields)?;
    let currency = Currency::from_code(&request.amount.currency);
    let currency = currency.ok_or_else(|| Error::field("amount.currency", FieldCode::UnknownCurrency))?;
    let amount = Money::parse(&request.amount.amount, currency);
    let tell = TellBalance {
        caller: caller.clone(),
        account: account.clone(),
        date,
        version: request.version,
        moment: request.moment,
        amount: amount.map_err(|_| Error::field("amount.amount", FieldCode::BadAmount))?,
        seen_at: request.seen_at,
        reference,
        reason,
        attachments: files,
    };
    app.desk.execute(tell).await?;
    Ok((StatusCode::CREATED, Json(app.desk.read_day(&caller, (&account, date)).await?)))
}

/// Our books say that all their lines up to a day are there: what the channel has beyond them is missing, not waited for.
#[utoipa::path(
    post,
    path = "/ledger-days",
    tag = "reconciliation",
    request_body = CollectedRequest,
    responses((status = 204, description = "It is noted"), NotThere, Conflict),
)]
pub async fn end_ledger_day(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendLedgerLines>,
    Json(CollectedRequest { account, date }): Json<CollectedRequest>,
) -> Result<StatusCode, Error> {
    app.desk.execute(CollectDays { caller, account, until: date }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A person says the same of our books.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/collected",
    tag = "reconciliation",
    params(OfDay),
    responses((status = 200, description = "The day", body = DayView), Conflict),
)]
pub async fn collect_day(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
) -> Result<Json<DayView>, Error> {
    app.desk.execute(CollectDays { caller: caller.clone(), account: account.clone(), until: date }).await?;
    Ok(Json(app.desk.read_day(&caller, (&account, date)).await?))
}

/// Proposes to close a day, as it was seen.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/closing",
    tag = "reconciliation",
    params(OfDay),
    request_body = ProposeClosingRequest,
    responses((status = 201, description = "The day", body = DayView), Conflict),
)]
pub async fn propose_closing(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(path): Path<DayPath>,
    Language(lang): Language,
    Json(ProposeClosingRequest { seen, reason }): Json<ProposeClosingRequest>,
) -> Result<(StatusCode, Json<DayView>), Error> {
    let reason = check_optional_words("reason", reason.as_deref(), REASON_MAX, lang).map_err(Error::fields)?;
    Ok((StatusCode::CREATED, act(&app, caller, path, Closing::Propose { seen, reason }).await?))
}

/// Approves that a day is closed, as it was seen: it is closed, for good.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/closing/approve",
    tag = "reconciliation",
    params(OfDay),
    request_body = ApproveClosingRequest,
    responses((status = 200, description = "The day, which is closed", body = DayView), Conflict),
)]
pub async fn approve_closing(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ApproveClosing>,
    Path(path): Path<DayPath>,
    Language(lang): Language,
    Json(ApproveClosingRequest { seen, reason }): Json<ApproveClosingRequest>,
) -> Result<Json<DayView>, Error> {
    let reason = check_optional_words("reason", reason.as_deref(), REASON_MAX, lang).map_err(Error::fields)?;
    act(&app, caller, path, Closing::Approve { seen, reason }).await
}

/// Rejects that a day is closed.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/closing/reject",
    tag = "reconciliation",
    params(OfDay),
    request_body = ReasonRequest,
    responses((status = 200, description = "The day", body = DayView), Conflict),
)]
pub async fn reject_closing(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ApproveClosing>,
    Path(path): Path<DayPath>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Result<Json<DayView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    act(&app, caller, path, Closing::Reject { reason }).await
}

/// Takes back what one proposed.
#[utoipa::path(
    post,
    path = "/days/{account}/{date}/closing/withdraw",
    tag = "reconciliation",
    params(OfDay),
    request_body = ReasonRequest,
    responses((status = 200, description = "The day", body = DayView), Conflict),
)]
pub async fn withdraw_closing(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkRecon>,
    Path(path): Path<DayPath>,
    Language(lang): Language,
    Json(request): Json<ReasonRequest>,
) -> Result<Json<DayView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    act(&app, caller, path, Closing::Withdraw { reason }).await
}

async fn act(app: &App, caller: Caller, path: DayPath, closing: Closing) -> Result<Json<DayView>, Error> {
    let DayPath { account, date } = path;
    let close = CloseDay { caller: caller.clone(), account: account.clone(), date, closing };
    if !app.desk.execute(close).await? {
        return Err(Error::refuse(Code::DayChanged));
    }
    Ok(Json(app.desk.read_day(&caller, (&account, date)).await?))
}
