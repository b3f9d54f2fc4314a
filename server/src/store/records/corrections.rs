//! Correction orders, as they go into the store and come out of it.

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, CorrectionOrder, OrderNumber, OrderStateName};

/// Which orders a list shows. What is absent does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// States; any of them.
    pub states: Vec<OrderStateName>,
    /// Kinds; any of them.
    pub kinds: Vec<CorrectionKind>,
    /// The case.
    pub case: Option<CaseNumber>,
    /// The channel.
    pub channel: Option<String>,
    /// The merchant's number in its source system.
    pub merchant: Option<String>,
}

/// An order that accounting has posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedOrder {
    /// The order.
    pub order: CorrectionOrder,
    /// When accounting said so.
    pub posted_at: DateTime<Utc>,
    /// Accounting's voucher number.
    pub voucher: String,
}

/// Where a page of postings begins: behind the order that was posted then.
pub type PostingPosition = (DateTime<Utc>, OrderNumber);
