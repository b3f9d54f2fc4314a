//! Adding lines up while they are read: in all, and by kind and direction.

use std::collections::BTreeMap;

use shared::money::{Currency, Money};
use shared::recon::balance::{Flow, flows_of};
use shared::recon::{Direction, Line, LineKind, Sums};

use crate::error::Error;

/// What the lines of one side add up to so far.
pub struct Adding {
    sums: Sums,
    flows: BTreeMap<(LineKind, Direction), Flow>,
    currency: Currency,
}

impl Adding {
    /// Nothing yet.
    pub fn none(currency: Currency) -> Self {
        Self { sums: Sums::none(currency), flows: BTreeMap::new(), currency }
    }

    /// Adds one more line.
    pub fn add(&mut self, line: &Line) -> Result<(), Error> {
        let too_much = || Error::Internal("a day moved more than can be counted".to_owned());
        self.sums = self.sums.with(line).ok_or_else(too_much)?;
        for flow in flows_of(std::iter::once(line), self.currency).ok_or_else(too_much)? {
            let so_far = self.flows.entry((flow.kind, flow.direction)).or_insert(Flow {
                count: 0,
                amount: Money::from_minor(0, self.currency),
                fees: Money::from_minor(0, self.currency),
                ..flow
            });
            so_far.count += flow.count;
            so_far.amount = plus(so_far.amount, flow.amount).ok_or_else(too_much)?;
            so_far.fees = plus(so_far.fees, flow.fees).ok_or_else(too_much)?;
        }
        Ok(())
    }

    /// What they add up to.
    pub fn sums(&self) -> (Sums, Vec<Flow>) {
        (self.sums, self.flows.values().copied().collect())
    }
}

fn plus(one: Money, other: Money) -> Option<Money> {
    Some(Money::from_minor(one.minor().checked_add(other.minor())?, one.currency()))
}
