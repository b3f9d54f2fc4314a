//! Calendars of working days: the built-in one, as data, and those that the settings name.
//!
//! The rule: no year without a source, and none before it was announced. A year that is missing is told, not guessed.

use anyhow::{Context, Result};
use shared::calendar::Calendar;

const CHINA: &str = include_str!("calendars/china.toml");

/// The calendar that comes with the program.
///
/// # Panics
///
/// Where the built-in file is unsound: it is part of the program, and a test reads it.
pub fn built_in() -> Calendar {
    parse(CHINA).expect("the built-in calendar is sound")
}

/// The calendar of a file.
pub fn read(file: &str) -> Result<Calendar> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
    parse(&text).with_context(|| format!("{file} is no calendar of working days"))
}

fn parse(text: &str) -> Result<Calendar> {
    let calendar: Calendar = toml::from_str(text)?;
    calendar.check()?;
    Ok(calendar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_calendar_moves_weekends_as_announced() {
        let calendar = built_in();
        for (day, expected) in [
            ("2026-02-14", true),
            ("2026-02-16", false),
            ("2026-02-23", false),
            ("2026-02-24", true),
            ("2026-10-10", true),
            ("2026-10-11", false),
            ("2025-10-08", false),
        ] {
            assert_eq!(calendar.is_working_day(day.parse().unwrap()), Ok(expected), "{day}");
        }
    }

    #[test]
    fn every_year_has_as_many_days_off_as_were_announced() {
        // Statutory days off with the weekends moved to them, as the announcements sum them up.
        for (year, days_off, moved) in [(2025, 28, 5), (2026, 33, 6)] {
            let days = &built_in().years[&year];
            let off: i64 = days.holidays.iter().map(|(first, last)| (*last - *first).num_days() + 1).sum();
            assert_eq!((off, days.working_weekend_days.len()), (days_off, moved), "{year}");
        }
    }

    #[test]
    fn a_file_is_read_and_an_unsound_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("2030.toml");
        let year = "[years.2030]\nsource = \"made up\"\nholidays = [[\"2030-01-01\", \"2030-01-01\"]]\nworking_weekend_days = []";
        let read_with = |text: &str| {
            std::fs::write(&file, text).unwrap();
            read(file.to_str().unwrap())
        };
        assert!(read_with(year).unwrap().years.contains_key(&2030));
        assert!(read_with(&year.replace("[years.2030]", "[years.2031]")).is_err());
        assert!(read_with("2030").is_err());
        assert!(read("there/is/none.toml").is_err());
    }
}
