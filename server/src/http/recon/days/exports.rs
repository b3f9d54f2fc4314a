//! Lists of reconciliation as files: a day's lines, discrepancies, the calendar, the funds-flow table.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::problem::FieldCode;
use shared::api::recon::{DayLine, DiscrepancyView, LinePlace};
use shared::money::Money;
use shared::recon::balance::{BalanceKnown, FlowRow, ProofState};
use utoipa::IntoParams;

use super::lists::DiscrepancyParameters;
use super::view::CalendarParameters;
use super::{DayPath, OfDay};
use crate::app::App;
use crate::desk::recon::days::read_lists::LineFilter;
use crate::error::Error;
use crate::http::export::{Cell, Format, ROWS_MAX, Sheet, file};
use crate::http::extract::{Path, Query};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::parameters::Parameters;

/// How many rows are read at once.
const PAGE: i64 = 500;

/// In which format to export.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsFile {
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

impl AsFile {
    fn read(&self) -> Result<Format, Error> {
        format_of(self.format.as_deref())
    }
}

/// The format of that name; CSV where none is named.
pub(super) fn format_of(name: Option<&str>) -> Result<Format, Error> {
    let mut read = Parameters::default();
    let format = read.one("format", name, Format::from_name);
    read.refuse()?;
    Ok(format.unwrap_or_default())
}

/// Exports the lines of a day, by our order number.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}/lines/export",
    tag = "reconciliation",
    params(OfDay, AsFile),
    responses((status = 200, description = "The lines", content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))),
)]
pub async fn export_day_lines(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Query(as_file): Query<AsFile>,
) -> Result<Response, Error> {
    let format = as_file.read()?;
    let filter = LineFilter::default();
    let mut rows = Vec::new();
    let mut after = (String::new(), 0);
    loop {
        let page = app.desk.list_day_lines(&caller, (&account, date), &filter, (&after.0, after.1), PAGE).await?;
        rows.extend(page.items.iter().map(line_row));
        let last = page.items.last().filter(|_| page.next.is_some() && rows.len() < ROWS_MAX);
        let Some(last) = last else { break };
        after = (last.line.references.order_number.clone().unwrap_or_default(), last.id.0);
    }
    file(format, &format!("lines-{account}-{date}"), &[Sheet { name: "lines", columns: LINE_COLUMNS.to_vec(), rows }])
}

const LINE_COLUMNS: [&str; 16] = [
    "side",
    "date",
    "time",
    "kind",
    "direction",
    "amount",
    "fee",
    "currency",
    "status",
    "order_number",
    "channel_number",
    "entry_reference",
    "counterparty",
    "text",
    "place",
    "case",
];

fn line_row(line: &DayLine) -> Vec<Cell> {
    let (place, case) = match &line.place {
        LinePlace::New => ("new", None),
        LinePlace::Matched { .. } => ("matched", None),
        LinePlace::Held { .. } => ("held", None),
        LinePlace::Unmoved => ("unmoved", None),
        LinePlace::Discrepancy { kind, case, .. } => (kind.name(), *case),
    };
    let (said, references) = (&line.line, &line.line.references);
    vec![
        Cell::text(line.side.name()),
        Cell::text(said.date),
        Cell::optional(said.at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))),
        Cell::text(said.kind.name()),
        Cell::text(said.direction.name()),
        Cell::money(said.amount),
        said.fee.map_or(Cell::Empty, Cell::money),
        Cell::text(said.amount.currency().code()),
        Cell::text(said.status.name()),
        Cell::optional(references.order_number.as_ref()),
        Cell::optional(references.channel_number.as_ref()),
        Cell::optional(references.entry_reference.as_ref()),
        Cell::optional(said.counterparty.as_ref()),
        Cell::optional(said.text.as_ref()),
        Cell::text(place),
        Cell::optional(case),
    ]
}

/// Exports discrepancies, the newest first. `cursor` and `limit` are not looked at.
#[utoipa::path(
    get,
    path = "/discrepancies/export",
    tag = "reconciliation",
    params(DiscrepancyExport),
    responses((status = 200, description = "The discrepancies", content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))),
)]
pub async fn export_discrepancies(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(DiscrepancyExport { account, date, kind, state, format }): Query<DiscrepancyExport>,
) -> Result<Response, Error> {
    let format = format_of(format.as_deref())?;
    let filter = DiscrepancyParameters::of(account, date, kind, state).filter()?;
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let page = app.desk.list_discrepancies(&caller, &filter, after, PAGE).await?;
        rows.extend(page.items.iter().map(discrepancy_row));
        after = page.items.last().filter(|_| page.next.is_some() && rows.len() < ROWS_MAX).map(|last| last.id);
        if after.is_none() {
            break;
        }
    }
    let columns = DISCREPANCY_COLUMNS.to_vec();
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

const DISCREPANCY_COLUMNS: [&str; 10] =
    ["id", "account", "date", "type", "amount", "currency", "state", "case", "order_numbers", "likely_causes"];

fn discrepancy_row(found: &DiscrepancyView) -> Vec<Cell> {
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

/// The parameters of an export of the funds-flow table.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FlowExport {
    /// The account.
    account: String,
    /// The first date.
    #[param(format = Date)]
    from: String,
    /// The last; at most 366 days later.
    #[param(format = Date)]
    to: String,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

/// Exports the funds-flow table of an account.
#[utoipa::path(
    get,
    path = "/funds-flow/export",
    tag = "reconciliation",
    params(FlowExport),
    responses((status = 200, description = "The table", content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))),
)]
pub async fn export_funds_flow(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(FlowExport { account, from, to, format }): Query<FlowExport>,
) -> Result<Response, Error> {
    let format = format_of(format.as_deref())?;
    let (account, period) = CalendarParameters::of(Some(account), from, to).read()?;
    let account = account.ok_or_else(|| Error::field("account", FieldCode::Missing))?;
    let flow = app.desk.funds_flow(&caller, &account, period).await?;
    let rows = flow.rows.iter().map(flow_row).collect();
    let name = format!("funds-flow-{account}-{}-{}", period.0, period.1);
    file(format, &name, &[Sheet { name: "funds-flow", columns: FLOW_COLUMNS.to_vec(), rows }])
}

const FLOW_COLUMNS: [&str; 9] =
    ["date", "opening", "in", "out", "fees", "worked_out", "closing", "difference", "running_difference"];

fn flow_row(row: &FlowRow) -> Vec<Cell> {
    let proof = &row.proof;
    let money = |money: Option<Money>| money.map_or(Cell::Empty, Cell::money);
    let balance = |known: &Option<BalanceKnown>| money(known.as_ref().map(|known| known.amount));
    let difference = match &proof.state {
        ProofState::Breaks { difference, .. } => Some(*difference),
        ProofState::Holds => Some(Money::from_minor(0, row.running_difference.currency())),
        ProofState::Lacks { .. } => None,
    };
    vec![
        Cell::text(proof.date),
        balance(&proof.opening),
        money(proof.movement.map(|it| it.total_in)),
        money(proof.movement.map(|it| it.total_out)),
        money(proof.movement.map(|it| it.fees)),
        money(proof.worked_out),
        balance(&proof.closing),
        money(difference),
        Cell::money(row.running_difference),
    ]
}
