//! What was measured, beside what was aimed at.

use std::time::Duration;

/// The lines of one engine's table.
#[derive(Default)]
pub struct Figures(Vec<[String; 4]>);

impl Figures {
    /// One line: what, how much, what was aimed at, and whether it was reached.
    pub fn add(&mut self, what: &str, found: String, aim: &str, reached: bool) {
        println!("  {what}: {found}");
        let reached = if reached { "reached" } else { "MISSED" };
        self.0.push([what.to_owned(), found, aim.to_owned(), reached.to_owned()]);
    }

    /// One line that is there to be known.
    pub fn note(&mut self, what: &str, found: String) {
        println!("  {what}: {found}");
        self.0.push([what.to_owned(), found, String::new(), String::new()]);
    }

    /// Prints the table.
    pub fn print(&self) {
        let heading = ["", "found", "aim", ""].map(str::to_owned);
        let lines: Vec<&[String; 4]> = std::iter::once(&heading).chain(&self.0).collect();
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
        let widths = [width(0), width(1), width(2)];
        println!();
        for [what, found, aim, reached] in lines {
            println!("{what:<0$}  {found:>1$}  {aim:<2$}  {reached}", widths[0], widths[1], widths[2]);
        }
    }
}

/// The middle one; with an even number the upper of the two in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Median, 99th percentile and longest of what was waited.
pub struct Waited(Vec<Duration>);

impl Waited {
    /// Of these.
    pub fn of(mut waited: Vec<Duration>) -> Self {
        waited.sort();
        Self(waited)
    }

    /// That of which this share was shorter, in milliseconds.
    pub fn ms(&self, percent: usize) -> f64 {
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).map_or(f64::NAN, |waited| waited.as_secs_f64() * 1e3)
    }
}
