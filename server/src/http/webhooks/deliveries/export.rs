//! Deliveries of an endpoint as a file, the newest first, each with its last try.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::api::webhooks::DeliveryView;
use utoipa::IntoParams;

use super::super::OfEndpoint;
use super::{DeliveryParameters, ROWS_MAX};
use crate::app::App;
use crate::desk::webhooks::read_deliveries::DeliveryFilter;
use crate::error::Error;
use crate::http::export::{Cell, ExportedFile, Format, Sheet, all_rows, file};
use crate::http::extract::{Path, Query};
use crate::http::permitted::{Permitted, to};

/// The parameters of an export: those of the list, without its pages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveryExport {
    /// Those in this state: `pending`, `delivered` or `given_up`.
    #[param(pattern = "^(pending|delivered|given_up)$")]
    state: Option<String>,
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

/// Exports the deliveries of an endpoint, the newest first, each with its last try. What the events say is not in it.
#[utoipa::path(
    get,
    path = "/webhooks/{id}/deliveries/export",
    tag = "webhooks",
    params(OfEndpoint, DeliveryExport),
    responses(ExportedFile)
)]
pub async fn export_deliveries(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
    Query(DeliveryExport { state, format }): Query<DeliveryExport>,
) -> Result<Response, Error> {
    let format = Format::asked(format.as_deref())?;
    let (filter, limit) = DeliveryParameters { state, cursor: None, limit: Some(ROWS_MAX) }.read()?;
    let (desk, caller, id, state) = (&app.desk, &caller, &id, filter.state);
    let rows = all_rows(|before| async move {
        let page = desk.deliveries(caller, id, &DeliveryFilter { state, before }, limit).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(i64::MAX) < limit;
        let next = page.last().filter(|_| !is_last).map(|last| (last.happened_at, last.id));
        Ok((page.iter().map(cells).collect(), next))
    })
    .await?;
    file(format, "deliveries", &[Sheet { name: "deliveries", columns: COLUMNS.to_vec(), rows }])
}

const COLUMNS: [&str; 12] = [
    "id",
    "event_id",
    "event_type",
    "case",
    "happened_at",
    "state",
    "failures",
    "next_at",
    "ended_at",
    "last_try_at",
    "last_http_status",
    "last_failure",
];

fn cells(delivery: &DeliveryView) -> Vec<Cell> {
    let last = delivery.attempts.first();
    let time = |at| Option::map_or(at, Cell::Empty, Cell::time);
    vec![
        Cell::count(delivery.id),
        Cell::text(&delivery.event_id),
        Cell::text(delivery.event_type.name()),
        Cell::optional(delivery.number),
        Cell::time(delivery.happened_at),
        Cell::text(delivery.state.name()),
        Cell::count(delivery.failures),
        time(delivery.next_at),
        time(delivery.ended_at),
        time(last.map(|last| last.started_at)),
        last.and_then(|last| last.http_status).map_or(Cell::Empty, Cell::count),
        Cell::optional(last.and_then(|last| last.failure).map(|failure| failure.name())),
    ]
}
