//! The channel's own clock: when it works, when its day ends, how long money may come back. Each names where that was read.

use serde::{Deserialize, Serialize};

/// When the channel carries payouts, by its own time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hours {
    /// From when on, such as `09:00`.
    pub opens: String,
    /// Until when, such as `17:30`; the same as `opens` for a channel that never closes.
    pub closes: String,
    /// Whether it rests on days that are no working days.
    #[serde(default)]
    pub working_days_only: bool,
    /// Where that was read.
    pub source: String,
}

/// When the channel's business day ends, by its own time: what comes later is of the next day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CutOff {
    /// When, such as `23:00`.
    pub at: String,
    /// Where that was read.
    pub source: String,
}

/// How long after a payout its money may still come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnWindow {
    /// How many working days.
    pub working_days: i64,
    /// Where that was read.
    pub source: String,
}

/// Whether a text is a time of day, `00:00` to `23:59`.
pub(super) fn is_time_of_day(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let is_below = |digits: &str, end: u8| {
        digits.len() == 2
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.parse().is_ok_and(|n: u8| n < end)
    };
    is_below(hours, 24) && is_below(minutes, 60)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_time_of_day_is_written_in_one_way() {
        for (text, expected) in [
            ("00:00", true),
            ("23:59", true),
            ("24:00", false),
            ("12:60", false),
            ("9:00", false),
            ("+9:00", false),
            ("09:0", false),
            ("0900", false),
            ("", false),
        ] {
            assert_eq!(super::is_time_of_day(text), expected, "{text}");
        }
    }
}
