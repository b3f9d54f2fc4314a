//! Any XLSX, by a mapping.
//!
//! Read by our own reader over `zip` and `quick-xml`: `calamine` hands numbers out as floats, holds a whole sheet in memory, and shows
//! of a formula only what it came to. Here a cell's own text is read; rows go on as they come; a formula is refused.

mod book;
mod cell;
mod number;
mod sheet;

use shared::recon::{Format, Statement};

use self::book::Book;
use super::archive::Archive;
use super::table::{KeptRow, Table};
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

/// The first rows of a sheet, the first where none is named, for a person to see what is what.
pub fn first_rows(file: &mut dyn Source, sheet: Option<&str>, rows_max: usize) -> Result<Vec<KeptRow>, Unread> {
    let mut kept = vec![];
    rows(file, sheet, &mut |row| {
        kept.push(row);
        Ok(kept.len() < rows_max)
    })?;
    Ok(kept)
}

/// Takes rows for as long as more are wanted.
type Take<'a> = dyn FnMut(KeptRow) -> Result<bool, Unread> + 'a;

fn rows(file: &mut dyn Source, sheet: Option<&str>, take: &mut Take<'_>) -> Result<(), Unread> {
    let mut archive = Archive::open(file)?;
    let book = Book::read(&mut archive, sheet)?;
    sheet::rows(&mut archive, &book, take)
}
