//! What a statement file says: whose it is, its balances, its sums.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Direction, Fault, Format, Line, LineStatus};
use crate::money::{Currency, Money};

/// What a file says of itself before its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Head {
    /// The format it was recognised as.
    pub format: Format,
    /// The format's version, such as `camt.053.001.04`.
    pub version: Option<String>,
    /// The account as the file names it: an IBAN, a merchant number.
    pub account: Option<String>,
    /// The statement's own number.
    pub number: Option<String>,
    /// The currency of the account.
    pub currency: Currency,
    /// The balance before its lines.
    pub opening: Option<Balance>,
}

/// A balance as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StatementBalance))]
pub struct Balance {
    /// How much; below zero where the account is overdrawn.
    pub amount: Money,
    /// Of which date.
    pub date: NaiveDate,
}

/// What a file says of itself after its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tail {
    /// The balance after its lines.
    pub closing: Option<Balance>,
    /// Its own counts and sums, as it states them.
    pub summary: OwnSummary,
}

/// What a file states of its own lines. Each is absent where the file does not state it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSummary {
    /// How many lines.
    pub count: Option<u64>,
    /// How many lines in, and their sum.
    pub count_in: Option<u64>,
    /// The sum of what came in.
    pub sum_in: Option<Money>,
    /// How many lines out.
    pub count_out: Option<u64>,
    /// The sum of what went out.
    pub sum_out: Option<Money>,
    /// The sum of the fees that stand beside lines.
    pub fees: Option<Money>,
}

/// What was counted while reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sums {
    /// How many lines.
    pub count: u64,
    /// How many of them moved nothing: failed or pending.
    pub count_unsettled: u64,
    /// How many lines came in.
    pub count_in: u64,
    /// What came in.
    pub sum_in: Money,
    /// How many lines went out.
    pub count_out: u64,
    /// What went out.
    pub sum_out: Money,
    /// The fees that stand beside lines; those given back subtracted.
    pub fees: Money,
}

impl Sums {
    /// Nothing yet.
    pub fn none(currency: Currency) -> Self {
        let zero = Money::from_minor(0, currency);
        Self { count: 0, count_unsettled: 0, count_in: 0, sum_in: zero, count_out: 0, sum_out: zero, fees: zero }
    }

    /// Counts one more line; `None` where a sum passes what 64 bits of minor units hold.
    #[must_use = "the sums with the line are the answer"]
    pub fn with(mut self, line: &Line) -> Option<Self> {
        self.count += 1;
        if line.status != LineStatus::Settled {
            self.count_unsettled += 1;
            return Some(self);
        }
        let (count, sum) = match line.direction {
            Direction::In => (&mut self.count_in, &mut self.sum_in),
            Direction::Out => (&mut self.count_out, &mut self.sum_out),
        };
        *count += 1;
        *sum = plus(*sum, line.amount)?;
        if let Some(fee) = line.fee {
            self.fees = plus(self.fees, fee)?;
        }
        Some(self)
    }

    /// What the lines add to the balance: in, less out, less the fees beside them.
    pub fn movement_minor(&self) -> i128 {
        i128::from(self.sum_in.minor()) - i128::from(self.sum_out.minor()) - i128::from(self.fees.minor())
    }
}

fn plus(sum: Money, more: Money) -> Option<Money> {
    Some(Money::from_minor(sum.minor().checked_add(more.minor())?, sum.currency()))
}

/// A statement that was read whole, without its lines, which are handed on as they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// What it says before its lines.
    pub head: Head,
    /// What it says after them.
    pub tail: Tail,
    /// What was counted.
    pub sums: Sums,
    /// The first business date of its lines, or of its balances where it has none.
    pub first_date: NaiveDate,
    /// The last.
    pub last_date: NaiveDate,
    /// Every closing balance that it states, in its order: a file of a month has one for each day.
    pub closings: Vec<Balance>,
    /// What it says of itself that its lines do not bear out, though each can be read: a balance that does not add up. A file
    /// with doubts is not booked before a person has seen them and said so.
    pub doubts: Vec<Fault>,
    /// The other accounts of which it has statements too, which were passed over.
    pub other_accounts: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::super::{LineKind, References};
    use super::*;

    fn line(direction: Direction, status: LineStatus, amount: i64, fee: Option<i64>) -> Line {
        let cny = |minor| Money::from_minor(minor, Currency::CNY);
        Line {
            position: 1,
            kind: LineKind::Payout,
            direction,
            amount: cny(amount),
            fee: fee.map(cny),
            status,
            references: References::default(),
            date: "2026-03-01".parse().unwrap(),
            at: None,
            counterparty: None,
            counterparty_account: None,
            text: None,
        }
    }

    #[test]
    fn what_moved_nothing_is_counted_and_adds_nothing() {
        use Direction::{In, Out};
        use LineStatus::{Failed, Pending, Settled};
        let lines = [
            line(In, Settled, 1_000, None),
            line(Out, Settled, 300, Some(2)),
            line(Out, Settled, 0, Some(-1)),
            line(Out, Failed, 700, Some(9)),
            line(In, Pending, 50, None),
        ];
        let sums = lines.iter().try_fold(Sums::none(Currency::CNY), |sums, line| sums.with(line)).unwrap();
        assert_eq!((sums.count, sums.count_unsettled, sums.count_in, sums.count_out), (5, 2, 1, 2));
        assert_eq!((sums.sum_in.minor(), sums.sum_out.minor(), sums.fees.minor()), (1_000, 300, 1));
        assert_eq!(sums.movement_minor(), 699);
        assert_eq!(lines.iter().map(Line::effect_minor).sum::<i64>(), 700);
    }

    #[test]
    fn a_sum_that_is_too_large_is_none() {
        let most = line(Direction::In, LineStatus::Settled, i64::MAX, None);
        let sums = Sums::none(Currency::CNY).with(&most).unwrap();
        assert_eq!(sums.with(&most), None);
    }
}
