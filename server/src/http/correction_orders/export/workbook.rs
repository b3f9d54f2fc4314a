//! Postings as a workbook: the lines on one sheet, the sums of each account and currency on another.
//!
//! The rule: a text is written as a text, so nothing is ever a formula; an amount is a number only where the number is exact.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use shared::correction::Side;
use shared::text::{Lang, Text};

use super::{COLUMNS, Cell, rows};
use crate::desk::corrections::read_orders::PostedOrder;
use crate::error::Error;

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes the postings.
pub fn write(orders: &[PostedOrder], lang: Lang) -> Result<Vec<u8>, Error> {
    fill(orders, lang).map_err(|error| Error::Internal(format!("a workbook cannot be written: {error}")))
}

fn fill(orders: &[PostedOrder], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("postings")?.set_freeze_panes(1, 0)?;
    head(sheet, &COLUMNS)?;
    for (row, cells) in (1..).zip(orders.iter().flat_map(|order| rows(order, lang))) {
        for (column, cell) in (0..).zip(&cells) {
            put(sheet, (row, column), cell)?;
        }
    }
    sheet.autofit();
    let sheet = workbook.add_worksheet();
    sheet.set_name("totals")?.set_freeze_panes(1, 0)?;
    head(sheet, &["currency", "account", "account_name", "debit", "credit"])?;
    for (row, ((currency, account), (name, debit, credit))) in (1..).zip(totals(orders, lang)) {
        let cells = [
            Cell::Text(currency.to_owned()),
            Cell::Text(account.to_owned()),
            Cell::Text(name),
            Cell::Amount(debit.to_string()),
            Cell::Amount(credit.to_string()),
        ];
        for (column, cell) in (0..).zip(&cells) {
            put(sheet, (row, column), cell)?;
        }
    }
    sheet.autofit();
    workbook.save_to_buffer()
}

fn head(sheet: &mut Worksheet, columns: &[&str]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Amount(text) => match exact(text) {
            Some(number) => {
                let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                let pattern = if digits == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(digits)) };
                sheet.write_number_with_format(row, column, number, &Format::new().set_num_format(pattern))?
            }
            None => sheet.write_string(row, column, text)?,
        },
        Cell::Empty => return Ok(()),
    };
    Ok(())
}

/// The number that a sheet keeps for this amount, where it reads back as the same amount. Sheets keep 15 digits.
fn exact(text: &str) -> Option<f64> {
    const DIGITS_MAX: usize = 15;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits <= DIGITS_MAX).then(|| text.parse().ok()).flatten()
}

type Totals = BTreeMap<(&'static str, &'static str), (String, Decimal, Decimal)>;

/// The sums of both sides of each account, by currency.
fn totals(orders: &[PostedOrder], lang: Lang) -> Totals {
    let mut totals = Totals::new();
    for line in orders.iter().flat_map(|posted| &posted.order.lines) {
        let amount = line.amount.amount();
        let nothing = Decimal::new(0, line.amount.currency().scale());
        let place = (line.amount.currency().code(), line.account.name());
        let sums = totals.entry(place).or_insert_with(|| (line.account.text(lang), nothing, nothing));
        match line.side {
            Side::Debit => sums.1 += amount,
            Side::Credit => sums.2 += amount,
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_number_only_where_the_number_is_exact() {
        for (text, is_number) in
            [("1280.00", true), ("0.01", true), ("9999999999999.99", true), ("92233720368547758.07", false)]
        {
            assert_eq!(exact(text).is_some(), is_number, "{text}");
        }
    }
}
