//! `/mappings`: saved mappings, by which tables are read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::recon::Mapping;

/// A saved mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappingView {
    /// Its name.
    pub name: String,
    /// Its version, from 1.
    pub version: i64,
    /// Which column is what.
    pub mapping: Mapping,
    /// When it was saved.
    pub updated_at: DateTime<Utc>,
    /// Who saved it.
    pub updated_by: Actor,
}

/// `GET /mappings`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappingList {
    /// Every mapping, by name.
    pub items: Vec<MappingView>,
}

/// `PUT /mappings/{name}`: save a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMappingRequest {
    /// The version that was seen; 0 for a new one.
    #[cfg_attr(feature = "openapi", schema(minimum = 0))]
    pub version: i64,
    /// Which column is what.
    pub mapping: Mapping,
}
