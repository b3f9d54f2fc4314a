//! Numbers and dates of cells, exactly.
//!
//! A workbook keeps a number as a binary float, written with as many as 17 digits: what was typed as 1.1 may stand in the file as
//! `1.1000000000000001`. The shortest decimal that names the same float is what was typed, as long as it has no more than the 15
//! digits that spreadsheets show. Anything longer (`0.30000000000000004`, left behind by somebody's arithmetic) is no amount that
//! anybody wrote: it has more decimals than any currency, and is refused as that. No float is ever reckoned with.

use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::{Decimal, RoundingStrategy};

/// The plain decimal text of a number; `None` where it is none.
pub fn decimal(raw: &str) -> Option<String> {
    let raw = raw.trim();
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let significant = digits.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if is_plain && significant <= 15 && !whole.is_empty() && !fraction.is_empty() && !fraction.contains('.') {
        return Some(raw.to_owned());
    }
    let is_number = raw.bytes().all(|byte| byte.is_ascii_digit() || b".+-eE".contains(&byte));
    let float: f64 = raw.parse().ok().filter(|float: &f64| is_number && float.is_finite())?;
    // The shortest text that is read back as the same float; never with an exponent.
    let text = float.to_string();
    (text.len() <= 40).then_some(text)
}

/// The moment of a date's number: days since the beginning, and parts of a day. None before March 1900: the days before it are
/// counted one too high.
pub fn moment(number: &str, is_from_1904: bool) -> Option<NaiveDateTime> {
    let number = Decimal::from_str(number).ok()?;
    let days = u64::try_from(number.trunc()).ok()?;
    let (begins, least) = if is_from_1904 { ((1904, 1, 1), 0) } else { ((1899, 12, 30), 61) };
    if !(least..=2_958_465).contains(&days) {
        return None;
    }
    let seconds =
        (number.fract() * Decimal::from(86_400)).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let seconds = u32::try_from(seconds).ok()?;
    let (year, month, day) = begins;
    let date = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))?;
    match NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0) {
        Some(time) => Some(date.and_time(time)),
        None => Some(date.succ_opt()?.and_time(NaiveTime::MIN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_was_typed() {
        for (raw, expected) in [
            ("1280", Some("1280")),
            ("1280.50", Some("1280.50")),
            ("-0.1", Some("-0.1")),
            ("1.1000000000000001", Some("1.1")),
            ("0.29999999999999999", Some("0.3")),
            ("19.989999999999998", Some("19.99")),
            ("0.30000000000000004", Some("0.30000000000000004")),
            ("1.28E3", Some("1280")),
            ("1E-2", Some("0.01")),
            ("123456789012345", Some("123456789012345")),
            ("4.0012300000000001E+27", Some("4001230000000000000000000000")),
            ("1E300", None),
            ("NaN", None),
            ("inf", None),
            ("", None),
            ("1,5", None),
            ("0x10", None),
        ] {
            assert_eq!(decimal(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn dates_are_days_since_the_beginning() {
        for (number, is_from_1904, expected) in [
            ("46082", false, Some("2026-03-01 00:00:00")),
            ("46082.378553240742", false, Some("2026-03-01 09:05:07")),
            ("46082.999999999", false, Some("2026-03-02 00:00:00")),
            ("44620", true, Some("2026-03-01 00:00:00")),
            ("60", false, None),
            ("-1", false, None),
            ("2958466", false, None),
            ("x", false, None),
        ] {
            let read = moment(number, is_from_1904).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), expected, "{number}");
        }
    }
}
