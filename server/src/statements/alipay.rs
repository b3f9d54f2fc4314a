//! Alipay's bill: a ZIP of CSV files in GBK, or one of them.
//!
//! The file of details has comments that begin with `#` above its header and below its rows: whose bill it is, of which days, and
//! its sums. The file of sums (汇总) is another table of the same, without a row of its own, and is passed over.

mod details;
mod sums;

use std::io::Read;

use shared::recon::{Fault, FaultKind, Format, Head, OwnSummary, Statement, Tail};

use self::details::Details;
use super::archive::{Archive, is_archive, within};
use super::decoded::{Decoded, decoded, encoding};
use super::tally::Tally;
use super::{Reading, Sink, Source, Unread};

/// What the list of details is called above its header.
pub const LIST: &str = "业务明细列表";

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let is_archive = is_archive(file)?;
    let mut details = Details::new(Tally::new(reading, sink));
    let read = if is_archive { parts(file, &mut details) } else { decoded(file).and_then(|text| details.read(text)) };
    match read {
        Ok(()) => details.finish(Head {
            format: Format::Alipay,
            version: None,
            account: None,
            number: None,
            currency: reading.account.currency,
            opening: None,
        }),
        Err(unread) => Err(details.tally.ended(unread)),
    }
}

/// Reads every part that is a list of details; a large bill has several.
fn parts(file: &mut dyn Source, details: &mut Details<'_>) -> Result<(), Unread> {
    let mut archive = Archive::open(file)?;
    let mut is_any = false;
    for index in 0..archive.len() {
        let Some((name, mut part)) = archive.part(index)? else { continue };
        let encoding = encoding(&mut part).map_err(|unread| within(&name, unread))?;
        drop(part);
        let Some((_, part)) = archive.part(index)? else { continue };
        let mut beginning = vec![];
        let mut text = Decoded::new(part, encoding);
        (&mut text).take(4_096).read_to_end(&mut beginning)?;
        if !String::from_utf8_lossy(&beginning).contains(LIST) {
            continue;
        }
        is_any = true;
        details.read((&beginning[..]).chain(text)).map_err(|unread| within(&name, unread))?;
    }
    let missing = || Fault::new(FaultKind::MissingField).expected(LIST).into();
    if is_any { Ok(()) } else { Err(missing()) }
}

/// The end of a bill: what it says of itself.
fn tail(summary: OwnSummary) -> Tail {
    Tail { closing: None, summary }
}
