//! Scalars that are read more strictly than serde would. A refusal begins with its code in square brackets, which the
//! server turns into the code of the field's problem.

use std::fmt;

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// Reads an amount: a text, never a JSON number.
pub fn amount_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(AmountText)
}

struct AmountText;

impl Visitor<'_> for AmountText {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount as text, such as \"1280.00\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<String, E> {
        Err(E::custom("[amount_not_text] an amount as text, such as \"1280.00\""))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<String, E> {
        self.visit_f64(0.0)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<String, E> {
        self.visit_f64(0.0)
    }
}

/// Reads a time: RFC 3339 with its zone, kept to the microsecond.
pub fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    deserializer.deserialize_str(Instant)
}

/// The same where there may be none.
pub fn instant_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    deserializer.deserialize_option(InstantOption)
}

/// Reads RFC 3339; `Err` names the code.
pub fn parse_instant(text: &str) -> Result<DateTime<Utc>, &'static str> {
    use chrono::Datelike;
    let time = match DateTime::parse_from_rfc3339(text) {
        Ok(time) => time.with_timezone(&Utc).trunc_subsecs(6),
        Err(_) if DateTime::parse_from_rfc3339(&format!("{text}Z")).is_ok() => {
            return Err("time_without_zone");
        }
        Err(_) => return Err("not_a_time"),
    };
    // Both databases hold these years; nothing that this desk sees lies outside.
    if (1970..=2999).contains(&time.year()) { Ok(time) } else { Err("not_a_time") }
}

struct Instant;

impl Visitor<'_> for Instant {
    type Value = DateTime<Utc>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time with its zone, such as 2026-05-01T09:30:00+08:00")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        parse_instant(text)
            .map_err(|code| E::custom(format!("[{code}] a time with its zone, such as 2026-05-01T09:30:00+08:00")))
    }
}

/// Reads a date, such as 2026-03-02, where there may be none.
pub fn date_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| D::Error::custom("[not_a_date] a date, such as 2026-03-02"))
}

struct InstantOption;

impl<'de> Visitor<'de> for InstantOption {
    type Value = Option<DateTime<Utc>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Instant.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        instant(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_zone() {
        for (text, expected) in [
            ("2026-05-01T09:30:00+08:00", Ok(1_777_599_000)),
            ("2026-05-01T01:30:00Z", Ok(1_777_599_000)),
            ("2026-05-01T09:30:00", Err("time_without_zone")),
            ("2026-05-01", Err("not_a_time")),
            ("2026-02-30T09:30:00Z", Err("not_a_time")),
            ("9999-05-01T09:30:00Z", Err("not_a_time")),
            ("", Err("not_a_time")),
        ] {
            assert_eq!(parse_instant(text).map(|time| time.timestamp()), expected, "{text}");
        }
    }
}
