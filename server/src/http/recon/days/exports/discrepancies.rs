//! Discrepancies as a file: every one that the list's filters leave, the newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::recon::DiscrepancyView;
use utoipa::IntoParams;

use crate::app::App;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::Query;
use crate::http::permitted::{Permitted, to};
use crate::http::recon::days::lists::DiscrepancyParameters;

/// Exports discrepancies, the newest first.
#[utoipa::path(
    get,
    path = "/discrepancies/export",
    tag = "reconciliation",
    params(DiscrepancyExport),
    responses(ExportedFile)
)]
pub async fn export_discrepancies(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(DiscrepancyExport { account, date, kind, state, format }): Query<DiscrepancyExport>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let filter = DiscrepancyParameters::of(account, date, kind, state).filter()?;
    let (desk, caller, filter) = (&app.desk, &caller, &filter);
    let rows = all_rows(|after| async move {
        let page = desk.list_discrepancies(caller, filter, after, PAGE).await?;
        let next = page.items.last().filter(|_| page.next.is_some()).map(|last| last.id);
        Ok((page.items.iter().map(cells).collect(), next))
    })
    .await?;
    let columns = COLUMNS.to_vec();
    file(format, "discrepancies", &[Sheet { name: "discrepancies", columns, rows }])
}

/// The parameters of an export of discrepancies.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiscrepancyExport {
    /// An account.
    account: Option<String>,
    /// The business date in which they were found.
    #[param(format = Date)]
    date: Option<String>,
    /// A type, such as `missing_internal`.
    kind: Option<String>,
    /// Where they stand: `open`, `settled`, `cleared`.
    state: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

const COLUMNS: [&str; 10] =
    ["id", "account", "date", "type", "amount", "currency", "state", "case", "order_numbers", "likely_causes"];

fn cells(found: &DiscrepancyView) -> Vec<Cell> {
    let orders: Vec<&str> =
        found.lines.iter().filter_map(|line| line.line.references.order_number.as_deref()).collect();
    let causes: Vec<&str> = found.causes.iter().map(|cause| cause.why.name()).collect();
    vec![
        Cell::count(found.id),
        Cell::text(&found.account),
        Cell::text(found.date),
        Cell::text(found.kind.name()),
        Cell::money(found.amount),
        Cell::text(found.amount.currency().code()),
        Cell::text(found.state.name()),
        Cell::optional(found.case.as_ref().map(|case| case.number)),
        Cell::text(orders.join(" ")),
        Cell::text(causes.join(" ")),
    ]
}
