//! Any CSV, by a mapping: separated by comma, semicolon, tab or bar, in UTF-8, UTF-16, GBK or windows-1252, as it is found.

mod records;

use shared::recon::{Format, Statement};

use self::records::Records;
use super::decoded::decoded;
use super::table::{Kept, KeptRow, Table};
use super::{Reading, Sink, Source, Unread};

/// Reads a file.
pub fn read<'a>(file: &mut dyn Source, reading: &Reading<'a>, sink: &'a mut Sink<'a>) -> Result<Statement, Unread> {
    let mut table = Table::new(reading, sink)?;
    let delimiter = records::delimiter(decoded(file)?)?;
    let mut records = Records::new(decoded(file)?, delimiter);
    let read = (|| {
        while let Some((line, values)) = records.next()? {
            table.row((line, values.into_iter().map(Kept::Text).collect()))?;
        }
        Ok(())
    })();
    match read {
        Ok(()) => table.finish(Format::Csv, records.line()),
        Err(unread) => Err(table.tally.ended(unread)),
    }
}

/// The first rows, for a person to see what is what.
pub fn first_rows(file: &mut dyn Source, rows_max: usize) -> Result<Vec<KeptRow>, Unread> {
    let delimiter = records::delimiter(decoded(file)?)?;
    let mut records = Records::new(decoded(file)?, delimiter);
    let mut rows = vec![];
    while rows.len() < rows_max
        && let Some((line, values)) = records.next()?
    {
        rows.push((line, values.into_iter().map(Kept::Text).collect()));
    }
    Ok(rows)
}
