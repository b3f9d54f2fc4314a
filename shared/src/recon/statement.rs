//! What a statement file says: whose it is, its balances, its sums; and where it is at fault.
//!
//! The rule: a file that is at fault anywhere is refused whole, with the place. Nothing is guessed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::line::named;
use super::{Direction, Format, Line, LineStatus};
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
}

/// Where a file is at fault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// The file within an archive, or the sheet of a workbook.
    pub part: Option<String>,
    /// The line of the text or the row of the table, from 1.
    pub line: Option<u32>,
    /// The column, by its name where it has one.
    pub column: Option<String>,
    /// What stands there, as far as it can be shown; at most 100 characters.
    pub found: Option<String>,
}

named! {
    /// How a file is at fault.
    FaultKind {
        /// No format that is known.
        UnknownFormat = "unknown_format",
        /// Nothing in it.
        Empty = "empty",
        /// It ends before its end.
        CutOff = "cut_off",
        /// Its bytes are no text of its encoding.
        Encoding = "encoding",
        /// It does not follow its format.
        Malformed = "malformed",
        /// A column or a field that is needed is missing.
        MissingField = "missing_field",
        /// What should be an amount is none.
        BadAmount = "bad_amount",
        /// What should be a date or a time is none.
        BadDate = "bad_date",
        /// A currency that is none, or not the account's.
        BadCurrency = "bad_currency",
        /// A status or a kind that the reader does not know.
        UnknownWord = "unknown_word",
        /// Its own counts differ from its lines.
        CountDiffers = "count_differs",
        /// Its own sums differ from its lines.
        SumDiffers = "sum_differs",
        /// Its opening balance and its lines do not give its closing balance.
        BalanceDiffers = "balance_differs",
        /// A cell holds a formula: what it shows is not what it says.
        Formula = "formula",
        /// It unpacks to more than it may.
        TooLarge = "too_large",
        /// XML that declares entities or a document type.
        Entities = "entities",
        /// The account that it names is another one.
        OtherAccount = "other_account",
        /// It needs a mapping that says which column is what.
        NeedsMapping = "needs_mapping",
    }
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fault {
    /// How it is at fault.
    pub kind: FaultKind,
    /// Where.
    pub place: Place,
    /// What was expected there, where more can be said than by the kind: `1,280.00` as stated against `1,279.00` as counted.
    pub expected: Option<String>,
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
