//! The balance proof (资金流): opening + in − out − fees = closing, for each account and day, running on from day to day.
//!
//! The rules: what a day opens with is what the day before closed with; a balance that a person read off a portal bears their name and
//! what they saw; and a proof that lacks a number is not one that holds.

mod by_hand;
mod flow;
mod narrow;
mod proof;
mod table;

#[cfg(test)]
mod tests;

pub use by_hand::{BalanceByHand, BalanceRefusal, check_balance_by_hand};
pub use flow::{Flow, Movement, flows_of, movement};
pub use narrow::{LEADS_MAX, Lead, Suspects, narrow};
pub use proof::{BalanceKnown, BalanceSource, DayBalances, Lacking, Proof, ProofState, prove};
pub use table::{FlowRow, flow_table};
