//! The watch over a payout that was confirmed as paid: how long its money may still come back.
//!
//! The rule: a watch that cannot be counted, because a year of the calendar is missing, goes on until it can.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, MissingYear};
use crate::channel::ChannelProfile;

/// The window of a channel that names none: returns came in up to so many working days later.
pub const WORKING_DAYS: i64 = 7;
/// That window across long holidays: returns come in without working days as well.
pub const CALENDAR_DAYS_MAX: u64 = 12;

/// A watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Watch {
    /// When the payout was confirmed as paid.
    pub since: DateTime<Utc>,
    /// When the watch is over; absent where that cannot be counted yet.
    pub until: Option<DateTime<Utc>>,
    /// The year that the calendar of working days does not hold, where that is why.
    pub missing_year: Option<i32>,
}

impl Watch {
    /// The watch over a payout of a channel that is confirmed at `since`: whole days by the channel's own time.
    pub fn over(profile: &ChannelProfile, calendar: &Calendar, since: DateTime<Utc>) -> Self {
        let offset = Duration::minutes(profile.utc_offset_minutes.into());
        let last_day = last_day(profile, calendar, (since + offset).date_naive());
        let until =
            last_day.map(|day| day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN).and_utc() - offset);
        Self { since, until: until.ok(), missing_year: until.err().map(|MissingYear(year)| year) }
    }

    /// Whether the watch goes on at `now`.
    pub fn is_on(&self, now: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

fn last_day(profile: &ChannelProfile, calendar: &Calendar, from: NaiveDate) -> Result<NaiveDate, MissingYear> {
    if let Some(window) = &profile.return_window {
        return calendar.after_working_days(from, window.working_days);
    }
    let last = calendar.after_working_days(from, WORKING_DAYS)?;
    Ok(from.checked_add_days(Days::new(CALENDAR_DAYS_MAX)).map_or(last, |longest| last.min(longest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Year;
    use crate::channel::ReturnWindow;

    fn calendar() -> Calendar {
        let day = |text: &str| text.parse().unwrap();
        let year = Year {
            source: "made up".into(),
            holidays: vec![(day("2026-02-15"), day("2026-02-23"))],
            working_weekend_days: vec![day("2026-02-14"), day("2026-02-28")],
        };
        Calendar { years: [(2026, year)].into() }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_watch_ends_with_a_day_of_the_channel() {
        let window = |working_days| Some(ReturnWindow { working_days, source: "seen".into() });
        for (since, return_window, until, missing_year) in [
            // Seven working days, by the default.
            ("2026-03-02T01:00:00Z", None, Some("2026-03-11T16:00:00Z"), None),
            // It is the next day at the channel already.
            ("2026-03-02T16:00:00Z", None, Some("2026-03-12T16:00:00Z"), None),
            // Across the longest holidays twelve days are enough.
            ("2026-02-13T01:00:00Z", None, Some("2026-02-25T16:00:00Z"), None),
            // A channel that names its own window means it.
            ("2026-02-13T01:00:00Z", window(7), Some("2026-03-02T16:00:00Z"), None),
            ("2026-03-02T01:00:00Z", window(1), Some("2026-03-03T16:00:00Z"), None),
            ("2026-12-30T01:00:00Z", None, None, Some(2027)),
        ] {
            let mut profile = ChannelProfile::undescribed("c");
            (profile.utc_offset_minutes, profile.return_window) = (480, return_window);
            let expected = Watch { since: at(since), until: until.map(at), missing_year };
            assert_eq!(Watch::over(&profile, &calendar(), at(since)), expected, "{since}");
        }
    }

    #[test]
    fn a_watch_that_cannot_be_counted_goes_on() {
        let since = at("2026-12-30T01:00:00Z");
        let watch = Watch { since, until: None, missing_year: Some(2027) };
        assert!(watch.is_on(at("2030-01-01T00:00:00Z")));
        let counted = Watch { until: Some(at("2027-01-09T16:00:00Z")), missing_year: None, ..watch };
        assert!(counted.is_on(at("2027-01-09T15:59:59Z")) && !counted.is_on(at("2027-01-09T16:00:00Z")));
    }
}
