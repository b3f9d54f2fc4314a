//! The demo's reconciliation: a month of three accounts, each in another format, day after day as it comes: our lines at night, the
//! statement in the morning; and every third day people at what differs, and two who close what is done.

mod acts;
mod books;
mod claims;
mod differences;
mod files;

use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use shared::recon::{Format, day_bounds};

use self::acts::Act;
use self::books::{Book, books, last_date};
use super::door::Door;
use crate::jobs::Runner;

/// How often people sit down to an account, in days.
const SITS_EVERY: u64 = 3;

/// All that happens, in no order.
pub struct Month {
    books: Vec<Book>,
    acts: Vec<Timed>,
}

/// Something that happens, at a time, to one of the accounts.
struct Timed {
    at: DateTime<Utc>,
    book: usize,
    act: Act,
}

impl Month {
    /// The month before a moment.
    pub fn until(now: DateTime<Utc>) -> Result<Self> {
        let books = books(last_date(now))?;
        let mut acts = Vec::new();
        for (index, book) in books.iter().enumerate() {
            let of_book = of_book(book).into_iter();
            // Nobody does everything at once.
            let late = Duration::minutes(i64::try_from(index)? * 4);
            acts.extend(of_book.map(|(at, act)| Timed { at: at + late, book: index, act }));
        }
        Ok(Self { books, acts })
    }

    /// When each of them happens.
    pub fn acts(&self) -> impl Iterator<Item = DateTime<Utc>> {
        self.acts.iter().map(|timed| timed.at)
    }

    /// Does one.
    pub async fn play(&self, (door, runner): (&mut Door, &Arc<Runner>), index: usize) -> Result<()> {
        let Timed { at, book, act } = &self.acts[index];
        act.play((door, runner), &self.books[*book], *at).await
    }
}

/// What happens to an account.
fn of_book(book: &Book) -> Vec<(DateTime<Utc>, Act)> {
    let mut acts = Vec::new();
    let begins = |date| day_bounds(date, &book.account).0;
    let mut last = None;
    acts.extend(book.days.first().map(|day| (begins(day.date) - Duration::hours(14), Act::Open)));
    for (index, day) in book.days.iter().enumerate() {
        let (begins, ends) = day_bounds(day.date, &book.account);
        let at = |minutes| ends + Duration::minutes(minutes);
        let Some(before_last) = day.before_last else {
            // Of the day that is not over what was booked until noon is there, and no more.
            acts.push((begins + Duration::minutes(11 * 60 + 30), Act::SoFar(index)));
            continue;
        };
        last = Some(ends);
        acts.extend([(at(20), Act::Lines(index)), (at(8 * 60 + 10), Act::Statement(index))]);
        if before_last.is_multiple_of(SITS_EVERY) {
            acts.extend(sitting(book, index).into_iter().map(|(minutes, act)| (at(minutes), act)));
        }
    }
    // The next one that could be closed waits for somebody to approve it.
    let waits = book.days.iter().position(|day| day.before_last.is_some_and(|ago| ago + 1 == book.closed_until));
    acts.extend(last.zip(waits).map(|(ends, index)| (ends + Duration::minutes(11 * 60 + 20), Act::Propose(index))));
    acts
}

/// What people do when they sit down to an account, in minutes after the day `last` was over: all that came since they did.
fn sitting(book: &Book, last: usize) -> Vec<(i64, Act)> {
    let first = last.saturating_sub(usize::try_from(SITS_EVERY - 1).unwrap_or_default());
    let of_day = |minutes: i64, day: usize| minutes + 6 * i64::try_from(day - first).unwrap_or_default();
    let balances = (first..=last).filter(|_| book.format == Format::Csv);
    let mut acts: Vec<(i64, Act)> = balances.map(|day| (of_day(9 * 60 + 20, day), Act::Balance(day))).collect();
    let is_closed = |day: &usize| book.days[*day].before_last.is_some_and(|ago| ago >= book.closed_until);
    // A day is closed once nothing of it waits for the channel's next days.
    let waits = usize::try_from(book.account.hold_days).unwrap_or_default();
    let closed: Vec<usize> =
        (first.saturating_sub(waits)..(last + 1).saturating_sub(waits)).filter(is_closed).collect();
    acts.extend(closed.last().map(|day| (10 * 60, Act::Settle(*day))));
    for (minutes, day) in (10 * 60 + 30..).step_by(6).zip(closed) {
        acts.extend([(minutes, Act::Propose(day)), (minutes + 3, Act::Approve(day))]);
    }
    acts
}
