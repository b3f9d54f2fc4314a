//! Dates and times as XML writes them: `2015-01-21`, `2015-01-21+01:00`, `2015-03-10T18:43:50.123+00:00`.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc};
use shared::recon::{Fault, FaultKind};

use super::super::xml::Element;

/// A date, and the moment where one is stated.
pub type Moment = (NaiveDate, Option<DateTime<Utc>>);

/// Reads `Dt` or `DtTm` within the element at `path`; `None` where there is no such element.
pub fn moment(element: &Element, path: &str, utc_offset_minutes: i32) -> Result<Option<Moment>, Fault> {
    let Some(holder) = element.at(path) else { return Ok(None) };
    let column = format!("{}/{path}", element.name);
    let Some(stated) = holder.child("DtTm").or_else(|| holder.child("Dt")) else {
        return Err(Fault::new(FaultKind::MissingField).at_line(holder.line).in_column(&column));
    };
    read(&stated.text, utc_offset_minutes).map(Some).ok_or_else(|| {
        let fault = Fault::new(FaultKind::BadDate).at_line(stated.line).in_column(&column).found(&stated.text);
        fault.expected("YYYY-MM-DD")
    })
}

/// The date is the one that is written: the bank's own.
fn read(text: &str, utc_offset_minutes: i32) -> Option<Moment> {
    let (date, rest) = text.trim().split_at_checked(10)?;
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let Some(time) = rest.strip_prefix('T') else {
        return is_offset(rest).then_some((date, None));
    };
    if let Ok(at) = DateTime::parse_from_rfc3339(text.trim()) {
        return Some((date, Some(at.with_timezone(&Utc))));
    }
    let local = NaiveDateTime::parse_from_str(&format!("{date}T{time}"), "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    let at = local.checked_sub_signed(Duration::minutes(i64::from(utc_offset_minutes)))?;
    Some((date, Some(Utc.from_utc_datetime(&at))))
}

/// Nothing, `Z`, or `+01:00`: a date may have an offset too.
fn is_offset(text: &str) -> bool {
    let is_digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.is_empty()
        || text == "Z"
        || text
            .strip_prefix(['+', '-'])
            .and_then(|offset| offset.split_once(':'))
            .is_some_and(|(hours, minutes)| is_digits(hours) && is_digits(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_the_banks_own() {
        for (text, expected) in [
            ("2015-01-21", Some(("2015-01-21", None))),
            ("2015-01-21Z", Some(("2015-01-21", None))),
            ("2015-01-21+01:00", Some(("2015-01-21", None))),
            ("2015-01-21T00:30:00+01:00", Some(("2015-01-21", Some("2015-01-20T23:30:00+00:00")))),
            ("2015-01-21T18:43:50.123", Some(("2015-01-21", Some("2015-01-21T10:43:50.123+00:00")))),
            ("2015-02-30", None),
            ("2015-01-21x", None),
            ("15-01-21", None),
            ("2015-01-21T", None),
            ("", None),
            ("二零一五年", None),
        ] {
            let read = read(text, 480).map(|(date, at)| (date.to_string(), at.map(|at| at.to_rfc3339())));
            let expected = expected.map(|(date, at): (&str, Option<&str>)| (date.to_owned(), at.map(str::to_owned)));
            assert_eq!(read, expected, "{text}");
        }
    }
}
