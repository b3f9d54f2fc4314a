//! The calendar as a file: a row for each account and day.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::recon::DayCell;
use shared::money::Money;
use shared::recon::Sums;
use utoipa::IntoParams;

use crate::app::App;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, Sheet, file};
use crate::http::extract::Query;
use crate::http::permitted::{Permitted, to};
use crate::http::recon::days::view::CalendarParameters;

/// The parameters of an export of the calendar.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalendarExport {
    /// The first date.
    #[param(format = Date)]
    from: String,
    /// The last; at most 366 days later.
    #[param(format = Date)]
    to: String,
    /// An account; all of them otherwise.
    account: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

/// Exports the business days of a period, with where each stands.
#[utoipa::path(get, path = "/days/export", tag = "reconciliation", params(CalendarExport), responses(ExportedFile))]
pub async fn export_calendar(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(CalendarExport { from, to, account, format }): Query<CalendarExport>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let (account, period) = CalendarParameters::of(account, from, to).read()?;
    let calendar = app.desk.calendar(&caller, account.as_ref(), period).await?;
    let rows = calendar.items.iter().map(cells).collect();
    let name = format!("days-{}-{}", period.0, period.1);
    file(format, &name, &[Sheet { name: "days", columns: COLUMNS.to_vec(), rows }])
}

const COLUMNS: [&str; 15] = [
    "account",
    "date",
    "standing",
    "closing_proposed",
    "currency",
    "our_lines",
    "our_in",
    "our_out",
    "channel_lines",
    "channel_in",
    "channel_out",
    "matched",
    "held",
    "unmoved",
    "open_discrepancies",
];

fn cells(day: &DayCell) -> Vec<Cell> {
    let figures = day.figures.as_ref();
    let count =
        |of: fn(&shared::api::recon::DayFigures) -> i64| figures.map_or(Cell::Empty, |all| Cell::count(of(all)));
    let side = |sums: Option<&Sums>| {
        let money = |of: fn(&Sums) -> Money| sums.map_or(Cell::Empty, |sums| Cell::money(of(sums)));
        let lines = sums.map_or(Cell::Empty, |sums| Cell::count(sums.count));
        [lines, money(|sums| sums.sum_in), money(|sums| sums.sum_out)]
    };
    let mut cells = vec![
        Cell::text(&day.account),
        Cell::text(day.date),
        Cell::text(day.standing.name()),
        Cell::text(day.closing_proposed),
        Cell::optional(figures.map(|figures| figures.ours.sum_in.currency().code())),
    ];
    cells.extend(side(figures.map(|figures| &figures.ours)));
    cells.extend(side(figures.map(|figures| &figures.channel)));
    cells.extend([count(|all| all.matched), count(|all| all.held), count(|all| all.unmoved), count(|all| all.open)]);
    cells
}
