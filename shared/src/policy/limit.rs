//! Up to what a supervisor may approve.

use serde::{Deserialize, Serialize};

use crate::money::Money;

/// A supervisor who may approve up to these amounts, and nothing in other currencies. Rejecting has no limit: it moves
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproverLimit {
    /// The supervisor's user name.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approver: String,
    /// The largest amount of each currency that they may approve.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub up_to: Vec<Money>,
}
