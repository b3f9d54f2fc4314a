//! The queue as a file: every case that the list's filters leave, in the list's order.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::api::exceptions::CaseRow;
use shared::api::scalar;
use shared::text::Text;
use utoipa::IntoParams;

use super::{ListParameters, Reading, cursor, position};
use crate::app::App;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, PAGE, Sheet, all_rows, file};
use crate::http::extract::{Language, Query};
use crate::http::page;
use crate::http::permitted::{Permitted, to};

/// The parameters of an export: those of the list, without its pages. Lists of values are separated by commas; any of them fits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportParameters {
    /// States.
    state: Option<String>,
    /// Kinds.
    kind: Option<String>,
    /// Channels.
    channel: Option<String>,
    /// Verdicts.
    verdict: Option<String>,
    /// Priorities.
    priority: Option<String>,
    /// A user name, or `me`.
    owner: Option<String>,
    /// Due before this time.
    #[serde(default, deserialize_with = "scalar::instant_option")]
    due_before: Option<DateTime<Utc>>,
    /// Changed after this time.
    #[serde(default, deserialize_with = "scalar::instant_option")]
    updated_after: Option<DateTime<Utc>>,
    /// Words that all must be found.
    #[param(max_length = 200)]
    q: Option<String>,
    /// `due`, `updated` or `newest`.
    #[param(pattern = "^(due|updated|newest)$")]
    order: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

impl ExportParameters {
    /// Those of the list, and the format.
    fn apart(self) -> (ListParameters, Option<String>) {
        let Self { state, kind, channel, verdict, priority, owner, due_before, updated_after, q, order, format } = self;
        let (cursor, limit) = (None, Some(PAGE));
        let list = ListParameters {
            state,
            kind,
            channel,
            verdict,
            priority,
            owner,
            due_before,
            updated_after,
            q,
            order,
            cursor,
            limit,
        };
        (list, format)
    }
}

/// Exports the cases that a list would show, page after page, in its order.
#[utoipa::path(get, path = "/exceptions/export", tag = "exceptions", params(ExportParameters), responses(ExportedFile))]
pub async fn export_exceptions(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Language(lang): Language,
    Query(parameters): Query<ExportParameters>,
) -> Result<Response, Error> {
    let (list, format) = parameters.apart();
    let mut reading = Reading { lang, caller: &caller, problems: vec![] };
    let format = reading.one("format", format.as_deref(), Format::from_name).unwrap_or_default();
    let read = reading.read(list)?;
    let (desk, caller, read) = (&app.desk, &caller, &read);
    let rows = all_rows(|after| async move {
        let mut page = desk.list_cases(caller, &read.filter, read.order, after, read.limit + 1).await?;
        let next = page::cut(&mut page, read.limit, |row| cursor(row, read.order));
        Ok((page.iter().map(|row| cells(row, lang)).collect(), next.and_then(|next| position(&next))))
    })
    .await?;
    file(format, "cases", &[Sheet { name: "cases", columns: COLUMNS.to_vec(), rows }])
}

const COLUMNS: [&str; 17] = [
    "number",
    "kind",
    "kind_name",
    "state",
    "verdict",
    "priority",
    "channel",
    "merchant",
    "amount",
    "currency",
    "order_number",
    "owner",
    "filed_at",
    "due_at",
    "updated_at",
    "outcome",
    "outcome_name",
];

fn cells(row: &CaseRow, lang: shared::text::Lang) -> Vec<Cell> {
    vec![
        Cell::text(row.number),
        Cell::text(row.kind.name()),
        Cell::text(row.kind.text(lang)),
        Cell::text(row.standing.name()),
        Cell::text(&row.verdict),
        Cell::text(row.priority.name()),
        Cell::text(&row.channel),
        Cell::text(&row.merchant),
        Cell::money(row.amount),
        Cell::text(row.amount.currency().code()),
        Cell::text(&row.order_number),
        Cell::optional(row.owner.as_ref()),
        Cell::time(row.filed_at),
        Cell::time(row.due_at),
        Cell::time(row.updated_at),
        Cell::optional(row.outcome.map(|outcome| outcome.name())),
        Cell::optional(row.outcome.map(|outcome| outcome.text(lang))),
    ]
}
