//! Balances that stand beside each line: what they say of the balances before and after all of them.
//!
//! Lines may come oldest first or newest first, and those of one second in any order: only the ends are held to add up. Where a
//! line at an end has no balance, nothing is told of that end.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use shared::money::Money;
use shared::recon::{Balance, Fault, Format, Head, Line, LineStatus, OwnSummary, Statement, Tail};

use super::Unread;
use super::tally::{Tally, balance_difference};

/// The lines at the ends, with the balances after them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chain {
    /// The first line with a balance, and the last.
    links: Option<(Link, Link)>,
    /// When the first line of all happened, and the last.
    times: Option<(Time, Time)>,
    /// Whether lines without a balance stand before the first with one, and behind the last.
    leads: bool,
    trails: bool,
    movement_minor: i128,
}

/// The date, and the time where it is known.
type Time = (NaiveDate, Option<DateTime<Utc>>);

#[derive(Clone, Copy, Debug)]
struct Link {
    effect_minor: i128,
    balance: Balance,
    line: u32,
}

impl Link {
    fn before(&self) -> Option<Balance> {
        let Balance { amount, date } = self.balance;
        let before = i64::try_from(i128::from(amount.minor()) - self.effect_minor).ok()?;
        Some(Balance { amount: Money::from_minor(before, amount.currency()), date })
    }
}

/// The balances at both ends, as far as they are told.
#[derive(Debug, Default)]
struct Ends {
    opening: Option<Balance>,
    closing: Option<Balance>,
    /// What does not add up.
    doubt: Option<Fault>,
}

impl Chain {
    /// Takes one more line, which stands on `row`, and the balance after it where it has one.
    pub fn take(&mut self, line: &Line, balance: Option<Money>, row: u32) {
        let fee = if line.status == LineStatus::Settled { line.fee.map_or(0, Money::minor) } else { 0 };
        let effect_minor = i128::from(line.effect_minor()) - i128::from(fee);
        self.movement_minor += effect_minor;
        let time = (line.date, line.at);
        self.times = Some((self.times.map_or(time, |(first, _)| first), time));
        self.trails = balance.is_none();
        match balance {
            Some(amount) => {
                let link = Link { effect_minor, balance: Balance { amount, date: line.date }, line: row };
                self.links = Some((self.links.map_or(link, |(first, _)| first), link));
            }
            None => self.leads |= self.links.is_none(),
        }
    }

    /// The statement of a file that states no balances but these: what is told of the ends are its opening and its closing.
    /// They stand in `column`, where that has a name of its own.
    pub fn finish(
        &self,
        mut tally: Tally<'_>,
        format: Format,
        summary: OwnSummary,
        column: Option<&str>,
    ) -> Result<Statement, Unread> {
        let Ends { opening, closing, doubt } = self.ends().unwrap_or_default();
        if let Some(closing) = closing {
            tally.close(closing);
        }
        if let Some(doubt) = doubt {
            tally.doubt(match column {
                Some(column) => doubt.in_column(column),
                None => doubt,
            });
        }
        let currency = tally.account().currency;
        let head = Head { format, version: None, account: None, number: None, currency, opening };
        tally.finish(head, Tail { closing, summary })
    }

    /// The balances at both ends, where there is one.
    fn ends(&self) -> Option<Ends> {
        let (first, last) = self.links?;
        match (self.leads, self.trails) {
            (false, false) => {
                let (forward, backward) = (self.between(&first, &last)?, self.between(&last, &first)?);
                let is_backward = match self.order() {
                    // What the times say is so, even where a balance between does not add up.
                    Some(order) if forward.doubt.is_some() && backward.doubt.is_some() => order == Ordering::Greater,
                    _ => forward.doubt.is_some() && backward.doubt.is_none(),
                };
                Some(if is_backward { backward } else { forward })
            }
            (true, true) => None,
            // One end is told. Which of the two it is, the times of the lines say.
            (false, true) => self.one_end(&first, Ordering::Less),
            (true, false) => self.one_end(&last, Ordering::Greater),
        }
    }

    /// The end that a line stands at: the opening where it is the oldest, the closing where it is the newest.
    fn one_end(&self, link: &Link, oldest_where: Ordering) -> Option<Ends> {
        let order = self.order()?;
        let is_oldest = order == oldest_where;
        let opening = if is_oldest { link.before() } else { None };
        let closing = (!is_oldest).then_some(link.balance);
        Some(Ends { opening, closing, doubt: None })
    }

    /// How the first line of all stands to the last in time; nothing where that is not known.
    fn order(&self) -> Option<Ordering> {
        let ((first, first_at), (last, last_at)) = self.times?;
        let order = match first.cmp(&last) {
            Ordering::Equal => first_at?.cmp(&last_at?),
            order => order,
        };
        (order != Ordering::Equal).then_some(order)
    }

    fn between(&self, oldest: &Link, newest: &Link) -> Option<Ends> {
        let (opening, closing) = (oldest.before()?, newest.balance);
        let doubt = balance_difference(opening.amount, self.movement_minor, closing.amount);
        Some(Ends {
            opening: Some(opening),
            closing: Some(closing),
            doubt: doubt.map(|fault| fault.at_line(newest.line)),
        })
    }
}

#[cfg(test)]
mod tests {
    use shared::money::Currency;
    use shared::recon::{Direction, LineKind, References};

    use super::*;

    /// What the opening and the closing are told to be of lines, each with its day, what it moved and the balance after it.
    fn told(lines: &[(u32, i64, Option<i64>)]) -> (Option<i64>, Option<i64>) {
        let cny = |minor| Money::from_minor(minor, Currency::CNY);
        let mut chain = Chain::default();
        for (row, (day, effect, balance)) in (1..).zip(lines) {
            let line = Line {
                position: row,
                kind: LineKind::Other,
                status: LineStatus::Settled,
                direction: if *effect < 0 { Direction::Out } else { Direction::In },
                amount: cny(effect.abs()),
                fee: None,
                date: NaiveDate::from_ymd_opt(2026, 3, *day).expect("a date"),
                at: None,
                references: References::default(),
                counterparty: None,
                counterparty_account: None,
                text: None,
            };
            chain.take(&line, balance.map(cny), row);
        }
        let minor = |balance: Option<Balance>| balance.map(|balance| balance.amount.minor());
        chain.ends().map_or((None, None), |ends| (minor(ends.opening), minor(ends.closing)))
    }

    #[test]
    fn an_end_is_told_only_by_the_line_that_stands_there() {
        for (lines, expected) in [
            // Oldest first, newest first, and with a gap between.
            (vec![(1, 10, Some(110)), (2, -30, Some(80))], (Some(100), Some(80))),
            (vec![(2, -30, Some(80)), (1, 10, Some(110))], (Some(100), Some(80))),
            (vec![(1, 10, Some(110)), (1, 5, None), (2, -30, Some(85))], (Some(100), Some(85))),
            // A gap does not turn a file round.
            (vec![(3, -30, Some(80)), (1, 10, Some(95))], (Some(85), Some(80))),
            (vec![(1, 10, Some(95)), (3, -30, Some(80))], (Some(85), Some(80))),
            // A balance on the last line of a time alone says nothing of the balance before the first.
            (vec![(1, 10, None), (2, -30, Some(80))], (None, Some(80))),
            (vec![(2, -30, Some(80)), (1, 10, None)], (None, Some(80))),
            (vec![(1, 10, Some(110)), (2, -30, None)], (Some(100), None)),
            (vec![(2, -30, None), (1, 10, Some(110))], (Some(100), None)),
            // Which end it is, is not known; or no end has one.
            (vec![(1, 10, None), (1, -30, Some(80))], (None, None)),
            (vec![(1, 10, None), (1, 5, Some(115)), (2, -30, None)], (None, None)),
            (vec![(1, 10, None)], (None, None)),
        ] {
            assert_eq!(told(&lines), expected, "{lines:?}");
        }
    }
}
