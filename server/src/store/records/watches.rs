//! Payouts under watch.

use shared::case::{CaseNumber, Watch};

/// The watch over a case's payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchRecord {
    /// The case that was closed as paid.
    pub number: CaseNumber,
    /// The channel that carried the payout.
    pub channel: String,
    /// Since when, and until when.
    pub watch: Watch,
}
