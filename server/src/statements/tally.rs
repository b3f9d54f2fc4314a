//! What is counted while a file is read, and what becomes of it when the file has been read.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use shared::money::Money;
use shared::recon::{Balance, ChannelAccount, Fault, FaultKind, Head, Line, Statement, Sums, Tail, Wanted};

use super::{FAULTS_MAX, Reading, Sink, Unread};

/// The most closing balances, doubts and other accounts that are kept of one file: ten years of days.
const KEPT_MAX: usize = 4_000;

/// The count of what was read so far.
pub struct Tally<'a> {
    reading: Reading<'a>,
    sink: &'a mut Sink<'a>,
    sums: Sums,
    /// The dates of lines, and the dates of all else that has one.
    dates: [Option<(NaiveDate, NaiveDate)>; 2],
    faults: Vec<Fault>,
    doubts: Vec<Fault>,
    closings: Vec<Balance>,
    other_accounts: Vec<String>,
}

impl<'a> Tally<'a> {
    /// Nothing yet.
    pub fn new(reading: &Reading<'a>, sink: &'a mut Sink<'a>) -> Self {
        Self {
            reading: *reading,
            sink,
            sums: Sums::none(reading.account.currency),
            dates: [None; 2],
            faults: vec![],
            doubts: vec![],
            closings: vec![],
            other_accounts: vec![],
        }
    }

    /// The account that is read.
    pub fn account(&self) -> &'a ChannelAccount {
        self.reading.account
    }

    /// What was counted so far.
    pub fn sums(&self) -> &Sums {
        &self.sums
    }

    /// Takes one more line and hands it on, or notes why it is none.
    pub fn take(&mut self, line: Result<Line, Fault>) -> Result<(), Unread> {
        let line = match line {
            Ok(line) => line,
            Err(fault) => return self.note(fault),
        };
        let Some(sums) = self.sums.with(&line) else {
            let fault = Fault::new(FaultKind::BadAmount).found(&line.amount.to_string());
            return Err(self.refused(fault.expected(Wanted::SmallerSum)));
        };
        self.sums = sums;
        widen(&mut self.dates[0], line.date);
        match (self.sink)(line) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Unread::Stopped),
        }
    }

    /// Notes a fault after which the rest can still be read. Gives up when there are too many.
    pub fn note(&mut self, fault: Fault) -> Result<(), Unread> {
        self.faults.push(fault);
        if self.faults.len() < FAULTS_MAX { Ok(()) } else { Err(Unread::Refused(std::mem::take(&mut self.faults))) }
    }

    /// The refusal for a fault after which nothing can be read, with those that were noted before it.
    pub fn refused(&mut self, fault: Fault) -> Unread {
        let mut faults = std::mem::take(&mut self.faults);
        faults.push(fault);
        Unread::Refused(faults)
    }

    /// Turns the end of reading into the refusal for all that was noted.
    pub fn ended(&mut self, unread: Unread) -> Unread {
        match unread {
            Unread::Refused(mut more) => {
                let mut faults = std::mem::take(&mut self.faults);
                faults.append(&mut more);
                faults.truncate(FAULTS_MAX);
                Unread::Refused(faults)
            }
            other => other,
        }
    }

    /// Whether every line so far could be read. Sums are only worth a comparison where it could.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Keeps what its lines do not bear out.
    pub fn doubt(&mut self, fault: Fault) {
        if self.doubts.len() < KEPT_MAX {
            self.doubts.push(fault);
        }
    }

    /// Keeps a closing balance.
    pub fn close(&mut self, balance: Balance) {
        self.see(balance.date);
        if self.closings.len() < KEPT_MAX {
            self.closings.push(balance);
        }
    }

    /// Keeps the name of another account, once.
    pub fn pass_over(&mut self, account: &str) {
        if self.other_accounts.len() < KEPT_MAX && !self.other_accounts.iter().any(|other| other == account) {
            self.other_accounts.push(account.to_owned());
        }
    }

    /// Notes a date that the file is of, for when it has no lines.
    pub fn see(&mut self, date: NaiveDate) {
        widen(&mut self.dates[1], date);
    }

    /// The statement, or the refusal.
    pub fn finish(self, head: Head, tail: Tail) -> Result<Statement, Unread> {
        let [of_lines, of_others] = self.dates;
        let Some((first_date, last_date)) = of_lines.or(of_others) else {
            let nothing = Fault::new(FaultKind::Empty).expected(Wanted::LineOrDate);
            return Err(if self.is_sound() { nothing.into() } else { Unread::Refused(self.faults) });
        };
        if !self.is_sound() {
            return Err(Unread::Refused(self.faults));
        }
        Ok(Statement {
            head,
            tail,
            sums: self.sums,
            first_date,
            last_date,
            closings: self.closings,
            doubts: self.doubts,
            other_accounts: self.other_accounts,
        })
    }
}

/// Widens dates so that they hold this one.
fn widen(dates: &mut Option<(NaiveDate, NaiveDate)>, date: NaiveDate) {
    let (first, last) = dates.unwrap_or((date, date));
    *dates = Some((first.min(date), last.max(date)));
}

/// What differs where an opening balance and the movement do not give the closing balance.
pub fn balance_difference(opening: Money, movement_minor: i128, closing: Money) -> Option<Fault> {
    let counted = i128::from(opening.minor()) + movement_minor;
    if counted == i128::from(closing.minor()) {
        return None;
    }
    let expected = i64::try_from(counted)
        .map_or_else(|_| counted.to_string(), |minor| Money::from_minor(minor, opening.currency()).to_string());
    Some(Fault::new(FaultKind::BalanceDiffers).found(&closing.to_string()).expected(expected))
}

/// What differs where a file's own count is not what was counted.
pub fn count_difference(stated: u64, counted: u64) -> Option<Fault> {
    let fault = || Fault::new(FaultKind::CountDiffers).found(&stated.to_string()).expected(counted.to_string());
    (stated != counted).then(fault)
}

/// What differs where a file's own sum is not what was counted.
pub fn sum_difference(stated: Money, counted_minor: i128) -> Option<Fault> {
    if i128::from(stated.minor()) == counted_minor {
        return None;
    }
    let expected = i64::try_from(counted_minor)
        .map_or_else(|_| counted_minor.to_string(), |minor| Money::from_minor(minor, stated.currency()).to_string());
    Some(Fault::new(FaultKind::SumDiffers).found(&stated.to_string()).expected(expected))
}
