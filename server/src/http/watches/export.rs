//! The return watch as a file: every payout under watch, the next to end first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use shared::api::watches::WatchedRow;

use crate::app::App;
use crate::error::Error;
use crate::http::export::{AsFile, Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::Query;
use crate::http::permitted::{Permitted, to};

/// Exports the payouts under watch: the next to end first, and last those whose end cannot be counted yet.
#[utoipa::path(get, path = "/return-watch/export", tag = "return watch", params(AsFile), responses(ExportedFile))]
pub async fn export_watches(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Query(AsFile { format }): Query<AsFile>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let (desk, caller) = (&app.desk, &caller);
    let rows = all_rows(|after| async move {
        let page = desk.list_watches(caller, after, PAGE).await?;
        Ok((page.items.iter().map(cells).collect(), page.next.and_then(|next| next.parse().ok())))
    })
    .await?;
    file(format, "return-watch", &[Sheet { name: "return-watch", columns: COLUMNS.to_vec(), rows }])
}

const COLUMNS: [&str; 8] =
    ["case", "channel", "merchant", "order_number", "amount", "currency", "watched_since", "watched_until"];

fn cells(row: &WatchedRow) -> Vec<Cell> {
    let WatchedRow { case, watch } = row;
    vec![
        Cell::text(case.number),
        Cell::text(&case.channel),
        Cell::text(&case.merchant),
        Cell::text(&case.order_number),
        Cell::money(case.amount),
        Cell::text(case.amount.currency().code()),
        Cell::time(watch.since),
        watch.until.map_or(Cell::Empty, Cell::time),
    ]
}
