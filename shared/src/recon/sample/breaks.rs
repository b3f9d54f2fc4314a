//! Transactions in which something is wrong: one of each type, and those of a cause that shows.

use chrono::NaiveDate;

use super::sound::without_channel_number;
use super::{Lines, Maker};
use crate::money::{Currency, Money};
use crate::recon::discrepancy::DiscrepancyKind;
use crate::recon::{Direction, Line, LineKind, LineStatus, References};

impl Maker<'_> {
    /// One break of every type and of every cause.
    pub(super) fn breaks(&mut self, date: NaiveDate, lines: &mut Lines) {
        self.missing(date, lines);
        self.amounts(date, lines);
        self.fee(date, lines);
        self.currency(date, lines);
        self.status(date, lines);
        self.second(date, lines);
    }

    fn missing(&mut self, date: NaiveDate, lines: &mut Lines) {
        let short = without_channel_number(&self.line(LineKind::Payout, Direction::Out, date));
        lines.note(&short, DiscrepancyKind::MissingChannel, None);
        lines.ours.push(short);
        let long = self.priced_receipt(date);
        lines.note(&long, DiscrepancyKind::MissingInternal, None);
        lines.channel.push(long);
    }

    fn amounts(&mut self, date: NaiveDate, lines: &mut Lines) {
        let plain = self.line(LineKind::Payout, Direction::Out, date);
        let hundred_fold = self.line(LineKind::Payout, Direction::Out, date);
        let swapped = self.line(LineKind::Payout, Direction::Out, date);
        let of = |minor, line: &Line| Money::from_minor(minor, line.amount.currency());
        for (line, ours, channel, cause) in [
            (&plain, plain.amount, of(plain.amount.minor() + 7, &plain), None),
            (
                &hundred_fold,
                hundred_fold.amount,
                of(hundred_fold.amount.minor() * 100, &hundred_fold),
                Some("hundred_fold"),
            ),
            (&swapped, of(1_234_567, &swapped), of(1_243_567, &swapped), Some("digits_swapped")),
        ] {
            lines.note(line, DiscrepancyKind::AmountMismatch, cause);
            lines.both(Line { amount: ours, ..without_channel_number(line) }, Line { amount: channel, ..line.clone() });
        }
    }

    /// The channel rounds its fee the other way.
    fn fee(&mut self, date: NaiveDate, lines: &mut Lines) {
        let ours =
            Line { amount: self.account.money(10_083), fee: Some(self.account.money(60)), ..self.priced_receipt(date) };
        lines.note(&ours, DiscrepancyKind::FeeMismatch, Some("fee_rounding"));
        let theirs = Line { fee: Some(self.account.money(61)), ..ours.clone() };
        lines.both(without_channel_number(&ours), theirs);
    }

    fn currency(&mut self, date: NaiveDate, lines: &mut Lines) {
        let ours = self.line(LineKind::Payout, Direction::Out, date);
        let other =
            ["USD", "EUR"].into_iter().filter_map(Currency::from_code).find(|other| *other != self.account.currency);
        let Some(other) = other else { return };
        lines.note(&ours, DiscrepancyKind::CurrencyMismatch, None);
        let theirs = Line { amount: Money::from_minor(ours.amount.minor(), other), ..ours.clone() };
        lines.both(without_channel_number(&ours), theirs);
    }

    /// Our books do not know yet; the channel says that it moved the money.
    fn status(&mut self, date: NaiveDate, lines: &mut Lines) {
        let theirs = self.line(LineKind::Payout, Direction::Out, date);
        lines.note(&theirs, DiscrepancyKind::StatusMismatch, None);
        lines.both(Line { status: LineStatus::Pending, ..without_channel_number(&theirs) }, theirs);
    }

    /// The channel settles one payout under two numbers, and lists one receipt twice.
    fn second(&mut self, date: NaiveDate, lines: &mut Lines) {
        let payout = self.line(LineKind::Payout, Direction::Out, date);
        let again = References {
            channel_number: payout.references.channel_number.as_ref().map(|number| format!("{number}X")),
            ..payout.references.clone()
        };
        lines.note(&payout, DiscrepancyKind::DuplicateLine, Some("duplicate"));
        lines.channel.push(Line { references: again, ..payout.clone() });
        lines.both(without_channel_number(&payout), payout);
        let receipt = self.priced_receipt(date);
        lines.note(&receipt, DiscrepancyKind::DuplicateLine, Some("duplicate"));
        lines.channel.push(receipt.clone());
        lines.both(without_channel_number(&receipt), receipt);
    }
}
