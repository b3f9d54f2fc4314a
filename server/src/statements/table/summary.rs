//! The row with which a table sums itself up.

use shared::money::{Currency, Money};
use shared::recon::{Cell, Fault, FaultKind, Numbers, OwnSummary, Row, SummaryRow, Sums, Wanted};

use super::super::Unread;
use super::super::tally::{count_difference, sum_difference};

/// Whether a row is that row: by the first cell that has something in it.
pub fn is_summary(rule: &SummaryRow, row: Row<'_>) -> bool {
    let first = row.cells.iter().find(|cell| **cell != Cell::Empty);
    matches!(first, Some(Cell::Text(text)) if text.trim().starts_with(rule.begins.trim()))
}

/// What it states.
pub fn stated(rule: &SummaryRow, row: Row<'_>, numbers: Numbers, currency: Currency) -> Result<OwnSummary, Fault> {
    let sum = |column: Option<u32>| column.map(|column| money(row, column, numbers, currency)).transpose();
    let count = |column: u32| {
        let fault = || Fault::new(FaultKind::Malformed).at_line(row.number).in_column(&column.to_string());
        match cell(row, column) {
            Cell::Text(text) | Cell::Number(text) => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                digits.parse().map_err(|_| fault().found(text).expected(Wanted::Number))
            }
            Cell::Empty | Cell::Moment(_) => Err(fault().expected(Wanted::Number)),
        }
    };
    Ok(OwnSummary {
        count: rule.count.map(count).transpose()?,
        sum_in: sum(rule.sum_in)?,
        sum_out: sum(rule.sum_out)?,
        fees: sum(rule.fees)?,
        ..OwnSummary::default()
    })
}

fn cell(row: Row<'_>, column: u32) -> Cell<'_> {
    let index = usize::try_from(column).ok().and_then(|column| column.checked_sub(1));
    index.and_then(|index| row.cells.get(index)).copied().unwrap_or(Cell::Empty)
}

/// Sums are compared without their sign: a table may write what went out below zero.
fn money(row: Row<'_>, column: u32, numbers: Numbers, currency: Currency) -> Result<Money, Fault> {
    let read = match cell(row, column) {
        Cell::Text(text) => numbers.read(text, currency),
        Cell::Number(text) => numbers.read_number(text, currency),
        Cell::Empty | Cell::Moment(_) => numbers.read("", currency),
    };
    let fault = || Fault::new(FaultKind::BadAmount).at_line(row.number).in_column(&column.to_string());
    let minor = read.map_err(|_| fault())?.minor().checked_abs().ok_or_else(fault)?;
    Ok(Money::from_minor(minor, currency))
}

/// Refuses what differs from what was counted.
pub fn check(stated: &OwnSummary, sums: &Sums, row: u32) -> Result<(), Unread> {
    let counts = stated.count.and_then(|stated| count_difference(stated, sums.count));
    let moneys = [(stated.sum_in, sums.sum_in), (stated.sum_out, sums.sum_out), (stated.fees, sums.fees)];
    let moneys = moneys.into_iter().filter_map(|(stated, counted)| sum_difference(stated?, counted.minor().into()));
    match counts.into_iter().chain(moneys).next() {
        Some(fault) => Err(fault.at_line(row).into()),
        None => Ok(()),
    }
}
