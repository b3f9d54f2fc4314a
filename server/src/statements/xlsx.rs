//! Any XLSX, by a mapping.
//!
//! Read by our own reader over `zip` and `quick-xml`, for three things that a reader for people need not do: a number is read by the
//! text that stands in the file, never as a float; rows go on as they come; a formula is told from what it came to, and refused.

mod book;
mod cell;
mod number;
mod sheet;

use shared::recon::{Format, Statement};

use self::book::Book;
use super::archive::Archive;
use super::table::{Table, Take};
use super::{Reading, Sink, Source, Unread};

/// Reads a file.
pub fn read<'a>(file: &mut dyn Source, reading: &Reading<'a>, sink: &'a mut Sink<'a>) -> Result<Statement, Unread> {
    let mut table = Table::new(reading, sink)?;
    let mut last_row = 0;
    let read = rows(file, reading.mapping.and_then(|mapping| mapping.sheet.as_deref()), &mut |row| {
        last_row = row.0;
        table.row(row).map(|()| true)
    });
    match read {
        Ok(()) => table.finish(Format::Xlsx, last_row),
        Err(unread) => Err(table.tally.ended(unread)),
    }
}

/// Hands on the rows of a sheet, or of the first, for as long as more are wanted.
pub fn rows(file: &mut dyn Source, sheet: Option<&str>, take: &mut Take<'_>) -> Result<(), Unread> {
    let mut archive = Archive::open(file)?;
    let book = Book::read(&mut archive, sheet)?;
    sheet::rows(&mut archive, &book, take)
}
