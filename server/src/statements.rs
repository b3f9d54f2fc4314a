//! Statement files: one reader a file, all giving the same lines, sums and balances.
//!
//! The rule: a file that is at fault anywhere is refused whole, with the place of each fault. Lines are handed on while they are
//! read, so that memory does not grow with the file; they count only once the whole file has been read.

mod account_number;
mod accounts;
mod alipay;
mod amount;
mod archive;
mod camt053;
mod chain;
mod csv;
mod decoded;
mod moment;
mod mt940;
mod recognise;
mod table;
mod tally;
mod text;
mod unionpay;
mod wechat;
mod xlsx;
mod xml;

use std::collections::VecDeque;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use shared::recon::{ChannelAccount, Fault, FaultKind, Format, Line, Mapping, Statement};

use self::decoded::Carried;
pub use self::recognise::recognise;
use self::table::{Kept, KeptRow, Take};

/// Something to read a statement from: a file that was received whole.
pub trait Source: Read + Seek {}

impl<T: Read + Seek + ?Sized> Source for T {}

/// Where lines go as they are read. Where it breaks, reading stops.
pub type Sink<'a> = dyn FnMut(Line) -> ControlFlow<()> + 'a;

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The format it was recognised as.
    pub format: Format,
    /// What the file is called; some name their year only there.
    pub name: Option<&'a str>,
    /// The account whose statement it should be.
    pub account: &'a ChannelAccount,
    /// Which column is what, for the formats that do not say it themselves.
    pub mapping: Option<&'a Mapping>,
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// It is at fault: in one place at least, and in as many as could be told, up to [`FAULTS_MAX`].
    #[error("refused: {0:?}")]
    Refused(Vec<Fault>),
    /// Whoever takes the lines wanted no more.
    #[error("stopped")]
    Stopped,
    /// The spooled file could not be read, which says nothing about what is in it.
    #[error(transparent)]
    Failed(io::Error),
}

/// The most faults that are told of one file.
pub const FAULTS_MAX: usize = 100;

impl From<io::Error> for Unread {
    /// A fault that was found while reading comes along as an error of reading; any other says nothing of the file.
    fn from(error: io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Carried>()) {
            Some(carried) => carried.0.clone().into(),
            None => Self::Failed(error),
        }
    }
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Self {
        Self::Refused(vec![fault])
    }
}

/// Reads a statement from its beginning to its end.
///
/// Lines go to `sink` as they are read; none of them counts unless a statement is returned. Where the account says in which
/// formats its statements come, any other is refused.
pub fn read<'a>(file: &mut dyn Source, reading: &Reading<'a>, sink: &'a mut Sink<'a>) -> Result<Statement, Unread> {
    file.rewind()?;
    let formats = &reading.account.formats;
    if !formats.is_empty() && !formats.contains(&reading.format) {
        let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
        let fault = Fault::new(FaultKind::UnknownFormat).found(reading.format.name());
        return Err(fault.expected(names.join(", ")).into());
    }
    match reading.format {
        Format::WechatTrade => wechat::read_trade(file, reading, sink),
        Format::WechatFund => wechat::read_fund(file, reading, sink),
        Format::Alipay => alipay::read(file, reading, sink),
        Format::Unionpay => unionpay::read(file, reading, sink),
        Format::Camt053 => camt053::read(file, reading, sink),
        Format::Mt940 => mt940::read(file, reading, sink),
        Format::Csv => csv::read(file, reading, sink),
        Format::Xlsx => xlsx::read(file, reading, sink),
    }
}

/// A row as a person would see it, with its number.
pub type ShownRow = (u32, Vec<String>);

/// The first rows of a table; none of another format.
pub fn first_rows(file: &mut dyn Source, format: Format, rows_max: usize) -> Result<Vec<ShownRow>, Unread> {
    first_rows_of(file, format, None, rows_max)
}

/// The first rows of a sheet of a workbook, or of a table that has none.
pub fn first_rows_of(
    file: &mut dyn Source,
    format: Format,
    sheet: Option<&str>,
    rows_max: usize,
) -> Result<Vec<ShownRow>, Unread> {
    let mut kept = vec![];
    rows(file, format, sheet, &mut |row| {
        kept.push(shown(&row));
        Ok(kept.len() < rows_max)
    })?;
    Ok(kept)
}

/// A mapping for a table, suggested by its first rows and its last: the first of them whose names make sense as a header.
pub fn suggested_mapping(file: &mut dyn Source, format: Format) -> Result<Option<Mapping>, Unread> {
    let (mut kept, mut last) = (vec![], VecDeque::new());
    let read = rows(file, format, None, &mut |row| {
        if kept.len() < SUGGESTED_FROM {
            kept.push(shown(&row));
        } else {
            last.push_back(row);
            if last.len() > SUGGESTED_BY_LAST {
                last.pop_front();
            }
        }
        Ok(true)
    });
    match read {
        Ok(()) => kept.extend(last.iter().map(shown)),
        // What is at fault further below is told when the file is read.
        Err(Unread::Refused(_)) if kept.len() == SUGGESTED_FROM => {}
        Err(unread) => return Err(unread),
    }
    let (numbers, cells): (Vec<u32>, Vec<Vec<String>>) = kept.into_iter().unzip();
    let of_row = |index: usize| shared::recon::suggested_mapping(numbers[index], &cells[index], &cells[index + 1..]);
    Ok((0..cells.len().min(SUGGESTED_FROM)).find_map(of_row))
}

/// How many rows at the beginning are looked at for a suggestion.
const SUGGESTED_FROM: usize = 40;
/// How many at the end.
const SUGGESTED_BY_LAST: usize = 8;

fn rows(file: &mut dyn Source, format: Format, sheet: Option<&str>, take: &mut Take<'_>) -> Result<(), Unread> {
    file.rewind()?;
    match format {
        Format::Csv => csv::rows(file, take),
        Format::Xlsx => xlsx::rows(file, sheet, take),
        _ => Ok(()),
    }
}

fn shown((number, cells): &KeptRow) -> ShownRow {
    (*number, cells.iter().map(Kept::shown).collect())
}
