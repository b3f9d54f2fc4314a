//! Correction orders as a file: every order that the list's filters leave, the newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::correction::CorrectionOrder;
use shared::text::{Lang, Text};
use utoipa::IntoParams;

use super::{OrderParameters, read};
use crate::app::App;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::{Language, Query};
use crate::http::permitted::{Permitted, to};

/// The parameters of an export: those of the list, without its pages. Lists of values are separated by commas; any of them fits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrderExport {
    /// States.
    state: Option<String>,
    /// Kinds, such as `bounce_refund`.
    kind: Option<String>,
    /// A case's number.
    case: Option<String>,
    /// A channel.
    channel: Option<String>,
    /// A merchant's number in its source system.
    merchant: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

/// Exports the orders that a list would show, the newest first.
#[utoipa::path(
    get,
    path = "/correction-orders/export",
    operation_id = "export_correction_orders",
    tag = "corrections",
    params(OrderExport),
    responses(ExportedFile)
)]
pub async fn export_orders(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCorrections>,
    Language(lang): Language,
    Query(parameters): Query<OrderExport>,
) -> Result<Response, Error> {
    let OrderExport { state, kind, case, channel, merchant, format } = parameters;
    let format = Format::asked(format.as_deref())?;
    let list = OrderParameters { state, kind, case, channel, merchant, cursor: None, limit: Some(PAGE) };
    let (filter, _, limit) = read(&list)?;
    let (desk, caller, filter) = (&app.desk, &caller, &filter);
    let rows = all_rows(|after| async move {
        let page = desk.list_orders(caller, filter, after, limit).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(i64::MAX) < limit;
        let next = page.last().filter(|_| !is_last).map(|order| order.number);
        Ok((page.iter().map(|order| cells(order, lang)).collect(), next))
    })
    .await?;
    file(format, "correction-orders", &[Sheet { name: "correction-orders", columns: COLUMNS.to_vec(), rows }])
}

const COLUMNS: [&str; 18] = [
    "number",
    "kind",
    "kind_name",
    "state",
    "case",
    "channel",
    "payout",
    "merchant",
    "merchant_name",
    "amount",
    "currency",
    "reference",
    "attempts",
    "replaces",
    "drafted_by",
    "drafted_at",
    "updated_at",
    "funds_back_at",
];

fn cells(order: &CorrectionOrder, lang: Lang) -> Vec<Cell> {
    let amount = order.principal();
    vec![
        Cell::text(order.number),
        Cell::text(order.kind().name()),
        Cell::text(order.kind().text(lang)),
        Cell::text(order.state.name().name()),
        Cell::text(order.case),
        Cell::text(&order.payout.channel),
        Cell::text(&order.payout.order_number),
        Cell::text(&order.merchant.id),
        Cell::text(&order.merchant.name),
        Cell::money(amount),
        Cell::text(amount.currency().code()),
        Cell::text(order.cause.reference()),
        Cell::count(order.attempts),
        Cell::optional(order.replaces),
        Cell::text(&order.drafted_by),
        Cell::time(order.drafted_at),
        Cell::time(order.updated_at),
        order.funds_back_at.map_or(Cell::Empty, Cell::time),
    ]
}
