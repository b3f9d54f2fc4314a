//! `POST /statements/{id}/preview`: what a mapping makes of the first rows of a table, before anything is read by it.

use serde::{Deserialize, Serialize};

use crate::recon::{Fault, Format, Line, Mapping, MappingFault};

/// How many rows are shown, and how many lines they become at most.
pub const PREVIEW_ROWS_MAX: usize = 40;

/// `POST /statements/{id}/preview`. It changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRequest {
    /// The mapping to try; where there is none, one is suggested by the names of the columns.
    #[serde(default)]
    pub mapping: Option<Mapping>,
}

/// What a mapping makes of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementPreview {
    /// What the file was recognised as. Only a table, CSV or XLSX, is read by a mapping.
    pub format: Format,
    /// Its first rows, as a person sees them; none where it is no table.
    pub rows: Vec<TableRow>,
    /// The mapping that was tried: the one that was sent, or the one that is suggested; absent where nothing suggests one.
    pub mapping: Option<Mapping>,
    /// What the mapping lacks before it can read anything.
    pub lacking: Vec<MappingFault>,
    /// The lines that the first rows become, each at the row that it stands on.
    pub lines: Vec<Line>,
    /// The rows that become none, and why. A file with any is refused.
    pub faults: Vec<Fault>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableRow {
    /// Which row it is, from 1.
    pub number: u32,
    /// What its cells show.
    pub cells: Vec<String>,
}
