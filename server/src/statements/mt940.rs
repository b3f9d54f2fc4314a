//! MT940, the SWIFT customer statement, as banks write it.
//!
//! Read by our own reader: those that exist keep to the standard or to one bank's reading of it, and refuse dates of 30 February,
//! missing entry dates, references that are too long, letters that SWIFT has not. Here the structure is strict (every amount, date
//! and mark is read or refused) and the words are free.
//!
//! A file holds one statement after another: of several days, of several pages (`:60M:`, `:62M:`), of several accounts. Those of
//! other accounts are passed over by name.

mod balance;
mod entry;
mod fields;
mod message;
mod narrative;

use std::io::Read;

use shared::money::Currency;
use shared::recon::{Fault, FaultKind, Format, Head, OwnSummary, Statement, Tail};

use self::fields::Fields;
use self::message::Message;
use super::tally::Tally;
use super::{Reading, Sink, Source, Unread, account_number};

/// What was read of the statements so far.
struct Reader<'a> {
    tally: Tally<'a>,
    head: Head,
    tail: Tail,
    position: u32,
    /// The account of the first statement, and on which line it stands.
    first_account: Option<(String, u32)>,
    is_any_ours: bool,
}

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let currency = reading.account.currency;
    let head = Head { format: Format::Mt940, version: None, account: None, number: None, currency, opening: None };
    let tail = Tail { closing: None, summary: OwnSummary::default() };
    let tally = Tally::new(reading, sink);
    let mut reader = Reader { tally, head, tail, position: 0, first_account: None, is_any_ours: false };
    let mut fields = Fields::new(&mut *file as &mut dyn Read, currency == Currency::CNY);
    match reader.messages(&mut fields) {
        Ok(()) => reader.finish(),
        Err(unread) => Err(reader.tally.ended(unread)),
    }
}

impl Reader<'_> {
    fn messages<R: Read>(&mut self, fields: &mut Fields<R>) -> Result<(), Unread> {
        let mut message: Option<Message> = None;
        while let Some(field) = fields.next()? {
            if field.tag == "20"
                && let Some(ended) = message.take()
            {
                ended.end(self, field.line)?;
            }
            message.get_or_insert_with(|| Message::new(&field)).read(&field, self)?;
        }
        match message {
            Some(ended) => ended.end(self, fields.line()),
            None => Err(Fault::new(FaultKind::MissingField).at_line(fields.line()).expected(":20:").into()),
        }
    }

    /// Whether the statements of that account are those that are read. Without a number to go by it is the first account, and
    /// there must be no other.
    fn is_ours(&mut self, named: &str, line: u32) -> Result<bool, Unread> {
        let first = self.first_account.get_or_insert_with(|| (named.to_owned(), line)).0.clone();
        let ours = match &self.tally.account().number {
            Some(number) => account_number::is_same(number, named),
            None if account_number::is_same(&first, named) => true,
            None => {
                let fault = Fault::new(FaultKind::OtherAccount).at_line(line).in_column(":25:").found(named);
                return Err(fault.expected(first).into());
            }
        };
        if ours {
            self.is_any_ours = true;
            self.head.account.get_or_insert_with(|| named.to_owned());
        } else {
            self.tally.pass_over(named);
        }
        Ok(ours)
    }

    fn finish(mut self) -> Result<Statement, Unread> {
        if self.is_any_ours {
            return self.tally.finish(self.head, self.tail);
        }
        let number = self.tally.account().number.clone().unwrap_or_default();
        let mut fault = Fault::new(FaultKind::OtherAccount).in_column(":25:").expected(number);
        if let Some((named, line)) = &self.first_account {
            fault = fault.at_line(*line).found(named);
        }
        Err(self.tally.refused(fault))
    }
}
