//! The lines of a day as a file.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use shared::api::recon::{DayLine, LinePlace};

use crate::app::App;
use crate::desk::recon::days::read_lists::LineFilter;
use crate::error::Error;
use crate::http::export::{AsFile, Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::{Path, Query};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::days::{DayPath, OfDay};
use crate::http::recon::line_cells;

/// Exports the lines of a day, by our order number.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}/lines/export",
    tag = "reconciliation",
    params(OfDay, AsFile),
    responses(ExportedFile)
)]
pub async fn export_day_lines(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Query(AsFile { format }): Query<AsFile>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let (desk, caller, account, filter) = (&app.desk, &caller, &account, &LineFilter::default());
    let rows = all_rows(|after: Option<(String, i64)>| async move {
        let (key, id) = after.unwrap_or_default();
        let page = desk.list_day_lines(caller, (account, date), filter, (&key, id), PAGE).await?;
        let next = page.items.last().filter(|_| page.next.is_some());
        let next = next.map(|last| (last.line.references.order_number.clone().unwrap_or_default(), last.id.0));
        Ok((page.items.iter().map(cells).collect(), next))
    })
    .await?;
    let columns = [&["side"], line_cells::COLUMNS.as_slice(), &["place", "case"]].concat();
    file(format, &format!("lines-{account}-{date}"), &[Sheet { name: "lines", columns, rows }])
}

fn cells(line: &DayLine) -> Vec<Cell> {
    let (place, case) = match &line.place {
        LinePlace::New => ("new", None),
        LinePlace::Matched { .. } => ("matched", None),
        LinePlace::Held { .. } => ("held", None),
        LinePlace::Unmoved => ("unmoved", None),
        LinePlace::Discrepancy { kind, case, .. } => (kind.name(), *case),
    };
    let mut cells = vec![Cell::text(line.side.name())];
    cells.extend(line_cells::of(&line.line));
    cells.extend([Cell::text(place), Cell::optional(case)]);
    cells
}
