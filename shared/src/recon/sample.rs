//! Days of lines with known breaks in them, the same for the same seed: for tests, for the demo and for measuring.
//!
//! The rule: whatever is put wrong is listed, and nothing else is wrong.

mod breaks;
mod chance;
mod sound;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use self::chance::Chance;
use super::discrepancy::DiscrepancyKind;
use super::{ChannelAccount, Direction, Line, LineKind, LineStatus, References, day_bounds};
use crate::money::Money;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct SampleOf {
    /// The same seed makes the same days.
    pub seed: u64,
    /// The first business date.
    pub first: NaiveDate,
    /// How many days.
    pub days: u32,
    /// About how many sound transactions each day has.
    pub transactions: u32,
    /// How many breaks of every type each day has.
    pub breaks_of_each: u32,
}

/// One business day, as each side has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleDay {
    /// Which business date.
    pub date: NaiveDate,
    /// The lines of our books.
    pub ours: Vec<Line>,
    /// The lines of the channel's statement.
    pub channel: Vec<Line>,
    /// The breaks that are in them.
    pub breaks: Vec<KnownBreak>,
    /// The balance before the channel's lines.
    pub opening: Money,
    /// The balance after them.
    pub closing: Money,
}

/// A break that was put in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownBreak {
    /// The order number of its lines.
    pub order_number: String,
    /// Its type, by its name.
    pub kind: &'static str,
    /// Its cause, by its name, where it was given one.
    pub cause: Option<&'static str>,
}

/// Makes the days of an account.
pub fn sample(of: SampleOf, account: &ChannelAccount) -> Vec<SampleDay> {
    let mut maker = Maker { account, chance: Chance::new(of.seed), count: 0, carried: Vec::new(), today: Vec::new() };
    let mut balance = 50_000_000_i64;
    let mut days = Vec::new();
    for day in 0..u64::from(of.days) {
        let Some(date) = of.first.checked_add_days(Days::new(day)) else { break };
        let is_last = day + 1 == u64::from(of.days);
        let made = maker.day(date, &of, is_last);
        let opening = account.money(balance);
        let of_account = made.channel.iter().filter(|line| line.amount.currency() == account.currency);
        balance += of_account.map(moved_minor).sum::<i64>();
        days.push(SampleDay { opening, closing: account.money(balance), ..made });
    }
    days
}

/// Makes one line after another.
pub(super) struct Maker<'a> {
    account: &'a ChannelAccount,
    chance: Chance,
    count: u64,
    /// What we booked yesterday and the channel books today.
    carried: Vec<Line>,
    /// What we book today and the channel books tomorrow.
    today: Vec<Line>,
}

/// A day that is being made.
#[derive(Default)]
pub(super) struct Lines {
    ours: Vec<Line>,
    channel: Vec<Line>,
    breaks: Vec<KnownBreak>,
}

impl Maker<'_> {
    fn day(&mut self, date: NaiveDate, of: &SampleOf, is_last: bool) -> SampleDay {
        let mut lines = Lines { channel: std::mem::take(&mut self.carried), ..Lines::default() };
        for _ in 0..of.transactions {
            self.sound(date, &mut lines, is_last);
        }
        for _ in 0..of.breaks_of_each {
            self.breaks(date, &mut lines);
        }
        self.carried = std::mem::take(&mut self.today);
        let number = |lines: Vec<Line>| -> Vec<Line> {
            (1..).zip(lines).map(|(position, line)| Line { position, ..line }).collect()
        };
        let Lines { ours, channel, breaks } = lines;
        let zero = self.account.money(0);
        SampleDay { date, ours: number(ours), channel: number(channel), breaks, opening: zero, closing: zero }
    }

    /// A line of a transaction of its own.
    fn line(&mut self, kind: LineKind, direction: Direction, date: NaiveDate) -> Line {
        self.count += 1;
        let amount = 100 + i64::try_from(self.chance.below(2_000_000)).unwrap_or_default();
        let number = format!("{}{:08}", letter(kind), self.count);
        let at = self.moment(date);
        Line {
            position: 0,
            kind,
            direction,
            amount: self.account.money(amount),
            fee: None,
            status: LineStatus::Settled,
            references: References {
                order_number: Some(number.clone()),
                channel_number: Some(format!("C{number}")),
                ..References::default()
            },
            date,
            at: Some(at),
            counterparty: Some(self.name()),
            counterparty_account: None,
            text: None,
        }
    }

    /// Some moment of a business date, not near its ends.
    fn moment(&mut self, date: NaiveDate) -> DateTime<Utc> {
        let (begins, _) = day_bounds(date, self.account);
        let seconds = 7_200 + self.chance.below(20 * 3_600 - 7_200);
        begins + Duration::seconds(i64::try_from(seconds).unwrap_or_default())
    }

    fn name(&mut self) -> String {
        const FAMILY: [&str; 8] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄"];
        const GIVEN: [&str; 8] = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋"];
        format!("{}{}{}", self.chance.pick(&FAMILY), self.chance.pick(&GIVEN), self.chance.pick(&GIVEN))
    }
}

impl Lines {
    fn both(&mut self, ours: Line, channel: Line) {
        self.ours.push(ours);
        self.channel.push(channel);
    }

    fn note(&mut self, line: &Line, kind: DiscrepancyKind, cause: Option<&'static str>) {
        let order_number = line.references.order_number.clone().unwrap_or_default();
        self.breaks.push(KnownBreak { order_number, kind: kind.name(), cause });
    }
}

fn letter(kind: LineKind) -> char {
    match kind {
        LineKind::Payout => 'P',
        LineKind::Receipt => 'S',
        LineKind::Refund => 'R',
        LineKind::Bounce => 'B',
        LineKind::Fee => 'F',
        LineKind::Transfer => 'T',
        LineKind::Other => 'O',
    }
}

/// What a line adds to the account's balance.
fn moved_minor(line: &Line) -> i64 {
    let fee = if line.status == LineStatus::Settled { line.fee.map_or(0, Money::minor) } else { 0 };
    line.effect_minor() - fee
}
