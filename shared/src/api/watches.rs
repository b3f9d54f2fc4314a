//! `/return-watch`: payouts that were confirmed as paid and whose money may still come back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::exceptions::CaseRow;
use crate::case::Watch;

/// A page of the payouts under watch.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WatchList {
    /// The next to end first; last those whose end cannot be counted yet.
    pub items: Vec<WatchedRow>,
    /// Where the next page begins; absent on the last.
    pub next: Option<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// A payout under watch.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WatchedRow {
    /// The case that was closed as paid.
    pub case: CaseRow,
    /// Since when, and until when.
    pub watch: Watch,
}
