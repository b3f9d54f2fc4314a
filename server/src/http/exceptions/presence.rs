//! Who looks at a case.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::presence::{PresenceRequest, PresenceView};
use shared::case::CaseNumber;

use super::OfCase;
use crate::app::App;
use crate::desk::cases::presence::{BePresent, Leave};
use crate::error::Error;
use crate::http::extract::{Json, Path};
use crate::http::permitted::{Permitted, to};

/// Says that one looks at a case, for the half minute to come; answers who else does. Others hear of it by `GET /changes`.
#[utoipa::path(
    put,
    path = "/exceptions/{number}/presence",
    tag = "exceptions",
    params(OfCase),
    request_body = PresenceRequest,
    responses((status = 200, description = "Who looks at the case", body = PresenceView)),
)]
pub async fn be_present(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
    Json(PresenceRequest { doing }): Json<PresenceRequest>,
) -> Result<Json<PresenceView>, Error> {
    caller.user()?;
    Ok(Json(app.desk.execute(BePresent { caller, number, doing }).await?))
}

/// Says that one looks no longer.
#[utoipa::path(
    delete,
    path = "/exceptions/{number}/presence",
    tag = "exceptions",
    params(OfCase),
    responses((status = 204, description = "It is known")),
)]
pub async fn leave(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
) -> Result<StatusCode, Error> {
    app.desk.execute(Leave { caller, number }).await?;
    Ok(StatusCode::NO_CONTENT)
}
