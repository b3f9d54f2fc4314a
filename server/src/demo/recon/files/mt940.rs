//! A bank's MT940: a message for the day, with what it opens and closes with.

use chrono::NaiveDate;
use shared::money::Money;
use shared::recon::{ChannelAccount, Direction, Line, LineKind};

use crate::demo::recon::books::BookDay;

/// Writes it.
pub fn write(account: &ChannelAccount, day: &BookDay) -> Vec<u8> {
    let number = account.number.as_deref().unwrap_or_default();
    let date = day.date;
    let mut text = format!(":20:STMT{}\r\n:25:{number}\r\n", date.format("%y%m%d"));
    text += &format!(":28C:{}/1\r\n:60F:{}\r\n", date.format("%j"), balance(account, date, day.opening_minor));
    for line in &day.channel {
        text += &entry(line, date);
    }
    text += &format!(":62F:{}\r\n-\r\n", balance(account, date, day.closing_minor()));
    text.into_bytes()
}

fn entry(line: &Line, date: NaiveDate) -> String {
    let mark = if line.direction == Direction::In { 'C' } else { 'D' };
    let kind = if line.kind == LineKind::Bounce { "RTI" } else { "TRF" };
    let order = line.references.order_number.as_deref();
    let bank = line.references.channel_number.as_deref().map(|number| format!("//{number}")).unwrap_or_default();
    let name = line.counterparty.as_deref().unwrap_or_default();
    let date = date.format("%y%m%d");
    let first = format!(":61:{date}{mark}{}N{kind}{}{bank}\r\n", plain(line.amount), order.unwrap_or("NONREF"));
    first + &format!(":86:/EREF/{}/NAME/{name}/REMI/payments desk\r\n", order.unwrap_or("NOTPROVIDED"))
}

fn balance(account: &ChannelAccount, date: NaiveDate, minor: i64) -> String {
    let mark = if minor < 0 { 'D' } else { 'C' };
    let currency = account.currency.code();
    format!("{mark}{}{currency}{}", date.format("%y%m%d"), plain(account.money(minor.saturating_abs())))
}

/// An amount as SWIFT writes it: with a comma.
fn plain(money: Money) -> String {
    money.amount().to_string().replace('.', ",")
}
