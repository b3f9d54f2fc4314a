//! What is left of a side to be tied by hand, of a day and of its neighbours.
//!
//! The rule: what is placed for good is not offered.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::api::problem::Code;
use shared::api::recon::{DayCell, DayLine, DayStanding, DiscrepancyState, LinePlace, LinePlaceName};
use shared::recon::{AccountId, Side};

use crate::api::Api;
use crate::api::recon::Day;
use crate::failure::Failure;

/// Where lines are that nothing was found for.
const LEFT: [LinePlaceName; 3] = [LinePlaceName::New, LinePlaceName::Held, LinePlaceName::Discrepancy];
/// How many pages of them are read: more than anybody matches by hand in one go.
const PAGES_MAX: usize = 5;

/// The days whose lines are on the table.
pub fn days(day: &Day, neighbours: bool) -> Vec<Day> {
    let at = |date| Day { account: day.account.clone(), date };
    let before = day.date.pred_opt().filter(|_| neighbours);
    let after = day.date.succ_opt().filter(|_| neighbours);
    before.into_iter().chain([day.date]).chain(after).map(at).collect()
}

/// What of a side may still be tied. What is placed for good is not offered: lines of a closed day, and of closed cases.
pub async fn left_of(api: Api, days: &[Day], side: Side) -> Result<Vec<DayLine>, Failure> {
    let closed = closed_of(api, days).await?;
    let mut lines = Vec::new();
    for day in days.iter().filter(|day| !closed.contains(&day.date)) {
        for place in LEFT {
            let mut cursor = None;
            for _ in 0..PAGES_MAX {
                match api.day_lines(day, side, Some(place), cursor.as_deref()).await {
                    Ok(page) => {
                        lines.extend(page.items);
                        cursor = page.next;
                    }
                    // A neighbour of which nothing is known has no lines.
                    Err(failure) if days.len() > 1 && failure.code() == Some(Code::NotFound) => break,
                    Err(failure) => return Err(failure),
                }
                if cursor.is_none() {
                    break;
                }
            }
        }
    }
    if let Some(day) = days.first() {
        let settled = settled_of(api, &day.account, &lines).await?;
        lines.retain(|line| !matches!(line.place, LinePlace::Discrepancy { id, .. } if settled.contains(&id)));
    }
    Ok(lines)
}

/// The neighbours that are closed; the day itself shows what is left of it even then.
async fn closed_of(api: Api, days: &[Day]) -> Result<BTreeSet<NaiveDate>, Failure> {
    let [first, .., last] = days else { return Ok(BTreeSet::new()) };
    let cells = api.calendar(first.date, last.date).await?.items.into_iter();
    let is_closed = |cell: &DayCell| cell.account == first.account && cell.standing == DayStanding::Closed;
    Ok(cells.filter(is_closed).map(|cell| cell.date).collect())
}

/// Those discrepancies of the lines whose cases are closed.
async fn settled_of(api: Api, account: &AccountId, lines: &[DayLine]) -> Result<BTreeSet<i64>, Failure> {
    let found_on = |line: &DayLine| match line.place {
        LinePlace::Discrepancy { date, .. } => Some(date),
        _ => None,
    };
    let dates: BTreeSet<NaiveDate> = lines.iter().filter_map(found_on).collect();
    let mut settled = BTreeSet::new();
    for date in dates {
        let query = format!("account={account}&date={date}&state={}", DiscrepancyState::Settled.name());
        let mut cursor = None;
        for _ in 0..PAGES_MAX {
            let page = api.discrepancies(&query, cursor.as_deref()).await?;
            settled.extend(page.items.iter().map(|item| item.id));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
    }
    Ok(settled)
}
