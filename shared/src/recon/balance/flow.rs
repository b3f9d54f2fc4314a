//! What moved the balance on a day: the channel's lines, summed by kind and direction.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};
use crate::recon::{Direction, Line, LineKind, LineStatus};

/// The settled lines of one kind and direction of one day, together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    /// Of which kind.
    pub kind: LineKind,
    /// Which way.
    pub direction: Direction,
    /// How many lines.
    pub count: u64,
    /// Their amounts.
    pub amount: Money,
    /// The fees that stand beside them; those given back subtracted.
    pub fees: Money,
}

/// What moved the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Movement {
    /// What came in.
    pub total_in: Money,
    /// What went out, fees not among it.
    pub total_out: Money,
    /// The fees: beside lines and as lines of their own, those given back subtracted.
    pub fees: Money,
}

impl Movement {
    /// What it adds to the balance, in minor units.
    pub fn net_minor(&self) -> i128 {
        i128::from(self.total_in.minor()) - i128::from(self.total_out.minor()) - i128::from(self.fees.minor())
    }
}

/// Sums lines by kind and direction; `None` where a sum passes what 64 bits of minor units hold.
pub fn flows_of<'a>(lines: impl Iterator<Item = &'a Line>, currency: Currency) -> Option<Vec<Flow>> {
    let mut sums: BTreeMap<(LineKind, Direction), (u64, i64, i64)> = BTreeMap::new();
    for line in lines.filter(|line| line.status == LineStatus::Settled) {
        let (count, amount, fees) = sums.entry((line.kind, line.direction)).or_default();
        *count += 1;
        *amount = amount.checked_add(line.amount.minor())?;
        *fees = fees.checked_add(line.fee.map_or(0, Money::minor))?;
    }
    let money = |minor| Money::from_minor(minor, currency);
    let flow = |((kind, direction), (count, amount, fees))| Flow {
        kind,
        direction,
        count,
        amount: money(amount),
        fees: money(fees),
    };
    Some(sums.into_iter().map(flow).collect())
}

/// What flows move together; `None` where a sum passes what 64 bits of minor units hold.
pub fn movement(flows: &[Flow], currency: Currency) -> Option<Movement> {
    let (mut total_in, mut total_out, mut fees) = (0_i64, 0_i64, 0_i64);
    for flow in flows {
        let amount = flow.amount.minor();
        match (flow.kind, flow.direction) {
            (LineKind::Fee, Direction::Out) => fees = fees.checked_add(amount)?,
            (LineKind::Fee, Direction::In) => fees = fees.checked_sub(amount)?,
            (_, Direction::In) => total_in = total_in.checked_add(amount)?,
            (_, Direction::Out) => total_out = total_out.checked_add(amount)?,
        }
        fees = fees.checked_add(flow.fees.minor())?;
    }
    let money = |minor| Money::from_minor(minor, currency);
    Some(Movement { total_in: money(total_in), total_out: money(total_out), fees: money(fees) })
}
