//! What people do with an order, and what accounting says of it. Each of the desk's answers the order as it stands after it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::correction_orders::{
    AcknowledgementRequest, AcknowledgementView, DraftOrderRequest, EditOrderRequest, OrderView, ProposeOrderRequest,
    WithdrawOrderRequest,
};
use shared::api::problem::FieldCode;
use shared::case::{CaseNumber, check_words};
use shared::correction::OrderNumber;

use super::OfOrder;
use crate::app::App;
use crate::caller::Caller;
use crate::desk::corrections::acknowledge_order::AcknowledgeOrder;
use crate::desk::corrections::draft_order::DraftOrder;
use crate::desk::corrections::edit_order::EditOrder;
use crate::desk::corrections::propose_order::ProposeOrder;
use crate::desk::corrections::withdraw_order::WithdrawOrder;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

/// How long a reason may be, in characters.
const REASON_MAX: usize = 2000;

type Answer = Result<Json<OrderView>, Error>;

/// Drafts an order from a case, its lines computed and explained.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/correction-orders",
    tag = "corrections",
    params(("number" = CaseNumber, Path, description = "The case's number")),
    request_body = DraftOrderRequest,
    responses((status = 201, description = "The draft", body = OrderView), Conflict),
)]
pub async fn draft_order(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<CaseNumber>,
    Json(request): Json<DraftOrderRequest>,
) -> Result<(StatusCode, Json<OrderView>), Error> {
    let order = app.desk.execute(DraftOrder { caller: caller.clone(), number, request }).await?;
    Ok((StatusCode::CREATED, read(&app, &caller, order).await?))
}

/// Changes a draft within the rules; its lines are computed anew.
#[utoipa::path(
    patch,
    path = "/correction-orders/{number}",
    tag = "corrections",
    params(OfOrder),
    request_body = EditOrderRequest,
    responses((status = 200, description = "The order", body = OrderView), Conflict),
)]
pub async fn edit_order(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<OrderNumber>,
    Json(EditOrderRequest { version, changes: edit }): Json<EditOrderRequest>,
) -> Answer {
    app.desk.execute(EditOrder { caller: caller.clone(), number, version, edit }).await?;
    read(&app, &caller, number).await
}

/// Puts an order to checkers. They approve or reject it as the open proposal of its case.
#[utoipa::path(
    post,
    path = "/correction-orders/{number}/proposal",
    tag = "corrections",
    params(OfOrder),
    request_body = ProposeOrderRequest,
    responses((status = 200, description = "The order", body = OrderView), Conflict),
)]
pub async fn propose_order(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<OrderNumber>,
    Language(lang): Language,
    Json(ProposeOrderRequest { version, case_version, reason }): Json<ProposeOrderRequest>,
) -> Answer {
    let reason = check_words("reason", &reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(ProposeOrder { caller: caller.clone(), number, version, case_version, reason }).await?;
    read(&app, &caller, number).await
}

/// Takes an order back: before it was sent, or after accounting refused it.
#[utoipa::path(
    post,
    path = "/correction-orders/{number}/withdraw",
    tag = "corrections",
    params(OfOrder),
    request_body = WithdrawOrderRequest,
    responses((status = 200, description = "The order", body = OrderView), Conflict),
)]
pub async fn withdraw_order(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::WorkCases>,
    Path(number): Path<OrderNumber>,
    Language(lang): Language,
    Json(WithdrawOrderRequest { version, reason }): Json<WithdrawOrderRequest>,
) -> Answer {
    let reason = check_words("reason", &reason, REASON_MAX, lang).map_err(Error::fields)?;
    app.desk.execute(WithdrawOrder { caller: caller.clone(), number, version, reason }).await?;
    read(&app, &caller, number).await
}

/// Takes what accounting says of a sending: posted with its voucher number, or failed with a reason. The same again is
/// answered the same, for ever; anything else is a conflict.
#[utoipa::path(
    post,
    path = "/correction-orders/{number}/acknowledgement",
    tag = "corrections",
    params(OfOrder),
    request_body = AcknowledgementRequest,
    responses((status = 200, description = "What was said, and when first", body = AcknowledgementView), Conflict),
)]
pub async fn acknowledge_order(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::AcknowledgePostings>,
    Path(number): Path<OrderNumber>,
    Json(request): Json<AcknowledgementRequest>,
) -> Result<Json<AcknowledgementView>, Error> {
    let answer = request.answer().ok_or_else(|| Error::field("outcome", FieldCode::Conflict))?;
    let attempt = request.attempt;
    Ok(Json(app.desk.execute(AcknowledgeOrder { caller, number, attempt, answer }).await?))
}

async fn read(app: &App, caller: &Caller, number: OrderNumber) -> Answer {
    Ok(Json(app.desk.read_order(caller, number).await?))
}
