//! Both sides of a channel account, as they are sent: lines of our books, and the bank's statement (MT940).

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use serde_json::{Value, json};

/// The date of most lines.
pub const DAY: &str = "2026-03-02";

/// A name that no other account of this process has.
pub fn account_name() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("bank-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An account in yuan whose business day ends at midnight and whose lines wait a day.
pub fn account(id: &str) -> Value {
    json!({
        "id": id, "channel": "unionpay_payout", "name": "中国银行 CNY", "currency": "CNY", "number": null,
        "utc_offset_minutes": 480, "cut_off": null, "hold_days": 1, "tolerance": { "amount_minor": 0, "minutes": 10 },
        "formats": [],
    })
}

/// A payout in our books, of [`DAY`].
pub fn payout(account: &str, order: &str, amount: &str) -> Value {
    json!({
        "account": account, "source_system": "core", "source_line": format!("{account}/{order}"), "kind": "payout",
        "direction": "out", "amount": { "amount": amount, "currency": "CNY" },
        "references": { "order_number": order }, "date": DAY,
    })
}

/// How MT940 calls a transfer.
const TRANSFER: &str = "NTRF";
/// How it calls a returned item.
const RETURN: &str = "NRTI";

/// A statement of a bank.
#[derive(Clone, Debug)]
pub struct BankStatement {
    date: NaiveDate,
    opening_minor: i64,
    entries: Vec<(NaiveDate, i64, &'static str, String)>,
    number: u32,
}

impl BankStatement {
    /// A statement of [`DAY`] without entries, with that opening balance in fen.
    pub fn opening(opening_minor: i64) -> Self {
        Self { date: date(DAY), opening_minor, entries: Vec::new(), number: 1 }
    }

    /// The same of another date.
    ///
    /// # Panics
    ///
    /// Where that is no date.
    pub fn of(self, day: &str) -> Self {
        Self { date: date(day), ..self }
    }

    /// The same with another number, so that it is another file.
    pub fn numbered(self, number: u32) -> Self {
        Self { number, ..self }
    }

    /// The same with what was paid out under this order number.
    pub fn out(self, order: &str, minor: i64) -> Self {
        self.entry(order, -minor, TRANSFER)
    }

    /// The same with what came in under this order number.
    pub fn r#in(self, order: &str, minor: i64) -> Self {
        self.entry(order, minor, TRANSFER)
    }

    /// The same with what came back of this order number.
    pub fn bounced(self, order: &str, minor: i64) -> Self {
        self.entry(order, minor, RETURN)
    }

    fn entry(mut self, order: &str, minor: i64, kind: &'static str) -> Self {
        self.entries.push((self.date, minor, kind, order.to_owned()));
        self
    }

    /// What the account holds after the last entry, in fen.
    pub fn closing_minor(&self) -> i64 {
        self.opening_minor + self.entries.iter().map(|(_, minor, ..)| minor).sum::<i64>()
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.text(self.closing_minor()).into_bytes()
    }

    /// The same with a closing balance that does not add up.
    pub fn bytes_that_do_not_add_up(&self) -> Vec<u8> {
        self.text(self.closing_minor() + 1).into_bytes()
    }

    fn text(&self, closing_minor: i64) -> String {
        let day = |date: NaiveDate| date.format("%y%m%d").to_string();
        let first = self.entries.first().map_or(self.date, |(date, ..)| *date);
        let mut text = format!(":20:ST{}\r\n:25:62220001\r\n:28C:{}/1\r\n", self.number, self.number);
        text += &format!(":60F:{}\r\n", balance(&day(first), self.opening_minor));
        for (date, minor, kind, order) in &self.entries {
            let sign = if *minor < 0 { 'D' } else { 'C' };
            text += &format!(":61:{}{sign}{}{kind}{order}\r\n", day(*date), plain(minor.abs()));
        }
        text + &format!(":62F:{}\r\n-\r\n", balance(&day(self.date), closing_minor))
    }
}

fn balance(day: &str, minor: i64) -> String {
    format!("{}{day}CNY{}", if minor < 0 { 'D' } else { 'C' }, plain(minor.abs()))
}

fn plain(minor: i64) -> String {
    format!("{},{:02}", minor / 100, minor % 100)
}

fn date(day: &str) -> NaiveDate {
    day.parse().expect("a date")
}
