//! A row of a table becomes a line.

mod amounts;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc};

use super::super::{ChannelAccount, Fault, FaultKind, Line, LineKind, LineStatus, References, Wanted, business_date};
use super::moment::moment;
use super::{Amounts, Column, Mapping};
use crate::money::{Currency, Money};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text.
    Text(&'a str),
    /// A number of a workbook, as a plain decimal text with a point.
    Number(&'a str),
    /// A date of a workbook.
    Moment(NaiveDateTime),
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Which row of the table it is, from 1.
    pub number: u32,
    /// Its cells.
    pub cells: &'a [Cell<'a>],
}

/// A mapping whose columns have been found in a table.
pub struct Resolved<'a> {
    mapping: &'a Mapping,
    /// The header, where the table has one.
    header: Vec<String>,
}

impl<'a> Resolved<'a> {
    /// Finds the columns of a mapping by a header; one fault for each that is missing, or there twice.
    pub fn new(mapping: &'a Mapping, header: Vec<String>) -> Result<Self, Vec<Fault>> {
        let header: Vec<String> = header.iter().map(|name| bare(name).to_owned()).collect();
        let amounts = match &mapping.amounts {
            Amounts::Signed { amount, .. } => [Some(amount), None],
            Amounts::Split { amount_in, amount_out, .. } => [Some(amount_in), Some(amount_out)],
            Amounts::Directed { amount, direction, .. } => [Some(amount), Some(direction)],
        };
        let columns = [Some(&mapping.date)].into_iter().chain(amounts).chain(mapping.columns.all()).flatten();
        let faults: Vec<Fault> = columns.filter_map(|column| unfindable(column, &header)).collect();
        if faults.is_empty() { Ok(Self { mapping, header }) } else { Err(faults) }
    }

    /// Whether a row has a date where lines have theirs.
    pub fn has_date(&self, row: Row<'_>, account: &ChannelAccount) -> bool {
        RowReader { resolved: self, row, account }.moment().is_ok()
    }

    /// The line of a row, and the balance after it where the table has one.
    pub fn line(&self, row: Row<'_>, position: u32, account: &ChannelAccount) -> Result<(Line, Option<Money>), Fault> {
        let reader = RowReader { resolved: self, row, account };
        let columns = &self.mapping.columns;
        reader.check_currency()?;
        let (date, at) = reader.moment()?;
        let (direction, amount) = reader.amount()?;
        let line = Line {
            position,
            kind: reader.kind()?,
            direction,
            amount,
            fee: reader.fee()?,
            status: reader.status()?,
            references: References {
                order_number: reader.reference(columns.order_number.as_ref())?,
                channel_number: reader.reference(columns.channel_number.as_ref())?,
                batch_number: reader.reference(columns.batch_number.as_ref())?,
                original_order_number: reader.reference(columns.original_order_number.as_ref())?,
                entry_reference: reader.reference(columns.entry_reference.as_ref())?,
            },
            date,
            at,
            counterparty: reader.words(columns.counterparty.as_ref(), 200)?,
            counterparty_account: reader.reference(columns.counterparty_account.as_ref())?,
            text: reader.words(columns.text.as_ref(), 1_000)?,
        };
        let balance = columns.balance.as_ref().map(|column| reader.money(column)).transpose()?.flatten();
        Ok((line, balance))
    }
}

fn position_of(column: &Column, header: &[String]) -> Option<usize> {
    match column {
        Column::Named(name) => header.iter().position(|header| header == name.trim()),
        Column::Numbered(number) => usize::try_from(*number).ok()?.checked_sub(1),
    }
}

fn unfindable(column: &Column, header: &[String]) -> Option<Fault> {
    let Column::Named(name) = column else { return None };
    match header.iter().filter(|header| *header == name.trim()).count() {
        0 => Some(Fault::new(FaultKind::MissingField).in_column(name)),
        1 => None,
        _ => Some(Fault::new(FaultKind::Malformed).in_column(name).expected(Wanted::OneColumn)),
    }
}

/// A text without what spreadsheets are kept from reading it as a number by: `'00123`, `="00123"`.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    if let Some(quoted) = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
        return quoted.trim();
    }
    text.strip_prefix(['`', '\'']).unwrap_or(text).trim()
}

struct RowReader<'a> {
    resolved: &'a Resolved<'a>,
    row: Row<'a>,
    account: &'a ChannelAccount,
}

impl RowReader<'_> {
    fn cell(&self, column: &Column) -> Cell<'_> {
        let position = position_of(column, &self.resolved.header);
        match position.and_then(|position| self.row.cells.get(position)).copied() {
            Some(Cell::Text(text)) if bare(text).is_empty() => Cell::Empty,
            Some(Cell::Text(text)) => Cell::Text(bare(text)),
            Some(cell) => cell,
            None => Cell::Empty,
        }
    }

    fn fault(&self, kind: FaultKind, column: &Column) -> Fault {
        let name = match column {
            Column::Named(name) => name.clone(),
            Column::Numbered(number) => number.to_string(),
        };
        let found = match self.cell(column) {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Number(text) => text.to_owned(),
            Cell::Moment(moment) => moment.to_string(),
        };
        Fault::new(kind).at_line(self.row.number).in_column(&name).found(&found)
    }

    fn check_currency(&self) -> Result<(), Fault> {
        let Some(column) = &self.resolved.mapping.columns.currency else { return Ok(()) };
        let expected = self.account.currency;
        let is_expected = match self.cell(column) {
            // `CNY`, `人民币(CNY)`: the code may have the name beside it.
            Cell::Text(text) => {
                let mut words =
                    text.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
                words.next().is_some_and(|word| word.eq_ignore_ascii_case(expected.code()) && words.next().is_none())
                    || (expected == Currency::CNY && ["人民币", "人民币元", "RMB"].contains(&text))
            }
            _ => false,
        };
        let fault = || self.fault(FaultKind::BadCurrency, column).expected(expected.code());
        if is_expected { Ok(()) } else { Err(fault()) }
    }

    fn moment(&self) -> Result<(NaiveDate, Option<DateTime<Utc>>), Fault> {
        let mapping = self.resolved.mapping;
        let bad = || self.fault(FaultKind::BadDate, &mapping.date).expected(mapping.date_format.clone());
        let mut read = match self.cell(&mapping.date) {
            Cell::Empty => return Err(self.fault(FaultKind::MissingField, &mapping.date)),
            Cell::Text(text) | Cell::Number(text) => moment(text, &mapping.date_format).ok_or_else(bad)?,
            Cell::Moment(moment) => super::moment::Moment {
                date: Some(moment.date()),
                // A workbook's date without a time is its midnight.
                time: super::moment::has_time(&mapping.date_format).then(|| moment.time()),
                offset_minutes: None,
            },
        };
        let date = read.date.ok_or_else(bad)?;
        if let Some(column) = &mapping.columns.time {
            let format = mapping.time_format.as_deref().unwrap_or_default();
            let bad = || self.fault(FaultKind::BadDate, column).expected(format);
            read.time = match self.cell(column) {
                Cell::Empty => None,
                Cell::Text(text) | Cell::Number(text) => {
                    Some(moment(text, format).and_then(|read| read.time).ok_or_else(bad)?)
                }
                Cell::Moment(moment) => Some(moment.time()),
            };
        }
        let Some(time) = read.time else { return Ok((date, None)) };
        let offset = read.offset_minutes.or(mapping.utc_offset_minutes).unwrap_or(self.account.utc_offset_minutes);
        let local = date.and_time(time).checked_sub_signed(Duration::minutes(i64::from(offset))).ok_or_else(bad)?;
        let at = Utc.from_utc_datetime(&local);
        Ok((business_date(at, self.account), Some(at)))
    }

    fn kind(&self) -> Result<LineKind, Fault> {
        let mapping = self.resolved.mapping;
        let otherwise = mapping.kind.unwrap_or(LineKind::Other);
        let Some(column) = &mapping.columns.kind else { return Ok(otherwise) };
        let Cell::Text(text) = self.cell(column) else { return Ok(otherwise) };
        Ok(mapping.kinds.iter().find(|word| is_word(&word.word, text)).map_or(LineKind::Other, |word| word.kind))
    }

    fn status(&self) -> Result<LineStatus, Fault> {
        let mapping = self.resolved.mapping;
        let Some(column) = &mapping.columns.status else { return Ok(LineStatus::Settled) };
        let text = match self.cell(column) {
            Cell::Text(text) | Cell::Number(text) => text,
            Cell::Empty | Cell::Moment(_) => "",
        };
        let known = mapping.statuses.iter().find(|word| is_word(&word.word, text));
        known.map(|word| word.status).ok_or_else(|| {
            let words: Vec<&str> = mapping.statuses.iter().map(|word| word.word.as_str()).collect();
            self.fault(FaultKind::UnknownWord, column).expected(words.join(", "))
        })
    }

    fn reference(&self, column: Option<&Column>) -> Result<Option<String>, Fault> {
        let Some(column) = column else { return Ok(None) };
        let (Cell::Text(text) | Cell::Number(text)) = self.cell(column) else { return Ok(None) };
        // A spreadsheet keeps fifteen digits of a number and forgets the rest.
        let is_number_of_workbook = matches!(self.cell(column), Cell::Number(_));
        if is_scientific(text) || (is_number_of_workbook && text.len() > 15) {
            return Err(self.fault(FaultKind::Malformed, column).expected(Wanted::NumberAsText));
        }
        if ["-", "--", "/", "0"].contains(&text) {
            return Ok(None);
        }
        Ok(Some(text.chars().take(128).collect()))
    }

    fn words(&self, column: Option<&Column>, characters_max: usize) -> Result<Option<String>, Fault> {
        let Some(column) = column else { return Ok(None) };
        let (Cell::Text(text) | Cell::Number(text)) = self.cell(column) else { return Ok(None) };
        Ok(Some(text.chars().take(characters_max).collect()))
    }
}

fn is_word(word: &str, text: &str) -> bool {
    word.trim().to_lowercase() == text.to_lowercase()
}

/// `4.00123E+27`: what a spreadsheet makes of a long number.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    mantissa.split_once('.').is_some_and(|(whole, fraction)| is_digits(whole) && is_digits(fraction))
        && exponent.strip_prefix('+').is_some_and(is_digits)
}

#[cfg(test)]
pub(super) use self::tests::example;

#[cfg(test)]
mod tests;
