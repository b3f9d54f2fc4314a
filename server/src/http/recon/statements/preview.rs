//! `POST /statements/{file}/preview`: a mapping is tried on a file's first rows.

use std::sync::Arc;

use axum::extract::State;
use shared::api::recon::{PreviewRequest, StatementPreview};

use super::OfFile;
use crate::app::App;
use crate::error::Error;
use crate::http::extract::{Json, Path};
use crate::http::permitted::{Permitted, to};

/// Tries a mapping on the first rows of a file, or suggests one. It changes nothing.
#[utoipa::path(
    post,
    path = "/statements/{file}/preview",
    tag = "reconciliation",
    params(OfFile),
    request_body = PreviewRequest,
    responses((status = 200, description = "What the rows become", body = StatementPreview)),
)]
pub async fn preview_statement(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendStatements>,
    Path(id): Path<i64>,
    Json(PreviewRequest { mapping }): Json<PreviewRequest>,
) -> Result<Json<StatementPreview>, Error> {
    Ok(Json(app.desk.preview_statement(&caller, id, mapping).await?))
}
