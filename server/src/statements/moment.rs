//! Moments as Chinese channels write them: `2026-03-01 09:05:07`, by the channel's own clock.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc};
use shared::recon::{ChannelAccount, Fault, FaultKind, business_date};

/// A business date, and the moment that it was told by.
pub type Moment = (NaiveDate, DateTime<Utc>);

/// Reads a moment of an account's channel.
pub fn moment(text: &str, account: &ChannelAccount) -> Result<Moment, Fault> {
    local(text)
        .and_then(|local| of_channel(local, account))
        .ok_or_else(|| Fault::new(FaultKind::BadDate).found(text).expected("YYYY-MM-DD HH:mm:ss"))
}

/// The moment of a time by the channel's clock.
pub fn of_channel(local: NaiveDateTime, account: &ChannelAccount) -> Option<Moment> {
    let offset = Duration::minutes(i64::from(account.utc_offset_minutes));
    let at = Utc.from_utc_datetime(&local.checked_sub_signed(offset)?);
    Some((business_date(at, account), at))
}

/// `2026-03-01 09:05:07`; some bills have two spaces, some slashes.
fn local(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.trim().split_once(' ')?;
    let time = time.trim_start();
    if date.len() != 10 || time.len() != 8 {
        return None;
    }
    let digits =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let parts = |text: &str, at: [std::ops::Range<usize>; 3], signs: [char; 2]| {
        let is_separated = at[..2].iter().all(|range| text[range.end..].starts_with(signs));
        let [a, b, c] = at.map(|range| text.get(range).and_then(digits));
        is_separated.then_some((a?, b?, c?))
    };
    if !text.is_ascii() {
        return None;
    }
    let (year, month, day) = parts(date, [0..4, 5..7, 8..10], ['-', '/'])?;
    let (hour, minute, second) = parts(time, [0..2, 3..5, 6..8], [':', ':'])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, second)
}

/// A date that stands in the name of a file: `2026-03-01` or `20260301`.
pub fn date_in_name(name: Option<&str>) -> Option<NaiveDate> {
    let name = name?;
    let begins = |at: usize| name.get(at..);
    (0..name.len()).filter_map(begins).find_map(|rest| {
        let dashed = rest.get(..10).and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
        let plain = rest.get(..8).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let plain = plain.and_then(|text| NaiveDate::parse_from_str(text, "%Y%m%d").ok());
        dashed.or(plain).filter(|date| ("2000-01-01"..="2099-12-31").contains(&date.to_string().as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_or_none() {
        for (text, expected) in [
            ("2026-03-01 09:05:07", Some("2026-03-01 09:05:07")),
            ("2016-05-04  02:18:18", Some("2016-05-04 02:18:18")),
            ("2026/03/01 09:05:07", Some("2026-03-01 09:05:07")),
            ("2026-02-30 09:05:07", None),
            ("2026-03-01 24:05:07", None),
            ("2026-03-01", None),
            ("2026-03-01 9:05:07", None),
            ("2026x03-01 09:05:07", None),
            ("２０26-03 09:05:07", None),
            ("+026-03-01 09:05:07", None),
            ("", None),
        ] {
            assert_eq!(local(text).map(|local| local.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn names_hold_dates() {
        for (name, expected) in [
            ("1900000109All2026-03-01.csv", Some("2026-03-01")),
            ("bill_20260301.csv", Some("2026-03-01")),
            ("账单2026-03-01", Some("2026-03-01")),
            ("20269999.csv", None),
            ("", None),
        ] {
            assert_eq!(date_in_name(Some(name)).map(|date| date.to_string()).as_deref(), expected, "{name}");
        }
    }
}
