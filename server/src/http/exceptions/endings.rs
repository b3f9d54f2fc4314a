//! How closed cases ended whose evidence held the codes that stand in this case's.

use std::sync::Arc;

use axum::extract::State;
use shared::api::channels::EndingsView;
use shared::case::CaseNumber;

use super::OfCase;
use crate::app::App;
use crate::error::Error;
use crate::http::extract::{Json, Path};
use crate::http::permitted::{Permitted, to};

/// Reads how closed cases ended whose evidence held the codes that stand in this case's.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/endings",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "One item a code", body = EndingsView)),
)]
pub async fn get_case_endings(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
) -> Result<Json<EndingsView>, Error> {
    Ok(Json(app.desk.read_case_endings(&caller, number).await?))
}
