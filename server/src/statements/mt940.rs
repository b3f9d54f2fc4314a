//! MT940, the SWIFT customer statement, as banks write it.
//!
//! Read by our own reader, for banks write what the standard has not: dates of 30 February, no entry date, references that are too
//! long, letters that SWIFT has not (all of it seen in samples of public parsers). The structure is strict (every amount, date
//! and mark is read or refused) and the words are free.
//!
//! A file holds one statement after another: of several days, of several pages (`:60M:`, `:62M:`), of several accounts. Those of
//! other accounts are passed over by name. An archive holds one such file after another.

mod balance;
mod charges;
mod entry;
mod fields;
mod message;
mod narrative;

use std::io::Read;

use shared::recon::{Fault, FaultKind, Format, Head, OwnSummary, Statement, Tail};

use self::fields::Fields;
use self::message::Message;
use super::accounts::Accounts;
use super::archive::{each_part, is_archive};
use super::tally::Tally;
use super::{Reading, Sink, Source, Unread};

/// What was read of the statements so far.
struct Reader<'a> {
    tally: Tally<'a>,
    head: Head,
    tail: Tail,
    position: u32,
    accounts: Accounts,
}

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let currency = reading.account.currency;
    let head = Head { format: Format::Mt940, version: None, account: None, number: None, currency, opening: None };
    let tail = Tail { closing: None, summary: OwnSummary::default() };
    let tally = Tally::new(reading, sink);
    let mut reader = Reader { tally, head, tail, position: 0, accounts: Accounts::default() };
    let read = if is_archive(file)? {
        each_part(file, &mut |part| reader.messages(&mut Fields::new(part, currency)))
    } else {
        reader.messages(&mut Fields::new(&mut *file as &mut dyn Read, currency))
    };
    match read {
        Ok(()) => reader.finish(),
        Err(unread) => Err(reader.tally.ended(unread)),
    }
}

impl Reader<'_> {
    fn messages<R: Read>(&mut self, fields: &mut Fields<R>) -> Result<(), Unread> {
        let mut message: Option<Message> = None;
        while let Some(field) = fields.next()? {
            // What some banks write above the first field.
            if field.tag == "940" {
                continue;
            }
            if let Some(ended) = message.take_if(|message| message.ends_before(&field)) {
                message = Some(ended.next(&field));
                ended.end(self, field.line)?;
            }
            message.get_or_insert_with(|| Message::new(&field)).read(&field, self)?;
        }
        match message {
            Some(ended) => ended.end(self, fields.line()),
            None => Err(Fault::new(FaultKind::MissingField).at_line(fields.line()).expected(":20:").into()),
        }
    }

    fn finish(mut self) -> Result<Statement, Unread> {
        match self.accounts.fault(&self.tally) {
            Some(fault) => Err(self.tally.refused(fault.in_column(":25:"))),
            None => self.tally.finish(self.head, self.tail),
        }
    }
}
