//! Files of lines, and what was understood of one, as tables.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::recon::{StatementState, StatementView};
use shared::money::Money;
use shared::recon::Line;
use utoipa::IntoParams;

use super::{OfFile, filter};
use crate::app::App;
use crate::error::Error;
use crate::http::export::{AsFile, Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::{Path, Query};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::line_cells;
use crate::http::recon::parameters::Parameters;

/// The parameters of an export of files. Lists of values are separated by commas; any of them fits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileExport {
    /// An account.
    account: Option<String>,
    /// Whose lines: `ours` or `channel`.
    side: Option<String>,
    /// States: `reading`, `read`, `refused`, `booked`, `discarded`.
    state: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

/// Exports the list of files, the newest first.
#[utoipa::path(get, path = "/statements/export", tag = "reconciliation", params(FileExport), responses(ExportedFile))]
pub async fn export_statements(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(FileExport { account, side, state, format }): Query<FileExport>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let mut read = Parameters::default();
    let filter = filter(&mut read, account.as_deref(), side.as_deref(), state.as_deref());
    read.refuse()?;
    let (desk, caller, filter) = (&app.desk, &caller, &filter);
    let rows = all_rows(|after| async move {
        let page = desk.list_statements(caller, filter, after, PAGE).await?;
        let next = page.items.last().filter(|_| page.next.is_some()).map(|last| last.id);
        Ok((page.items.iter().map(file_cells).collect(), next))
    })
    .await?;
    file(format, "statements", &[Sheet { name: "statements", columns: FILE_COLUMNS.to_vec(), rows }])
}

const FILE_COLUMNS: [&str; 21] = [
    "id",
    "account",
    "side",
    "name",
    "size_bytes",
    "sha256",
    "mapping",
    "state",
    "first_date",
    "last_date",
    "currency",
    "lines",
    "sum_in",
    "sum_out",
    "fees",
    "doubts",
    "received_by",
    "received_at",
    "booked_by",
    "booked_at",
    "discarded_because",
];

fn file_cells(file: &StatementView) -> Vec<Cell> {
    let statement = file.statement.as_ref();
    let money = |of: fn(&shared::recon::Sums) -> Money| statement.map_or(Cell::Empty, |it| Cell::money(of(&it.sums)));
    let count = |count: Option<usize>| count.map_or(Cell::Empty, Cell::count);
    let (booked, discarded) = match &file.state {
        StatementState::Booked { by, at, .. } => (Some((by, at)), None),
        StatementState::Discarded { reason, .. } => (None, Some(reason)),
        _ => (None, None),
    };
    vec![
        Cell::count(file.id),
        Cell::text(&file.account),
        Cell::text(file.side.name()),
        Cell::text(&file.name),
        Cell::count(file.size_bytes),
        Cell::text(file.sha256),
        Cell::optional(file.mapping.as_ref()),
        Cell::text(file.state.name().name()),
        Cell::optional(statement.map(|it| it.first_date)),
        Cell::optional(statement.map(|it| it.last_date)),
        Cell::optional(statement.map(|it| it.head.currency.code())),
        statement.map_or(Cell::Empty, |it| Cell::count(it.sums.count)),
        money(|sums| sums.sum_in),
        money(|sums| sums.sum_out),
        money(|sums| sums.fees),
        count(statement.map(|it| it.doubts.len())),
        Cell::text(&file.received_by),
        Cell::time(file.received_at),
        Cell::optional(booked.map(|(by, _)| by)),
        booked.map_or(Cell::Empty, |(_, at)| Cell::time(*at)),
        Cell::optional(discarded),
    ]
}

/// Exports what was understood of a file, line by line, in the order of the file.
#[utoipa::path(
    get,
    path = "/statements/{file}/lines/export",
    tag = "reconciliation",
    params(OfFile, AsFile),
    responses(ExportedFile)
)]
pub async fn export_statement_lines(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(id): Path<i64>,
    Query(AsFile { format }): Query<AsFile>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let (desk, caller) = (&app.desk, &caller);
    let rows = all_rows(|after: Option<i64>| async move {
        let page = desk.read_statement_lines(caller, id, after.unwrap_or_default(), PAGE).await?;
        let next = page.next.and_then(|next| next.parse().ok());
        Ok((page.items.iter().map(line_cells).collect(), next))
    })
    .await?;
    let columns = [&["position"], line_cells::COLUMNS.as_slice()].concat();
    file(format, &format!("statement-{id}-lines"), &[Sheet { name: "lines", columns, rows }])
}

fn line_cells(line: &Line) -> Vec<Cell> {
    let mut cells = vec![Cell::count(line.position)];
    cells.extend(line_cells::of(line));
    cells
}
