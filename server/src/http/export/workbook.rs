//! Tables as a workbook, a sheet each.
//!
//! The rule: a text is written as a text, so nothing is ever a formula; an amount is a number only where the number is exact.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Sheet};
use crate::error::Error;

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes the tables.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    fill(sheets).map_err(|error| Error::Internal(format!("a workbook cannot be written: {error}")))
}

fn fill(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for table in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.name)?.set_freeze_panes(1, 0)?;
        head(sheet, &table.columns)?;
        for (row, cells) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(cells) {
                put(sheet, (row, column), cell)?;
            }
        }
        sheet.autofit();
    }
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
