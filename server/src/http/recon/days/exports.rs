//! Lists of days as files: lines, matches, discrepancies, the calendar, the funds-flow table.

pub mod calendar;
pub mod day_lines;
pub mod discrepancies;
pub mod funds_flow;
pub mod matches;
