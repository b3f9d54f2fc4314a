//! What comes after its day was closed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which day a line is reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Landing {
    /// The day that it is reckoned with.
    pub day: NaiveDate,
    /// The closed day that it is of, where that is another one.
    pub late_for: Option<NaiveDate>,
}

/// Which day a line of this business date is reckoned with: its own, or the first open one where its own is closed. Days are
/// closed in their order, so that all up to `closed_through` are.
pub fn landing(date: NaiveDate, closed_through: Option<NaiveDate>) -> Landing {
    match closed_through.filter(|closed| date <= *closed) {
        Some(closed) => Landing { day: closed.succ_opt().unwrap_or(closed), late_for: Some(date) },
        None => Landing { day: date, late_for: None },
    }
}
