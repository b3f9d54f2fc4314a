//! What was delivered to an endpoint, and having it sent anew.

pub mod export;

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::DateTime;
use serde::Deserialize;
use shared::api::problem::FieldCode;
use shared::api::webhooks::{DeliveryList, DeliveryView, ReplayRequest, ReplayedView};
use shared::webhook::DeliveryState;
use utoipa::IntoParams;

use super::OfEndpoint;
use crate::app::App;
use crate::desk::webhooks::read_deliveries::DeliveryFilter;
use crate::desk::webhooks::replay::{ReplayDeliveries, ReplayDelivery};
use crate::error::{Error, fault};
use crate::http::extract::{Json, Path, Query};
use crate::http::page;
use crate::http::permitted::{Permitted, to};

/// How many deliveries are listed at once.
const ROWS_MAX: i64 = 100;

/// The delivery that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfDelivery {
    /// The endpoint
    #[expect(dead_code, reason = "only described here")]
    id: String,
    /// The delivery
    #[expect(dead_code, reason = "only described here")]
    delivery: i64,
}

/// The parameters of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveryParameters {
    /// Those in this state: `pending`, `delivered` or `given_up`.
    #[param(pattern = "^(pending|delivered|given_up)$")]
    state: Option<String>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9]{1,17}-[0-9]{1,18}$")]
    cursor: Option<String>,
    /// How many: 1 to 100; 50 otherwise.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Lists the deliveries of an endpoint, the newest first, each with its last try.
#[utoipa::path(
    get,
    path = "/webhooks/{id}/deliveries",
    tag = "webhooks",
    params(OfEndpoint, DeliveryParameters),
    responses((status = 200, description = "A page", body = DeliveryList)),
)]
pub async fn list_deliveries(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
    Query(parameters): Query<DeliveryParameters>,
) -> Result<Json<DeliveryList>, Error> {
    let (filter, limit) = parameters.read()?;
    let mut items = app.desk.deliveries(&caller, &id, &filter, limit + 1).await?;
    let next = page::cut(&mut items, limit, cursor);
    Ok(Json(DeliveryList { items, next }))
}

/// Reads a delivery with its tries and what the endpoint answered.
#[utoipa::path(
    get,
    path = "/webhooks/{id}/deliveries/{delivery}",
    tag = "webhooks",
    params(OfDelivery),
    responses((status = 200, description = "The delivery", body = DeliveryView)),
)]
pub async fn get_delivery(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path((id, delivery)): Path<(String, i64)>,
) -> Result<Json<DeliveryView>, Error> {
    Ok(Json(app.desk.delivery(&caller, &id, delivery).await?))
}

/// Sends a delivery anew, under the same identifier; one that waits is tried at once.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/deliveries/{delivery}/replay",
    tag = "webhooks",
    params(OfDelivery),
    responses((status = 202, description = "The delivery, which is under way", body = DeliveryView)),
)]
pub async fn replay_delivery(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path((id, delivery)): Path<(String, i64)>,
) -> Result<(StatusCode, Json<DeliveryView>), Error> {
    Ok((StatusCode::ACCEPTED, Json(app.desk.execute(ReplayDelivery { caller, id, delivery }).await?)))
}

/// Sends anew all that happened in a time and was delivered or given up; up to 10,000 deliveries.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/replay",
    tag = "webhooks",
    params(OfEndpoint),
    request_body = ReplayRequest,
    responses((status = 202, description = "How many are under way", body = ReplayedView)),
)]
pub async fn replay_deliveries(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageWebhooks>,
    Path(id): Path<String>,
    Json(range): Json<ReplayRequest>,
) -> Result<(StatusCode, Json<ReplayedView>), Error> {
    Ok((StatusCode::ACCEPTED, Json(app.desk.execute(ReplayDeliveries { caller, id, range }).await?)))
}

impl DeliveryParameters {
    fn read(self) -> Result<(DeliveryFilter, i64), Error> {
        let mut problems = Vec::new();
        let state = self.state.as_deref().map(DeliveryState::from_name);
        if state == Some(None) {
            problems.push(fault("state", FieldCode::UnknownValue));
        }
        let before = self.cursor.as_deref().map(position);
        if before == Some(None) {
            problems.push(fault("cursor", FieldCode::UnknownValue));
        }
        let limit = page::rows(self.limit, ROWS_MAX).map_err(|code| problems.push(fault("limit", code)));
        match limit {
            Ok(limit) if problems.is_empty() => {
                Ok((DeliveryFilter { state: state.flatten(), before: before.flatten() }, limit))
            }
            _ => Err(Error::parameters(problems)),
        }
    }
}

fn cursor(delivery: &DeliveryView) -> String {
    format!("{}-{}", delivery.happened_at.timestamp_micros(), delivery.id)
}

fn position(text: &str) -> Option<(DateTime<chrono::Utc>, i64)> {
    let (micros, id) = text.split_once('-')?;
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some((at, id.parse().ok().filter(|id| *id >= 0)?))
}
