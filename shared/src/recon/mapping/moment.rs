//! Dates and times by a pattern such as `YYYY-MM-DD HH:mm:ss`.

use chrono::{NaiveDate, NaiveTime};

/// What a text holds of a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The date, where the pattern has one.
    pub date: Option<NaiveDate>,
    /// The time of day, where the pattern has one.
    pub time: Option<NaiveTime>,
    /// The offset from UTC in minutes, where the pattern has one.
    pub offset_minutes: Option<i32>,
}

/// Which numbers were read.
#[derive(Default)]
struct Numbers {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
    offset_minutes: Option<i32>,
}

/// The tokens, longest first, so that `MMM` is not `MM` and a letter.
const TOKENS: [&str; 13] = ["YYYY", "YY", "MMM", "MM", "M", "DD", "D", "HH", "H", "mm", "m", "ss", "Z"];

/// The next token of a pattern, or the letter that stands for itself.
fn token(pattern: &str) -> Option<(&str, &str)> {
    let length = match TOKENS.iter().find(|token| pattern.starts_with(**token)) {
        Some(token) => token.len(),
        None => pattern.chars().next()?.len_utf8(),
    };
    Some(pattern.split_at(length))
}

/// Whether a pattern holds a whole date.
pub fn has_date(pattern: &str) -> bool {
    holds(pattern, &["YYYY", "YY"]) && holds(pattern, &["MMM", "MM", "M"]) && holds(pattern, &["DD", "D"])
}

/// Whether a pattern holds a time of day.
pub fn has_time(pattern: &str) -> bool {
    holds(pattern, &["HH", "H"]) && holds(pattern, &["mm", "m"])
}

fn holds(mut pattern: &str, tokens: &[&str]) -> bool {
    while let Some((token, rest)) = token(pattern) {
        if tokens.contains(&token) {
            return true;
        }
        pattern = rest;
    }
    false
}

/// Reads a text by a pattern; `None` where it does not follow it, or is no day of the calendar.
pub fn moment(text: &str, mut pattern: &str) -> Option<Moment> {
    let mut rest = text.trim();
    let mut numbers = Numbers::default();
    while let Some((token, after)) = token(pattern) {
        rest = numbers.read(token, rest)?;
        pattern = after;
    }
    if rest.is_empty() { numbers.moment() } else { None }
}

impl Numbers {
    /// Reads what one token stands for, and answers what stands behind it.
    fn read<'a>(&mut self, token: &str, text: &'a str) -> Option<&'a str> {
        let (number, rest) = match token {
            "MMM" => return self.month_by_name(text),
            "Z" => return self.offset(text),
            "YYYY" => digits(text, 4, 4)?,
            "YY" | "MM" | "DD" | "HH" | "mm" | "ss" => digits(text, 2, 2)?,
            "M" | "D" | "H" | "m" => digits(text, 1, 2)?,
            literal => return text.strip_prefix(literal),
        };
        match token {
            "YYYY" => self.year = i32::try_from(number).ok(),
            "YY" => self.year = i32::try_from(2000 + number).ok(),
            "MM" | "M" => self.month = Some(number),
            "DD" | "D" => self.day = Some(number),
            "HH" | "H" => self.hour = Some(number),
            "mm" | "m" => self.minute = Some(number),
            _ => {
                self.second = Some(number);
                // Fractions of a second are below what any statement is reconciled by.
                return Some(without_fraction(rest));
            }
        }
        Some(rest)
    }

    fn month_by_name<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let (name, rest) = text.split_at_checked(3)?;
        let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        self.month = u32::try_from(index + 1).ok();
        Some(rest)
    }

    /// `Z`, `+08:00` or `+0800`.
    fn offset<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if let Some(rest) = text.strip_prefix('Z') {
            self.offset_minutes = Some(0);
            return Some(rest);
        }
        let is_west = text.starts_with('-');
        let rest = text.strip_prefix(['+', '-'])?;
        let (hours, rest) = digits(rest, 2, 2)?;
        let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?;
        let offset = i32::try_from(hours * 60 + minutes).ok().filter(|_| hours <= 14 && minutes < 60)?;
        self.offset_minutes = Some(if is_west { -offset } else { offset });
        Some(rest)
    }

    fn moment(&self) -> Option<Moment> {
        let date = match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => Some(NaiveDate::from_ymd_opt(year, month, day)?),
            _ => None,
        };
        let time = match (self.hour, self.minute) {
            (Some(hour), Some(minute)) => Some(NaiveTime::from_hms_opt(hour, minute, self.second.unwrap_or(0))?),
            _ => None,
        };
        Some(Moment { date, time, offset_minutes: self.offset_minutes })
    }
}

/// What stands behind the fraction of a second, where there is one.
fn without_fraction(text: &str) -> &str {
    let Some(digits) = text.strip_prefix(['.', ',']) else { return text };
    let rest = digits.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if rest.len() < digits.len() { rest } else { text }
}

/// Between so many digits and so many, as many as there are.
fn digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = (length >= least).then(|| text.split_at(length))?;
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_by_their_pattern() {
        for (pattern, text, expected) in [
            ("YYYY-MM-DD HH:mm:ss", "2026-03-01 09:05:07", Some(("2026-03-01", Some("09:05:07"), None))),
            ("YYYY-MM-DD HH:mm:ss", "2026-03-01 09:05:07.123", Some(("2026-03-01", Some("09:05:07"), None))),
            ("YYYY/M/D H:mm", "2026/3/1 9:05", Some(("2026-03-01", Some("09:05:00"), None))),
            ("YYYY/M/D H:mm", "2026/12/31 19:05", Some(("2026-12-31", Some("19:05:00"), None))),
            ("YYYYMMDD", "20260301", Some(("2026-03-01", None, None))),
            ("YYYY年M月D日", "2026年3月1日", Some(("2026-03-01", None, None))),
            ("DD.MM.YY", "01.03.26", Some(("2026-03-01", None, None))),
            ("DD-MMM-YYYY", "01-Mar-2026", Some(("2026-03-01", None, None))),
            ("YYYY-MM-DDTHH:mm:ssZ", "2026-03-01T09:05:07+08:00", Some(("2026-03-01", Some("09:05:07"), Some(480)))),
            ("YYYY-MM-DDTHH:mm:ssZ", "2026-03-01T09:05:07Z", Some(("2026-03-01", Some("09:05:07"), Some(0)))),
            ("YYYY-MM-DDTHH:mm:ssZ", "2026-03-01T09:05:07.123Z", Some(("2026-03-01", Some("09:05:07"), Some(0)))),
            ("YYYY-MM-DD HH:mm:ss", "2026-03-01 09:05:07.", None),
            ("YYYY-MM-DD", "2026-03-01.5", None),
            ("YYYY-MM-DD", "2026-02-30", None),
            ("YYYY-MM-DD", "2026-3-1", None),
            ("YYYY-MM-DD", "2026-03-01 00:00:00", None),
            ("YYYY-MM-DD", "01.03.2026", None),
            ("YYYY-MM-DD", "", None),
            ("YYYY-MM-DD HH:mm", "2026-03-01 24:00", None),
            ("DD-MMM-YYYY", "01-Mär-2026", None),
        ] {
            let read = moment(text, pattern);
            let shown = read.map(|read| {
                (read.date.unwrap().to_string(), read.time.map(|time| time.to_string()), read.offset_minutes)
            });
            let expected = expected.map(|(date, time, offset)| (date.to_owned(), time.map(str::to_owned), offset));
            assert_eq!(shown, expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_tells_what_it_holds() {
        for (pattern, date, time) in [
            ("YYYY-MM-DD HH:mm", true, true),
            ("D.M.YY", true, false),
            ("HH:mm:ss", false, true),
            ("YYYY-MM", false, false),
            ("", false, false),
        ] {
            assert_eq!((has_date(pattern), has_time(pattern)), (date, time), "{pattern}");
        }
    }
}
