//! Statement files: one reader a file, all giving the same lines, sums and balances.
//!
//! The rule: a file that is at fault anywhere is refused whole, with the place of each fault. Lines are handed on while they are
//! read, so that memory does not grow with the file; they count only once the whole file has been read.

mod account_number;
mod amount;
mod mt940;
mod recognise;
mod tally;
mod text;

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use shared::recon::{ChannelAccount, Fault, Format, Line, Mapping, Statement};

pub use self::recognise::recognise;

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
    Failed(#[from] io::Error),
}

/// The most faults that are told of one file.
pub const FAULTS_MAX: usize = 100;

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Self {
        Self::Refused(vec![fault])
    }
}

/// Reads a statement from its beginning to its end.
///
/// Lines go to `sink` as they are read; none of them counts unless a statement is returned.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    file.rewind()?;
    mt940::read(file, reading, sink)
}
