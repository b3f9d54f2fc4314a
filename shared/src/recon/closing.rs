//! Closing a day: only when all of it is accounted for, proposed by one and approved by another.
//!
//! The rule: a closed day never opens again. What comes later lands in the open day, and says which day it is of.

mod checklist;
mod day;
mod late;

#[cfg(test)]
mod tests;

pub use checklist::{CheckItem, Checked, DayFacts, LineCounts, Obstacle, checklist, is_ready};
pub use day::{DayChange, DayRefusal, DayState};
pub use late::{Landing, landing};
