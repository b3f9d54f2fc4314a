//! `/views`: a person's saved views of the queue.

use serde::{Deserialize, Serialize};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    /// Its name, unique for the person.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub name: String,
    /// The filters, as they stand in the queue's address.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub query: String,
}

/// `GET /views`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedViewList {
    /// The person's views, by name; at most 50.
    pub items: Vec<SavedView>,
}
