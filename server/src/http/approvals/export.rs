//! The proposals that wait, as a file.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use shared::api::approvals::ApprovalRow;
use shared::text::{Lang, Text};

use crate::app::App;
use crate::error::Error;
use crate::http::export::{AsFile, Cell, ExportedFile, Format, Sheet, file};
use crate::http::extract::{Language, Query};
use crate::http::permitted::{Permitted, to};

/// Exports the open proposals that the list shows, in its order.
#[utoipa::path(get, path = "/approvals/export", tag = "approvals", params(AsFile), responses(ExportedFile))]
pub async fn export_approvals(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Language(lang): Language,
    Query(AsFile { format }): Query<AsFile>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let rows = app.desk.list_approvals(&caller).await?.items.iter().map(|row| cells(row, lang)).collect();
    file(format, "approvals", &[Sheet { name: "approvals", columns: COLUMNS.to_vec(), rows }])
}

const COLUMNS: [&str; 17] = [
    "case",
    "proposal",
    "resolution",
    "resolution_name",
    "correction_order",
    "verdict",
    "channel",
    "merchant",
    "order_number",
    "amount",
    "currency",
    "maker",
    "proposed_at",
    "approvals_needed",
    "approvals_given",
    "why_approval_is_needed",
    "reason",
];

fn cells(row: &ApprovalRow, lang: Lang) -> Vec<Cell> {
    let ApprovalRow { case, proposal, .. } = row;
    let given = proposal.decisions.iter().filter(|decision| decision.approved).count();
    let why: Vec<String> = proposal.approvals.reasons.iter().map(|reason| reason.text(lang)).collect();
    vec![
        Cell::text(case.number),
        Cell::count(proposal.seq),
        Cell::text(proposal.resolution.name()),
        Cell::text(proposal.resolution.text(lang)),
        Cell::optional(proposal.correction),
        Cell::text(&case.verdict),
        Cell::text(&case.channel),
        Cell::text(&case.merchant),
        Cell::text(&case.order_number),
        Cell::money(case.amount),
        Cell::text(case.amount.currency().code()),
        Cell::text(&proposal.maker),
        Cell::time(proposal.proposed_at),
        Cell::count(proposal.approvals.required),
        Cell::count(given),
        Cell::text(why.join("; ")),
        Cell::optional(proposal.reason.as_ref()),
    ]
}
