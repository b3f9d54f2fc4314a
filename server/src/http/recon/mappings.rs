//! `/mappings`: saved mappings, by which tables are read.

use std::sync::Arc;

use axum::extract::State;
use shared::api::recon::{MappingList, MappingView, SaveMappingRequest};
use utoipa::IntoParams;

use crate::app::App;
use crate::desk::recon::mappings::SaveMapping;
use crate::error::Error;
use crate::http::extract::{Json, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

/// The mapping that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfMapping {
    /// The mapping's name
    #[expect(dead_code, reason = "only described here")]
    name: String,
}

/// Lists every saved mapping.
#[utoipa::path(
    get,
    path = "/mappings",
    tag = "reconciliation",
    responses((status = 200, description = "The mappings, by name", body = MappingList)),
)]
pub async fn list_mappings(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
) -> Result<Json<MappingList>, Error> {
    Ok(Json(app.desk.list_mappings(&caller).await?))
}

/// Reads a saved mapping.
#[utoipa::path(
    get,
    path = "/mappings/{name}",
    tag = "reconciliation",
    params(OfMapping),
    responses((status = 200, description = "The mapping", body = MappingView)),
)]
pub async fn get_mapping(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(name): Path<String>,
) -> Result<Json<MappingView>, Error> {
    Ok(Json(app.desk.read_mapping(&caller, &name).await?))
}

/// Saves a mapping. Files that were read by what it was stay as they were read.
#[utoipa::path(
    put,
    path = "/mappings/{name}",
    tag = "reconciliation",
    params(OfMapping),
    request_body = SaveMappingRequest,
    responses((status = 200, description = "The mapping", body = MappingView), Conflict),
)]
pub async fn save_mapping(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendStatements>,
    Path(name): Path<String>,
    Json(request): Json<SaveMappingRequest>,
) -> Result<Json<MappingView>, Error> {
    Ok(Json(app.desk.execute(SaveMapping { caller, name, request }).await?))
}
