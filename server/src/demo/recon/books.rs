//! The accounts of the demo, each with a month of both sides: sound days out of the generator that tests use, and breaks put into
//! some of them.
//!
//! The rule: what is put wrong stands in [`BREAKS`]; nothing else is wrong.

use anyhow::{Context, Result};
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use shared::money::{Currency, Money};
use shared::recon::discrepancy::DiscrepancyKind::{
    self, AmountMismatch, DuplicateLine, FeeMismatch, MissingChannel, MissingInternal, StatusMismatch,
};
use shared::recon::sample::{SampleDay, SampleOf, sample};
use shared::recon::{
    AccountId, ChannelAccount, Format, Line, LineKind, LineStatus, References, Tolerance, business_date, day_bounds,
};

/// How many days each account has that are over.
pub const DAYS: u64 = 30;

/// An account with its days, the first first.
pub struct Book {
    /// The account.
    pub account: ChannelAccount,
    /// In which format its statements come.
    pub format: Format,
    /// Up to how many days before the last its days are closed.
    pub closed_until: u64,
    /// Its days: those that are over, and one that is not.
    pub days: Vec<BookDay>,
}

/// A day, as each side has it.
pub struct BookDay {
    /// The date.
    pub date: NaiveDate,
    /// How many days it lies before the last that is over; none of the one that is not.
    pub before_last: Option<u64>,
    /// Our lines.
    pub ours: Vec<Line>,
    /// The channel's.
    pub channel: Vec<Line>,
    /// What the account holds before them, in minor units.
    pub opening_minor: i64,
}

/// What is put wrong: in which account, how many days before the last, of which type, and which of those that the generator has.
const BREAKS: [(Place, u64, DiscrepancyKind, usize); 31] = [
    (Place::Wechat, 26, MissingChannel, 0),
    (Place::Wechat, 21, AmountMismatch, 0),
    (Place::Wechat, 12, AmountMismatch, 2),
    (Place::Wechat, 2, StatusMismatch, 0),
    (Place::Wechat, 2, AmountMismatch, 1),
    (Place::Wechat, 2, MissingChannel, 0),
    (Place::Wechat, 1, DuplicateLine, 0),
    (Place::Wechat, 1, MissingInternal, 0),
    (Place::Wechat, 1, MissingChannel, 0),
    (Place::Wechat, 0, AmountMismatch, 0),
    (Place::Wechat, 0, StatusMismatch, 0),
    (Place::Bank, 24, AmountMismatch, 2),
    (Place::Bank, 10, MissingChannel, 0),
    (Place::Bank, 1, AmountMismatch, 1),
    (Place::Bank, 1, MissingChannel, 0),
    (Place::Bank, 1, MissingInternal, 0),
    (Place::Alipay, 27, FeeMismatch, 0),
    (Place::Alipay, 20, FeeMismatch, 0),
    (Place::Alipay, 13, MissingChannel, 0),
    (Place::Alipay, 9, FeeMismatch, 0),
    (Place::Alipay, 4, FeeMismatch, 0),
    (Place::Alipay, 4, FeeMismatch, 1),
    (Place::Alipay, 4, AmountMismatch, 0),
    (Place::Alipay, 4, MissingInternal, 0),
    (Place::Alipay, 3, FeeMismatch, 0),
    (Place::Alipay, 3, FeeMismatch, 1),
    (Place::Alipay, 3, DuplicateLine, 1),
    (Place::Alipay, 2, FeeMismatch, 0),
    (Place::Alipay, 1, DuplicateLine, 0),
    (Place::Alipay, 1, MissingChannel, 0),
    (Place::Alipay, 0, FeeMismatch, 0),
];

/// Which of the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// 微信: payouts, with the fund bill of each day.
    Wechat,
    /// A bank abroad: payouts, with its MT940.
    Bank,
    /// 支付宝: receipts and payouts, with a table that is read by a mapping; its balance stands on the portal alone.
    Alipay,
}

/// The last date that is over and reconciled by now: the morning's work is done at noon.
pub fn last_date(now: DateTime<Utc>) -> NaiveDate {
    let noon = now + Duration::hours(8) - Duration::hours(12);
    noon.date_naive() - Days::new(1)
}

/// The books of all accounts, up to `last`.
pub fn books(last: NaiveDate) -> Result<Vec<Book>> {
    let all = [(Place::Wechat, 4), (Place::Bank, 3), (Place::Alipay, 6)];
    all.into_iter().map(|(place, until)| book(place, until, last)).collect()
}

fn book(place: Place, closed_until: u64, last: NaiveDate) -> Result<Book> {
    let (account, format) = account(place)?;
    let first = last - Days::new(DAYS - 1);
    let days = u32::try_from(DAYS + 1).unwrap_or(u32::MAX);
    let transactions = if place == Place::Alipay { 12 } else { 20 };
    let seed = 20 + place as u64;
    let sound = sample(SampleOf { seed, first, days, transactions, breaks_of_each: 0 }, &account);
    let of = SampleOf { seed: seed + 100, first, days, transactions: 0, breaks_of_each: 2 };
    let broken = sample(of, &account);
    let mut balance = 800_000_000;
    let mut made = Vec::new();
    for (sound, broken) in sound.into_iter().zip(&broken) {
        let before_last = u64::try_from((last - sound.date).num_days()).ok();
        let day = day(place, before_last, (sound, broken), &account, balance);
        balance += day.channel.iter().map(moved_minor).sum::<i64>();
        made.push(day);
    }
    if place == Place::Wechat {
        come_late(&mut made, &account);
    }
    Ok(Book { account, format, closed_until, days: made })
}

/// What the channel lacked of the day before last it lists on the last: that it was missing clears by itself.
fn come_late(days: &mut [BookDay], account: &ChannelAccount) {
    let of = |ago| days.iter().position(|day| day.before_last == Some(ago));
    let (Some(booked), Some(came)) = (of(2), of(0)) else { return };
    let is_listed = |line: &Line| {
        days[booked].channel.iter().any(|listed| listed.references.order_number == line.references.order_number)
    };
    let is_broken = |line: &&Line| line.references.order_number.as_ref().is_some_and(|order| order.starts_with("WXX"));
    let Some(missing) = days[booked].ours.iter().filter(is_broken).find(|line| !is_listed(line)).cloned() else {
        return;
    };
    let date = days[came].date;
    let (begins, _) = day_bounds(date, account);
    days[came].channel.insert(0, Line { date, at: Some(begins + Duration::minutes(2)), ..missing });
}

fn day(
    place: Place,
    before_last: Option<u64>,
    (sound, broken): (SampleDay, &SampleDay),
    account: &ChannelAccount,
    opening_minor: i64,
) -> BookDay {
    let SampleDay { date, ours, channel, .. } = sound;
    let named = |lines: Vec<Line>, letter: &str| -> Vec<Line> {
        let lines = lines.into_iter().filter(|line| is_told(line, place));
        lines.map(|line| known(line, place, letter, account)).collect()
    };
    let mut day = BookDay { date, before_last, ours: named(ours, ""), channel: named(channel, ""), opening_minor };
    let here = BREAKS.iter().filter(|(of, ago, ..)| (*of, Some(*ago)) == (place, before_last));
    for (_, _, kind, which) in here {
        let Some(found) = broken.breaks.iter().filter(|found| found.kind == kind.name()).nth(*which) else { continue };
        let of = |lines: &[Line]| -> Vec<Line> {
            let is_meant = |line: &&Line| line.references.order_number.as_ref() == Some(&found.order_number);
            let lines = lines.iter().filter(is_meant).cloned();
            lines.map(|line| known(line, place, "X", account)).collect()
        };
        day.ours.extend(of(&broken.ours));
        day.channel.extend(of(&broken.channel));
    }
    for lines in [&mut day.ours, &mut day.channel] {
        lines.sort_by_key(|line| line.at);
    }
    day
}

/// Whether the account has lines of this sort: those that pay out have no receipts, and their statements name no batches.
fn is_told(line: &Line, place: Place) -> bool {
    let is_taken_in = matches!(line.kind, LineKind::Receipt | LineKind::Refund);
    place == Place::Alipay || !is_taken_in && line.references.batch_number.is_none()
}

/// A line under the account's own numbers, at a time of its business date, and without the fee that its statement cannot state.
fn known(line: Line, place: Place, letter: &str, account: &ChannelAccount) -> Line {
    let first = ["WX", "BK", "AL"][place as usize];
    let number = |number: Option<String>| number.map(|number| format!("{first}{letter}{number}"));
    let references = References {
        order_number: number(line.references.order_number),
        channel_number: number(line.references.channel_number),
        batch_number: number(line.references.batch_number),
        original_order_number: number(line.references.original_order_number),
        entry_reference: None,
    };
    // What the channel booked a day later it booked as soon as that day had begun.
    let (begins, _) = day_bounds(line.date, account);
    let is_of_date = |at: &DateTime<Utc>| business_date(*at, account) == line.date;
    let at = line.at.filter(is_of_date).unwrap_or(begins + Duration::minutes(4));
    let fee = line.fee.filter(|_| place == Place::Alipay);
    Line { references, at: Some(at), fee, ..line }
}

/// What a line adds to what the account holds.
pub fn moved_minor(line: &Line) -> i64 {
    let fee = line.fee.filter(|_| line.status == LineStatus::Settled).map_or(0, Money::minor);
    line.effect_minor() - fee
}

fn account(place: Place) -> Result<(ChannelAccount, Format)> {
    let (id, channel, name, currency, number, format) = match place {
        Place::Wechat => ("wechat-cny", "wechat_transfer", "微信商家转账", "CNY", None, Format::WechatFund),
        Place::Bank => ("victoria-usd", "iso20022", "Victoria Peak Bank", "USD", Some("718203344"), Format::Mt940),
        Place::Alipay => ("alipay-cny", "alipay_transfer", "支付宝备付金", "CNY", None, Format::Csv),
    };
    let account = ChannelAccount {
        id: AccountId::parse(id).context(id)?,
        channel: channel.to_owned(),
        name: name.to_owned(),
        currency: Currency::from_code(currency).context(currency)?,
        number: number.map(str::to_owned),
        utc_offset_minutes: 480,
        cut_off: None,
        hold_days: 1,
        tolerance: Tolerance { amount_minor: 0, minutes: 10 },
        formats: vec![format],
    };
    Ok((account, format))
}

impl BookDay {
    /// What the account holds after the channel's lines, in minor units.
    pub fn closing_minor(&self) -> i64 {
        self.opening_minor + self.channel.iter().map(moved_minor).sum::<i64>()
    }
}
