//! The funds-flow table (资金流水表): one row a day, running on.

use serde::{Deserialize, Serialize};

use super::{DayBalances, Proof, ProofState, prove};
use crate::money::{Currency, Money};

/// A row of the table: the day's proof, and the sum of all differences so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FlowRow {
    /// The day's proof.
    pub proof: Proof,
    /// All differences of the table up to this day, together.
    pub running_difference: Money,
}

/// The table of these days, which come in the order of their dates; `before` is the proof of the day before the first.
pub fn flow_table(days: &[DayBalances], before: Option<&Proof>, currency: Currency) -> Vec<FlowRow> {
    let mut rows: Vec<FlowRow> = Vec::with_capacity(days.len());
    let mut running = 0_i64;
    for day in days {
        let proof = prove(day, rows.last().map(|row| &row.proof).or(before), currency);
        if let ProofState::Breaks { difference, .. } = &proof.state {
            running = running.saturating_add(difference.minor());
        }
        rows.push(FlowRow { proof, running_difference: Money::from_minor(running, currency) });
    }
    rows
}
