//! The statements of a file (`Stmt`), one after another.

use std::io::Read;

use shared::recon::{Balance, Fault, FaultKind, Head, LineStatus, Statement, Tail};

use super::super::Unread;
use super::super::accounts::Accounts;
use super::super::tally::{Tally, balance_difference};
use super::super::xml::{Element, Node, Xml};
use super::amount::signed;
use super::balance::Balances;
use super::details::Details;
use super::entry::Entry;
use super::lines::lines;
use super::summary::{self, Counted};

/// The most transactions in one entry.
const DETAILS_MAX: usize = 100_000;

/// What was read of the statements so far.
pub struct Statements<'a> {
    /// What was counted.
    pub tally: Tally<'a>,
    /// What is before the lines.
    pub head: Head,
    tail: Tail,
    accounts: Accounts,
    position: u32,
}

/// One statement while it is read.
#[derive(Default)]
struct One {
    is_ours: Option<bool>,
    balances: Balances,
    movement_minor: i128,
    counted: Counted,
    summary: Option<Element>,
    is_opened: bool,
}

impl<'a> Statements<'a> {
    /// None yet.
    pub fn new(tally: Tally<'a>, head: Head, tail: Tail) -> Self {
        Self { tally, head, tail, accounts: Accounts::default(), position: 0 }
    }

    /// Reads one that has begun on `line`.
    pub fn read<R: Read>(&mut self, xml: &mut Xml<R>, line: u32) -> Result<(), Unread> {
        let mut one = One::default();
        let mut number = None;
        loop {
            match xml.next()? {
                Node::Start(element) if one.is_ours == Some(false) && element.name != "Acct" => xml.skip()?,
                Node::Start(element) => match element.name.as_str() {
                    "Id" | "ElctrncSeqNb" => number = number.or(Some(xml.whole(element)?.text)),
                    "Acct" => {
                        let account = xml.whole(element)?;
                        one.is_ours = Some(self.is_ours(&account)?);
                    }
                    "Bal" => {
                        let balance = xml.whole(element)?;
                        self.balance(&mut one, &balance)?;
                    }
                    "TxsSummry" => one.summary = Some(xml.whole(element)?),
                    "Ntry" => {
                        if one.is_ours.is_none() {
                            let fault = Fault::new(FaultKind::MissingField).at_line(line).in_column("Stmt/Acct");
                            return Err(fault.into());
                        }
                        self.open(&mut one);
                        self.entry(xml, element, &mut one)?;
                    }
                    _ => xml.skip()?,
                },
                Node::End(_) => break,
                Node::Eof => return Err(xml.fault(FaultKind::CutOff).expected("</Stmt>").into()),
            }
        }
        match one.is_ours {
            None => Err(Fault::new(FaultKind::MissingField).at_line(line).in_column("Stmt/Acct").into()),
            Some(false) => Ok(()),
            Some(true) => {
                self.head.number = self.head.number.take().or(number);
                self.open(&mut one);
                self.end(&one)
            }
        }
    }

    /// An account is named by its number, and by its currency where it has statements in several.
    fn is_ours(&mut self, account: &Element) -> Result<bool, Unread> {
        let paths = ["Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC"];
        let Some(named) = paths.iter().find_map(|path| account.text_at(path)) else {
            return Err(Fault::new(FaultKind::MissingField).at_line(account.line).in_column("Acct/Id").into());
        };
        match account.text_at("Ccy") {
            Some(code) if code != self.head.currency.code() => {
                if self.tally.account().number.is_some() {
                    self.tally.pass_over(&format!("{named} {code}"));
                    return Ok(false);
                }
                let fault = Fault::new(FaultKind::BadCurrency).at_line(account.line).in_column("Acct/Ccy").found(code);
                Err(fault.expected(self.head.currency.code()).into())
            }
            _ => {
                let line = account.line;
                self.accounts.admit(&mut self.tally, &mut self.head, named, line).map_err(|unread| match unread {
                    Unread::Refused(faults) => {
                        Unread::Refused(faults.into_iter().map(|fault| fault.in_column("Acct/Id")).collect())
                    }
                    other => other,
                })
            }
        }
    }

    fn balance(&mut self, one: &mut One, element: &Element) -> Result<(), Unread> {
        let offset = self.tally.account().utc_offset_minutes;
        match one.balances.take(element, self.head.currency, offset) {
            Ok(()) => Ok(()),
            // The account's balance in another currency: what it is worth, not what it holds.
            Err(fault) if fault.kind == FaultKind::BadCurrency => {
                self.tally.doubt(fault);
                Ok(())
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Compares the opening balance with the closing one of the statement before it.
    fn open(&mut self, one: &mut One) {
        if std::mem::replace(&mut one.is_opened, true) {
            return;
        }
        let (Some((opening, line)), _) = one.balances.ends() else { return };
        if let Some(before) = self.tail.closing
            && let Some(fault) = balance_difference(before.amount, 0, opening.amount)
        {
            self.tally.doubt(fault.at_line(line).in_column("Bal/Amt"));
        }
        self.tally.see(opening.date);
        self.head.opening.get_or_insert(opening);
    }

    fn entry<R: Read>(&mut self, xml: &mut Xml<R>, start: Element, one: &mut One) -> Result<(), Unread> {
        let currency = self.head.currency;
        let mut element = start;
        let (mut details, mut batch_number, mut faults) = (vec![], None, vec![]);
        loop {
            match xml.next()? {
                Node::Start(child) if child.name == "NtryDtls" => {}
                Node::Start(child) if child.name == "TxDtls" => {
                    if details.len() == DETAILS_MAX {
                        return Err(xml.fault(FaultKind::TooLarge).in_column("TxDtls").into());
                    }
                    match Details::read(&xml.whole(child)?, currency) {
                        Ok(part) => details.push(part),
                        Err(fault) => faults.push(fault),
                    }
                }
                Node::Start(child) if child.name == "Btch" => {
                    let batch = xml.whole(child)?;
                    batch_number = batch.text_at("PmtInfId").or_else(|| batch.text_at("MsgId")).map(str::to_owned);
                }
                Node::Start(child) => {
                    let child = xml.whole(child)?;
                    element.children.push(child);
                }
                Node::End(name) if name == "NtryDtls" => {}
                Node::End(_) => break,
                Node::Eof => return Err(xml.fault(FaultKind::CutOff).expected("</Ntry>").into()),
            }
        }
        if faults.is_empty() {
            let (opening, closing) = one.balances.ends();
            let stated_on = closing.or(opening).map(|(balance, _)| balance.date);
            match Entry::read(&element, self.tally.account(), stated_on) {
                Ok(entry) => return self.take(&Entry { batch_number, ..entry }, &details, one),
                Err(fault) => faults.push(fault),
            }
        }
        faults.into_iter().take(1).try_for_each(|fault| self.tally.note(fault))
    }

    fn take(&mut self, entry: &Entry, details: &[Details], one: &mut One) -> Result<(), Unread> {
        let is_booked = entry.status == LineStatus::Settled;
        one.counted.take(entry.direction, entry.amount, is_booked);
        if is_booked {
            one.movement_minor += signed(entry.direction, entry.amount);
        }
        for mut line in lines(entry, details) {
            one.counted.take_line(entry.direction, is_booked);
            self.position += 1;
            line.position = self.position;
            self.tally.take(Ok(line))?;
        }
        Ok(())
    }

    fn end(&mut self, one: &One) -> Result<(), Unread> {
        if let Some(element) = &one.summary {
            let stated = summary::stated(element, self.head.currency)?;
            if self.tally.is_sound()
                && let Some(fault) = summary::difference(element, &one.counted, self.head.currency)?
            {
                return Err(fault.into());
            }
            self.tail.summary = stated;
        }
        let (opening, closing) = one.balances.ends();
        let Some((closing, line)) = closing else { return Ok(()) };
        if let Some((opening, _)) = opening {
            self.prove(opening, one.movement_minor, closing, line);
        }
        self.tail.closing = Some(closing);
        self.tally.close(closing);
        Ok(())
    }

    fn prove(&mut self, opening: Balance, movement_minor: i128, closing: Balance, line: u32) {
        if self.tally.is_sound()
            && let Some(fault) = balance_difference(opening.amount, movement_minor, closing.amount)
        {
            self.tally.doubt(fault.at_line(line).in_column("Bal/Amt"));
        }
    }

    /// The statement of all of them.
    pub fn finish(mut self) -> Result<Statement, Unread> {
        match self.accounts.fault(&self.tally) {
            Some(fault) => Err(self.tally.refused(fault.in_column("Acct/Id"))),
            None => self.tally.finish(self.head, self.tail),
        }
    }
}
