//! `/return-watch`: payouts that were confirmed as paid and whose money may still come back.

mod export;

use std::sync::Arc;

use axum::extract::State;
use serde::Deserialize;
use shared::api::problem::{FieldCode, FieldProblem};
use shared::api::watches::WatchList;
use shared::text::Text;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Json, Language, Query};
use super::page;
use super::permitted::{Permitted, to};
use crate::app::App;
use crate::desk::cases::watch_returns::WatchPosition;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list_watches)).routes(routes!(export::export_watches))
}

/// The parameters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WatchParameters {
    /// `next` of the page before.
    #[param(pattern = "^([0-9]{1,17}|uncounted)-[0-9]{1,18}$")]
    cursor: Option<String>,
    /// How many rows: 1 to 200; 50 otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Lists the payouts under watch: the next to end first.
#[utoipa::path(
    get,
    path = "/return-watch",
    tag = "return watch",
    params(WatchParameters),
    responses((status = 200, description = "A page", body = WatchList)),
)]
async fn list_watches(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Language(lang): Language,
    Query(parameters): Query<WatchParameters>,
) -> Result<Json<WatchList>, Error> {
    let wrong = |field: &str, code: FieldCode| {
        Error::parameters(vec![FieldProblem { field: field.to_owned(), code, expected: code.text(lang) }])
    };
    let after = parameters.cursor.map(|cursor| cursor.parse::<WatchPosition>()).transpose();
    let after = after.map_err(|_| wrong("cursor", FieldCode::UnknownValue))?;
    let limit = page::rows(parameters.limit, page::ROWS_MAX).map_err(|code| wrong("limit", code))?;
    Ok(Json(app.desk.list_watches(&caller, after, limit).await?))
}
