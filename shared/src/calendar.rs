//! Working days. A calendar is data: for each year the days off and the weekend days that are worked instead.
//!
//! The rule: a year that the calendar does not hold is refused, and never guessed. Governments move weekends about.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// The working days of a country, as far as they are announced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The years that are known.
    pub years: BTreeMap<i32, Year>,
}

/// What one year differs by from "Monday to Friday".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Where that was read.
    pub source: String,
    /// Days off, first and last of each run of them.
    pub holidays: Vec<(NaiveDate, NaiveDate)>,
    /// Saturdays and Sundays that are worked.
    pub working_weekend_days: Vec<NaiveDate>,
}

/// A year that the calendar does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar of working days does not hold the year {0}")]
pub struct MissingYear(pub i32);

/// Why a calendar is not sound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// A day stands under a year that is not its own.
    #[error("{day} stands under {year}")]
    OtherYear {
        /// The day.
        day: NaiveDate,
        /// The year that it stands under.
        year: i32,
    },
    /// A run of days off ends before it begins.
    #[error("days off from {0} end before they begin")]
    Backwards(NaiveDate),
    /// A day that is worked instead is no Saturday or Sunday, or is a day off as well.
    #[error("{0} is no weekend day that is worked")]
    NoWeekendDay(NaiveDate),
}

impl Calendar {
    /// Takes over the years of another; where both hold one, the other's stands.
    pub fn extend(&mut self, other: Self) {
        self.years.extend(other.years);
    }

    /// Checks that each day stands under its own year, and is one thing only.
    pub fn check(&self) -> Result<(), CalendarFault> {
        for (year, days) in &self.years {
            for (first, last) in &days.holidays {
                if last < first {
                    return Err(CalendarFault::Backwards(*first));
                }
            }
            let named = days.holidays.iter().flat_map(|(first, last)| [first, last]).chain(&days.working_weekend_days);
            if let Some(day) = named.into_iter().find(|day| day.year() != *year) {
                return Err(CalendarFault::OtherYear { day: *day, year: *year });
            }
            let is_wrong = |day: &&NaiveDate| !is_weekend(**day) || days.is_holiday(**day);
            if let Some(day) = days.working_weekend_days.iter().find(is_wrong) {
                return Err(CalendarFault::NoWeekendDay(*day));
            }
        }
        Ok(())
    }

    /// Whether a day is worked.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, MissingYear> {
        let year = self.years.get(&day.year()).ok_or(MissingYear(day.year()))?;
        Ok(!year.is_holiday(day) && (!is_weekend(day) || year.working_weekend_days.contains(&day)))
    }

    /// The day on which so many working days after `day` are over: `day` itself does not count.
    pub fn after_working_days(&self, day: NaiveDate, count: i64) -> Result<NaiveDate, MissingYear> {
        let mut missing = count;
        let mut reached = day;
        while missing > 0 {
            reached = reached.succ_opt().ok_or(MissingYear(reached.year()))?;
            if self.is_working_day(reached)? {
                missing -= 1;
            }
        }
        Ok(reached)
    }
}

impl Year {
    fn is_holiday(&self, day: NaiveDate) -> bool {
        self.holidays.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A week of days off from a Monday on, for which the Sunday before and the Saturday after are worked.
    fn calendar() -> Calendar {
        let year = Year {
            source: "made up".into(),
            holidays: vec![(day("2026-03-02"), day("2026-03-06"))],
            working_weekend_days: vec![day("2026-03-01"), day("2026-03-07")],
        };
        Calendar { years: [(2026, year)].into() }
    }

    #[test]
    fn weekends_rest_unless_they_are_worked_and_holidays_rest() {
        for (text, expected) in [
            ("2026-02-27", Ok(true)),
            ("2026-02-28", Ok(false)),
            ("2026-03-01", Ok(true)),
            ("2026-03-02", Ok(false)),
            ("2026-03-06", Ok(false)),
            ("2026-03-07", Ok(true)),
            ("2026-03-08", Ok(false)),
            ("2026-03-09", Ok(true)),
            ("2025-12-31", Err(MissingYear(2025))),
            ("2027-01-01", Err(MissingYear(2027))),
        ] {
            assert_eq!(calendar().is_working_day(day(text)), expected, "{text}");
        }
    }

    #[test]
    fn working_days_are_counted_after_the_day_itself() {
        for (from, count, expected) in [
            ("2026-02-27", 0, Ok("2026-02-27")),
            ("2026-02-27", 1, Ok("2026-03-01")),
            ("2026-02-27", 2, Ok("2026-03-07")),
            ("2026-02-27", 3, Ok("2026-03-09")),
            ("2026-12-30", 1, Ok("2026-12-31")),
            ("2026-12-30", 2, Err(MissingYear(2027))),
        ] {
            let reached = calendar().after_working_days(day(from), count);
            assert_eq!(reached, expected.map(day), "{from} and {count}");
        }
    }

    #[test]
    fn an_unsound_calendar_is_refused() {
        let changed = |change: fn(&mut Year)| {
            let mut calendar = calendar();
            calendar.years.values_mut().for_each(change);
            calendar.check()
        };
        assert_eq!(calendar().check(), Ok(()));
        assert_eq!(
            changed(|year| year.holidays.push((day("2026-05-05"), day("2026-05-01")))),
            Err(CalendarFault::Backwards(day("2026-05-05")))
        );
        assert_eq!(
            changed(|year| year.holidays.push((day("2026-12-31"), day("2027-01-01")))),
            Err(CalendarFault::OtherYear { day: day("2027-01-01"), year: 2026 })
        );
        for wrong in ["2026-04-01", "2026-03-04"] {
            let mut calendar = calendar();
            calendar.years.values_mut().for_each(|year| year.working_weekend_days.push(day(wrong)));
            assert_eq!(calendar.check(), Err(CalendarFault::NoWeekendDay(day(wrong))));
        }
    }
}
