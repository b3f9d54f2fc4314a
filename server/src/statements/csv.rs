//! Any CSV, by a mapping: separated by comma, semicolon, tab or bar, in UTF-8, UTF-16, GBK or windows-1252, as it is found.

mod records;

use shared::recon::{Format, Statement};

use self::records::Records;
use super::decoded::decoded;
use super::table::{Kept, Table, Take};
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

/// Hands on the rows for as long as more are wanted.
pub fn rows(file: &mut dyn Source, take: &mut Take<'_>) -> Result<(), Unread> {
    let delimiter = records::delimiter(decoded(file)?)?;
    let mut records = Records::new(decoded(file)?, delimiter);
    while let Some((line, values)) = records.next()? {
        if !take((line, values.into_iter().map(Kept::Text).collect()))? {
            break;
        }
    }
    Ok(())
}
