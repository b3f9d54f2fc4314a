//! A table as CSV (RFC 4180), in UTF-8 with its mark, so that spreadsheets read Chinese.

use super::{Cell, Sheet};
use crate::error::Error;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the table.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Error> {
    let mut writer = ::csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    let failed = |error: ::csv::Error| Error::Internal(format!("a table cannot be written: {error}"));
    writer.write_record(&sheet.columns).map_err(failed)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(field)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::Internal(format!("a table cannot be written: {error}")))
}

/// A cell as a field. A spreadsheet takes what begins like a formula for one; an apostrophe before it makes it a text.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) => {
            format!("'{text}")
        }
        Cell::Text(text) | Cell::Amount(text) => text.clone(),
        Cell::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("＝cmd", "'＝cmd"),
            ("\tx", "'\tx"),
            ("北京云杉", "北京云杉"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(field(&Cell::Text(text.to_owned())), expected);
        }
        assert_eq!(field(&Cell::Amount("1280.00".to_owned())), "1280.00");
    }

    #[test]
    fn a_table_has_its_columns_first() {
        let sheet = Sheet {
            name: "lines",
            columns: vec!["order", "amount"],
            rows: vec![
                vec![Cell::text("=P-1"), Cell::Amount("-1.00".to_owned())],
                vec![Cell::text("a\"b"), Cell::Empty],
            ],
        };
        let text = String::from_utf8(write(&sheet).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}order,amount\n'=P-1,-1.00\n\"a\"\"b\",\n");
    }
}
