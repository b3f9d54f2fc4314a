//! `/correction-orders`: orders at the desk, and the exchange with accounting. `/postings`: what accounting has posted.

mod commands;
mod export;
mod list;

use std::sync::Arc;

use axum::extract::State;
use shared::api::correction_orders::OrderView;
use shared::correction::OrderNumber;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Path};
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(commands::draft_order))
        .routes(routes!(list::list_orders))
        .routes(routes!(list::count_orders))
        .routes(routes!(list::export::export_orders))
        .routes(routes!(get_order, commands::edit_order))
        .routes(routes!(commands::propose_order))
        .routes(routes!(commands::withdraw_order))
        .routes(routes!(commands::acknowledge_order))
        .routes(routes!(export::export_postings))
}

/// The path of what belongs to an order, as the API's description shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes")]
struct OfOrder {
    /// The order's number
    number: OrderNumber,
}

/// Reads an order with its history and what accounting said of it.
#[utoipa::path(
    get,
    path = "/correction-orders/{number}",
    tag = "corrections",
    params(OfOrder),
    responses((status = 200, description = "The order", body = OrderView)),
)]
async fn get_order(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCorrections>,
    Path(number): Path<OrderNumber>,
) -> Result<Json<OrderView>, Error> {
    Ok(Json(app.desk.read_order(&caller, number).await?))
}
