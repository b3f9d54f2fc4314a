//! Balances that stand beside each line: what they say of the balances before and after all of them.
//!
//! Lines may come oldest first or newest first, and those of one second in any order: only the ends are held to add up.

use shared::money::Money;
use shared::recon::{Balance, Fault, Line, LineStatus};

use super::tally::balance_difference;

/// The lines at the ends, with the balances after them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chain {
    first: Option<Link>,
    last: Option<Link>,
    movement_minor: i128,
}

#[derive(Clone, Copy, Debug)]
struct Link {
    effect_minor: i128,
    balance: Balance,
    line: u32,
}

/// The balances at both ends.
pub struct Ends {
    /// The balance before.
    pub opening: Balance,
    /// The balance after.
    pub closing: Balance,
    /// What does not add up.
    pub doubt: Option<Fault>,
}

impl Chain {
    /// Takes one more line, which stands on `row`, and the balance after it.
    pub fn take(&mut self, line: &Line, balance: Money, row: u32) {
        let fee = if line.status == LineStatus::Settled { line.fee.map_or(0, Money::minor) } else { 0 };
        let effect_minor = i128::from(line.effect_minor()) - i128::from(fee);
        let link = Link { effect_minor, balance: Balance { amount: balance, date: line.date }, line: row };
        self.first.get_or_insert(link);
        self.last = Some(link);
        self.movement_minor += effect_minor;
    }

    /// The balances at both ends, where there is a line.
    pub fn ends(&self) -> Option<Ends> {
        let (first, last) = (self.first?, self.last?);
        let (forward, backward) = (self.between(first, last)?, self.between(last, first)?);
        Some(if forward.doubt.is_some() && backward.doubt.is_none() { backward } else { forward })
    }

    fn between(&self, oldest: Link, newest: Link) -> Option<Ends> {
        let currency = oldest.balance.amount.currency();
        let before = i128::from(oldest.balance.amount.minor()) - oldest.effect_minor;
        let opening = Money::from_minor(i64::try_from(before).ok()?, currency);
        let closing = newest.balance;
        let doubt = balance_difference(opening, self.movement_minor, closing.amount);
        Some(Ends {
            opening: Balance { amount: opening, date: oldest.balance.date },
            closing,
            doubt: doubt.map(|fault| fault.at_line(newest.line)),
        })
    }
}
