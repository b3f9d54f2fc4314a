//! Reconciliation: the lines of our books against the lines of the channel's statement, for one channel account and day.
//!
//! The rule: every line ends in exactly one place, matched or in one discrepancy; and money that is read is the money that
//! was written, to the last digit.

mod account;
pub mod balance;
pub mod closing;
mod day;
pub mod discrepancy;
mod expected;
mod fault;
mod finding;
mod format;
mod ledger;
mod line;
mod mapping;
pub mod matching;
mod payout;
pub mod sample;
mod statement;
pub mod together;

pub use account::{AccountId, ChannelAccount, Tolerance};
pub use day::{business_date, day_bounds};
pub use expected::{Expected, Wanted};
pub use fault::{Fault, FaultKind, Place};
pub use finding::{
    BalanceFinding, Cleared, Disagreement, ShownLine, facts_of_balance, facts_of_disagreement, facts_of_payout,
};
pub use format::Format;
pub use ledger::{REFERENCE_MAX, TEXT_MAX, check_ledger_line};
pub use line::{Direction, Line, LineKind, LineStatus, References, Side};
pub use mapping::{
    Amounts, Cell, Column, Columns, DATE_FORMATS, DecimalSign, FirstRows, KindWord, Mapping, MappingFault, Numbers,
    Resolved, Role, Row, StatusWord, SummaryRow, ThousandsSign, suggested as suggested_mapping,
};
pub use payout::{payout_of, told_of_payout};
pub use statement::{Balance, Head, OwnSummary, Statement, Sums, Tail};
