//! Transactions in which nothing is wrong, in all the shapes that they come in.

use chrono::NaiveDate;

use super::{Lines, Maker};
use crate::money::Money;
use crate::recon::discrepancy::Rounding;
use crate::recon::{Direction, Line, LineKind, LineStatus, References};

/// The fee of receipts, in hundred-thousandths.
pub(super) const FEE_RATE: u32 = 600;

impl Maker<'_> {
    /// One sound transaction; of a hundred most are plain payouts and receipts.
    pub(super) fn sound(&mut self, date: NaiveDate, lines: &mut Lines, is_last: bool) {
        match self.chance.below(100) {
            0..50 => self.payout(date, lines),
            50..80 => self.receipt(date, lines),
            80..84 => self.refund(date, lines),
            84..87 => self.bounce(date, lines),
            87..90 => self.batch(date, lines),
            90..92 => self.netted(date, lines),
            92..94 => self.net_of_fee(date, lines),
            94..96 => self.bare(date, lines),
            96..98 => self.failed(date, lines),
            _ if is_last => self.payout(date, lines),
            _ => self.across_days(date, lines),
        }
    }

    fn payout(&mut self, date: NaiveDate, lines: &mut Lines) {
        let line = self.line(LineKind::Payout, Direction::Out, date);
        lines.both(without_channel_number(&line), line);
    }

    pub(super) fn priced_receipt(&mut self, date: NaiveDate) -> Line {
        let line = self.line(LineKind::Receipt, Direction::In, date);
        let fee = Rounding::HalfUp.share_minor(line.amount, FEE_RATE);
        let fee = Money::from_minor(i64::try_from(fee).unwrap_or_default(), line.amount.currency());
        Line { fee: Some(fee), ..line }
    }

    fn receipt(&mut self, date: NaiveDate, lines: &mut Lines) {
        let line = self.priced_receipt(date);
        lines.both(without_channel_number(&line), line);
    }

    /// A receipt, and a part of it given back under a number of its own.
    fn refund(&mut self, date: NaiveDate, lines: &mut Lines) {
        let sale = self.priced_receipt(date);
        let refund = self.given_back(&sale, LineKind::Refund, date);
        lines.both(without_channel_number(&sale), sale);
        lines.both(without_channel_number(&refund), refund);
    }

    /// A payout that came back: the channel repeats the payout's own number.
    fn bounce(&mut self, date: NaiveDate, lines: &mut Lines) {
        let payout = self.line(LineKind::Payout, Direction::Out, date);
        let bounce = Line { amount: payout.amount, ..self.given_back(&payout, LineKind::Bounce, date) };
        let references = References { order_number: payout.references.order_number.clone(), ..References::default() };
        let theirs = Line { references, ..bounce.clone() };
        lines.both(without_channel_number(&payout), payout);
        lines.both(without_channel_number(&bounce), theirs);
    }

    fn given_back(&mut self, of: &Line, kind: LineKind, date: NaiveDate) -> Line {
        let direction = if of.direction == Direction::In { Direction::Out } else { Direction::In };
        let line = self.line(kind, direction, date);
        let references = References { original_order_number: of.references.order_number.clone(), ..line.references };
        let part = of.amount.minor() / 3 + 1;
        Line { amount: Money::from_minor(part, of.amount.currency()), references, ..line }
    }

    /// Payouts of a batch that is one line at the channel.
    fn batch(&mut self, date: NaiveDate, lines: &mut Lines) {
        let whole = self.line(LineKind::Transfer, Direction::Out, date);
        let batch_number = whole.references.order_number.as_ref().map(|number| format!("BATCH-{number}"));
        let mut sum = 0;
        for _ in 0..3 + self.chance.below(5) {
            let part = without_channel_number(&self.line(LineKind::Payout, Direction::Out, date));
            sum += part.amount.minor();
            lines.ours.push(Line {
                references: References { batch_number: batch_number.clone(), ..part.references },
                ..part
            });
        }
        let references = References { batch_number, ..References::default() };
        let amount = Money::from_minor(sum, whole.amount.currency());
        lines.channel.push(Line { kind: LineKind::Other, amount, references, counterparty: None, ..whole });
    }

    /// A receipt from which the channel has taken off a refund.
    fn netted(&mut self, date: NaiveDate, lines: &mut Lines) {
        let sale = self.line(LineKind::Receipt, Direction::In, date);
        let refund = self.given_back(&sale, LineKind::Refund, date);
        let left = Money::from_minor(sale.amount.minor() - refund.amount.minor(), sale.amount.currency());
        lines.channel.push(Line { amount: left, ..sale.clone() });
        lines.ours.extend([without_channel_number(&sale), without_channel_number(&refund)]);
    }

    /// A receipt from which the channel has taken off the fee.
    fn net_of_fee(&mut self, date: NaiveDate, lines: &mut Lines) {
        let ours = self.priced_receipt(date);
        let fee = ours.fee.map_or(0, Money::minor);
        let left = Money::from_minor(ours.amount.minor() - fee, ours.amount.currency());
        let theirs = Line { amount: left, fee: None, ..ours.clone() };
        lines.both(without_channel_number(&ours), theirs);
    }

    /// A line of the channel without a reference, to be known by amount, time and counterparty.
    fn bare(&mut self, date: NaiveDate, lines: &mut Lines) {
        let ours = without_channel_number(&self.line(LineKind::Transfer, Direction::In, date));
        let theirs = Line { references: References::default(), ..ours.clone() };
        lines.both(ours, theirs);
    }

    /// A payout that failed, which the channel does not list.
    fn failed(&mut self, date: NaiveDate, lines: &mut Lines) {
        let line = without_channel_number(&self.line(LineKind::Payout, Direction::Out, date));
        lines.ours.push(Line { status: LineStatus::Failed, ..line });
    }

    /// A payout that we booked today and the channel books tomorrow.
    fn across_days(&mut self, date: NaiveDate, lines: &mut Lines) {
        let line = self.line(LineKind::Payout, Direction::Out, date);
        let tomorrow = date.succ_opt().unwrap_or(date);
        self.today.push(Line { date: tomorrow, ..line.clone() });
        lines.ours.push(without_channel_number(&line));
    }
}

/// A line as our books have it, which do not know the channel's number.
pub(super) fn without_channel_number(line: &Line) -> Line {
    Line { references: References { channel_number: None, ..line.references.clone() }, ..line.clone() }
}
