//! The matches of a day as a file: a row for each line, with the match that it is in.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::recon::MatchView;
use shared::recon::matching::{MatchId, Rule};
use utoipa::IntoParams;

use crate::app::App;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::{Path, Query};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::days::{DayPath, OfDay};
use crate::http::recon::line_cells;
use crate::http::recon::parameters::Parameters;

/// The parameters of an export of matches.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MatchExport {
    /// A rule, such as `order_number` or `by_hand`.
    rule: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

/// Exports the matches that were found in a day: a row for each line, with the number of its match and its rule.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}/matches/export",
    tag = "reconciliation",
    params(OfDay, MatchExport),
    responses(ExportedFile)
)]
pub async fn export_matches(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Query(MatchExport { rule, format }): Query<MatchExport>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let mut read = Parameters::default();
    let rule = read.one("rule", rule.as_deref(), Rule::from_name);
    read.refuse()?;
    let (desk, caller, account) = (&app.desk, &caller, &account);
    let rows = all_rows(|after: Option<MatchId>| async move {
        let page = desk.list_matches(caller, (account, date), rule, after.unwrap_or(MatchId(0)), PAGE).await?;
        let next = page.items.last().filter(|_| page.next.is_some()).map(|last| last.id);
        Ok((page.items.iter().flat_map(cells).collect(), next))
    })
    .await?;
    let columns = [COLUMNS.as_slice(), &line_cells::COLUMNS].concat();
    file(format, &format!("matches-{account}-{date}"), &[Sheet { name: "matches", columns, rows }])
}

const COLUMNS: [&str; 8] = ["match", "rule", "fit", "difference", "matched_by", "matched_at", "reason", "side"];

/// A row for each line of a match.
fn cells(found: &MatchView) -> impl Iterator<Item = Vec<Cell>> + '_ {
    let by_hand = found.by_hand.as_ref();
    found.lines.iter().map(move |line| {
        let mut cells = vec![
            Cell::count(found.id.0),
            Cell::text(found.rule.name()),
            Cell::text(found.fit.name()),
            Cell::money(found.difference),
            Cell::optional(by_hand.map(|hand| &hand.by)),
            by_hand.map_or(Cell::Empty, |hand| Cell::time(hand.at)),
            Cell::optional(by_hand.map(|hand| &hand.reason)),
            Cell::text(line.side.name()),
        ];
        cells.extend(line_cells::of(&line.line));
        cells
    })
}
