//! The amounts of a row, and which way they went.

use super::super::super::{Direction, Fault, FaultKind, Wanted};
use super::super::{Amounts, Column, amount};
use super::{Cell, RowReader, is_word};
use crate::money::{Money, MoneyError};

impl RowReader<'_> {
    /// The amount of a cell; `None` where it is empty.
    pub(super) fn money(&self, column: &Column) -> Result<Option<Money>, Fault> {
        let (numbers, currency) = (self.resolved.mapping.numbers, self.account.currency);
        let read = match self.cell(column) {
            Cell::Empty => return Ok(None),
            Cell::Text(text) => amount::amount(text, numbers, currency),
            Cell::Number(text) => amount::number(text, numbers, currency),
            Cell::Moment(_) => Err(MoneyError::NotADecimal),
        };
        read.map(Some)
            .map_err(|error| self.fault(FaultKind::BadAmount, column).expected(Wanted::amount(currency, error)))
    }

    pub(super) fn amount(&self) -> Result<(Direction, Money), Fault> {
        match &self.resolved.mapping.amounts {
            Amounts::Signed { amount, positive } => {
                let money = self.money(amount)?.ok_or_else(|| self.fault(FaultKind::MissingField, amount))?;
                let direction = if money.minor() < 0 { opposite(*positive) } else { *positive };
                Ok((direction, self.unsigned(money, amount)?))
            }
            Amounts::Split { amount_in, amount_out, out_is_negative } => {
                self.split(amount_in, amount_out, *out_is_negative)
            }
            Amounts::Directed { amount, direction, words_in, words_out } => {
                let money = self.money(amount)?.ok_or_else(|| self.fault(FaultKind::MissingField, amount))?;
                if money.minor() < 0 {
                    return Err(self.fault(FaultKind::BadAmount, amount).expected(Wanted::UnsignedAmount));
                }
                let is_one_of = |words: &[String], text: &str| words.iter().any(|word| is_word(word, text));
                match self.cell(direction) {
                    Cell::Text(text) | Cell::Number(text) if is_one_of(words_in, text) => Ok((Direction::In, money)),
                    Cell::Text(text) | Cell::Number(text) if is_one_of(words_out, text) => Ok((Direction::Out, money)),
                    _ => {
                        let expected = [words_in.join(", "), words_out.join(", ")].join(" / ");
                        Err(self.fault(FaultKind::UnknownWord, direction).expected(expected))
                    }
                }
            }
        }
    }

    fn split(&self, column_in: &Column, column_out: &Column, is_negative: bool) -> Result<(Direction, Money), Fault> {
        let is_something = |money: &Money| money.minor() != 0;
        match (self.money(column_in)?, self.money(column_out)?) {
            (Some(money), Some(other)) if is_something(&money) && is_something(&other) => {
                Err(self.fault(FaultKind::Malformed, column_out).expected(Wanted::OneDirection))
            }
            (_, Some(money)) if is_something(&money) => {
                if (money.minor() < 0) != is_negative {
                    let expected = if is_negative { Wanted::NegativeAmount } else { Wanted::UnsignedAmount };
                    return Err(self.fault(FaultKind::BadAmount, column_out).expected(expected));
                }
                Ok((Direction::Out, self.unsigned(money, column_out)?))
            }
            (Some(money), _) if money.minor() < 0 => {
                Err(self.fault(FaultKind::BadAmount, column_in).expected(Wanted::UnsignedAmount))
            }
            (Some(money), _) => Ok((Direction::In, money)),
            (None, Some(money)) => Ok((Direction::Out, money)),
            (None, None) => Err(self.fault(FaultKind::MissingField, column_in)),
        }
    }

    fn unsigned(&self, money: Money, column: &Column) -> Result<Money, Fault> {
        let minor = money.minor().checked_abs().ok_or_else(|| self.fault(FaultKind::BadAmount, column))?;
        Ok(Money::from_minor(minor, money.currency()))
    }

    pub(super) fn fee(&self) -> Result<Option<Money>, Fault> {
        let Some(column) = &self.resolved.mapping.columns.fee else { return Ok(None) };
        let Some(fee) = self.money(column)? else { return Ok(None) };
        if !self.resolved.mapping.fee_is_negative {
            return Ok(Some(fee));
        }
        let minor = fee.minor().checked_neg().ok_or_else(|| self.fault(FaultKind::BadAmount, column))?;
        Ok(Some(Money::from_minor(minor, fee.currency())))
    }
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::In => Direction::Out,
        Direction::Out => Direction::In,
    }
}
