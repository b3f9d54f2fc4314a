//! Reconciliation over the wire: accounts at channels, our lines, statement files, days and what closes them.
//!
//! A day is named by its account and its date. Whatever changes a day names the version of it that was seen, so that the
//! second to act is told what the first did.

mod accounts;
mod closing;
mod days;
mod discrepancies;
mod ledger;
mod mappings;
mod matches;
mod preview;
mod statements;

pub use accounts::*;
pub use closing::*;
pub use days::*;
pub use discrepancies::*;
pub use ledger::*;
pub use mappings::*;
pub use matches::*;
pub use preview::*;
pub use statements::*;
