//! The funds-flow table as a file.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::problem::FieldCode;
use shared::money::Money;
use shared::recon::balance::{BalanceKnown, FlowRow, ProofState};
use utoipa::IntoParams;

use crate::app::App;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, Sheet, file};
use crate::http::extract::Query;
use crate::http::permitted::{Permitted, to};
use crate::http::recon::days::view::CalendarParameters;

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
#[utoipa::path(get, path = "/funds-flow/export", tag = "reconciliation", params(FlowExport), responses(ExportedFile))]
pub async fn export_funds_flow(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(FlowExport { account, from, to, format }): Query<FlowExport>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
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
