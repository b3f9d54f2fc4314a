//! One statement of a file: from `:20:` over its entries to `:62F:`.

use shared::money::Currency;
use shared::recon::{Direction, Fault, FaultKind, Line, LineKind, LineStatus, References};

use super::super::tally::{balance_difference, count_difference, sum_difference};
use super::super::text::{clipped, reference, words};
use super::super::{Unread, amount};
use super::Reader;
use super::balance::balance;
use super::charges::before_charges;
use super::entry::{Entry, entry};
use super::fields::Field;
use super::narrative::narrative;

/// A statement that is being read.
#[derive(Default)]
pub struct Message {
    begins: u32,
    /// Whether it is of the account that is read; unknown before `:25:`.
    is_ours: Option<bool>,
    opening: Option<shared::recon::Balance>,
    has_opening: bool,
    has_closing: bool,
    /// What its entries add to the balance so far.
    movement_minor: i128,
    /// How many entries came in, and how many went out, with their sums: for `:90C:` and `:90D:`.
    counted: [(u64, i128); 2],
    /// The entry that was read last: its words come in the field behind it.
    entry: Option<(Entry, u32)>,
    words: String,
}

impl Message {
    /// Begins with that field.
    pub fn new(field: &Field) -> Self {
        Self { begins: field.line, ..Self::default() }
    }

    /// Whether a field begins the next: `:20:`, or, where a bank leaves that out, what cannot come again behind `:62F:`.
    pub fn ends_before(&self, field: &Field) -> bool {
        let begins = ["25", "25P", "60F", "60M"].contains(&field.tag.as_str());
        field.tag == "20" || (self.has_closing && begins)
    }

    /// The statement that begins with that field. A page without a head of its own is of the same account.
    pub fn next(&self, field: &Field) -> Self {
        let is_ours = self.is_ours.filter(|_| field.tag.starts_with("60"));
        Self { is_ours, ..Self::new(field) }
    }

    /// Reads one more field of it.
    pub fn read(&mut self, field: &Field, reader: &mut Reader<'_>) -> Result<(), Unread> {
        match field.tag.as_str() {
            "25" | "25P" => {
                // The bank's code, or the owner, may stand on a line of its own below.
                let named = field.text.trim().lines().next().unwrap_or_default().trim();
                let admitted = reader.accounts.admit(&mut reader.tally, &mut reader.head, named, field.line)?;
                self.is_ours = Some(admitted);
            }
            "28" | "28C" | "28D" if self.is_ours() => {
                reader.head.number.get_or_insert_with(|| field.text.trim().to_owned());
            }
            // The floor limit of an interim report, which states no balances.
            "34F" if !self.has_opening => {
                return Err(field.fault(FaultKind::UnknownFormat).found("MT942").expected("MT940").into());
            }
            "60F" | "60M" => self.open(field, reader)?,
            "61" => self.enter(field, reader)?,
            "86" if self.entry.is_some() => self.describe(&field.text),
            "62F" | "62M" => self.close(field, reader)?,
            "90C" | "90D" if self.is_ours() => self.compare(field, reader)?,
            // Available balances, free words, and what is for the bank alone.
            _ => {}
        }
        Ok(())
    }

    /// Some banks write a field for each line of words.
    fn describe(&mut self, words: &str) {
        if !self.words.is_empty() {
            self.words.push('\n');
        }
        self.words.push_str(words);
    }

    fn is_ours(&self) -> bool {
        self.is_ours == Some(true)
    }

    fn open(&mut self, field: &Field, reader: &mut Reader<'_>) -> Result<(), Unread> {
        if self.is_ours.is_none() {
            return Err(Fault::new(FaultKind::MissingField).at_line(self.begins).in_column(":25:").into());
        }
        if self.has_opening {
            return Err(field.fault(FaultKind::Malformed).found(&field.text).expected(":62F:").into());
        }
        self.has_opening = true;
        if !self.is_ours() {
            return Ok(());
        }
        let opening = balance(field, reader.head.currency)?;
        // A statement goes on from the one before it.
        if let Some(closing) = reader.tail.closing
            && let Some(fault) = balance_difference(closing.amount, 0, opening.amount)
        {
            reader.tally.doubt(field.locate(fault));
        }
        reader.head.opening.get_or_insert(opening);
        self.opening = Some(opening);
        Ok(())
    }

    fn enter(&mut self, field: &Field, reader: &mut Reader<'_>) -> Result<(), Unread> {
        self.hand_on(reader)?;
        if !self.has_opening {
            return Err(field.fault(FaultKind::MissingField).expected(":60F:").into());
        }
        if self.has_closing {
            return Err(field.fault(FaultKind::Malformed).expected(":20:").into());
        }
        reader.position += 1;
        if self.is_ours() {
            match entry(field, reader.head.currency) {
                Ok(entry) => self.entry = Some((entry, reader.position)),
                Err(fault) => reader.tally.note(fault)?,
            }
        }
        Ok(())
    }

    /// Hands on the entry that was read last: all that belongs to it has been read.
    fn hand_on(&mut self, reader: &mut Reader<'_>) -> Result<(), Unread> {
        let words = std::mem::take(&mut self.words);
        let Some((entry, position)) = self.entry.take() else { return Ok(()) };
        let booked_minor = i128::from(entry.amount.minor());
        let line = line(entry, position, &words);
        // What was booked holds the fee, where there is one: it went out.
        let fee = line.fee.filter(|_| line.status == LineStatus::Settled).map_or(0, |fee| i128::from(fee.minor()));
        self.movement_minor += i128::from(line.effect_minor()) - fee;
        let (count, sum) = &mut self.counted[usize::from(line.direction == Direction::Out)];
        *count += 1;
        *sum += booked_minor;
        reader.tally.take(Ok(line))
    }

    fn close(&mut self, field: &Field, reader: &mut Reader<'_>) -> Result<(), Unread> {
        self.hand_on(reader)?;
        if !self.has_opening {
            return Err(field.fault(FaultKind::MissingField).expected(":60F:").into());
        }
        if self.has_closing {
            return Err(field.fault(FaultKind::Malformed).found(&field.text).expected(":20:").into());
        }
        self.has_closing = true;
        let Some(opening) = self.opening else { return Ok(()) };
        let closing = balance(field, reader.head.currency)?;
        if reader.tally.is_sound()
            && let Some(fault) = balance_difference(opening.amount, self.movement_minor, closing.amount)
        {
            reader.tally.doubt(field.locate(fault));
        }
        reader.tail.closing = Some(closing);
        reader.tally.see(closing.date);
        if field.tag == "62F" {
            reader.tally.close(closing);
        }
        Ok(())
    }

    /// `:90D:5EUR123,45`: how many entries went out, and their sum.
    fn compare(&mut self, field: &Field, reader: &mut Reader<'_>) -> Result<(), Unread> {
        self.hand_on(reader)?;
        let (count, sum) = self.counted[usize::from(field.tag == "90D")];
        let (stated, total) = total(field, reader.head.currency)?;
        if reader.tally.is_sound() {
            let differences = [count_difference(stated, count), sum_difference(total, sum)];
            if let Some(fault) = differences.into_iter().flatten().next() {
                return Err(field.locate(fault).into());
            }
        }
        Ok(())
    }

    /// Ends it where the next begins, or where the file ends.
    pub fn end(mut self, reader: &mut Reader<'_>, line: u32) -> Result<(), Unread> {
        self.hand_on(reader)?;
        let missing = match (self.is_ours, self.has_opening, self.has_closing) {
            (Some(_), true, true) => return Ok(()),
            (None, ..) => Fault::new(FaultKind::MissingField).at_line(self.begins).in_column(":25:"),
            (_, false, _) => Fault::new(FaultKind::CutOff).at_line(line).expected(":60F:"),
            (_, _, false) => Fault::new(FaultKind::CutOff).at_line(line).expected(":62F:"),
        };
        Err(missing.into())
    }
}

fn total(field: &Field, currency: Currency) -> Result<(u64, shared::money::Money), Unread> {
    let text = field.text.trim();
    let malformed = || field.fault(FaultKind::Malformed).found(text).expected(format!("5{currency}123,45"));
    let end = text.find(|digit: char| !digit.is_ascii_digit()).ok_or_else(malformed)?;
    let (count, rest) = text.split_at(end);
    let count = count.parse().map_err(|_| malformed())?;
    let digits = rest.strip_prefix(currency.code()).ok_or_else(malformed)?;
    Ok((count, amount::swift(digits, currency).map_err(|fault| field.locate(fault))?))
}

fn line(entry: Entry, position: u32, text: &str) -> Line {
    let narrative = narrative(text);
    let text = [entry.supplement.as_str(), narrative.text.as_str()].join(" ");
    let (amount, fee) = before_charges(&entry);
    Line {
        position,
        kind: kind(&entry, &narrative.code),
        direction: entry.direction,
        amount,
        fee,
        status: if entry.is_expected { LineStatus::Pending } else { LineStatus::Settled },
        references: References {
            order_number: reference(&narrative.order_number).or_else(|| reference(&entry.owner_reference)),
            channel_number: reference(&entry.bank_reference),
            ..References::default()
        },
        date: entry.date,
        at: None,
        counterparty: clipped(&narrative.counterparty, 200),
        counterparty_account: reference(&narrative.counterparty_account),
        text: words(&text),
    }
}

/// What an entry is of, where its type or its business code says so.
fn kind(entry: &Entry, code: &str) -> LineKind {
    let is_returned = entry.is_reversal || entry.kind == "RTI" || ["108", "109", "159"].contains(&code);
    match (entry.kind.as_str(), entry.direction) {
        ("CHG" | "COM", _) => LineKind::Fee,
        (_, Direction::In) if is_returned => LineKind::Bounce,
        (_, Direction::Out) if is_returned => LineKind::Refund,
        _ => LineKind::Other,
    }
}
