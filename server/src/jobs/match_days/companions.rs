//! What was placed before and shares a reference with what is left: a second line of it needs explaining, and what likeness alone
//! has tied gives way to a reference.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use shared::recon::matching::LineId;

use super::pool::Pool;
use crate::desk::Desk;
use crate::desk::recon::entry_of;
use crate::desk::recon::run::Run;
use crate::error::Error;

/// How many lines are looked at at once.
const PAGE: i64 = 10_000;

/// Takes them into the pool.
pub async fn fetch(desk: &Arc<Desk>, run: &Run, (pool, crowded): (&mut Pool, &[NaiveDate])) -> Result<(), Error> {
    let mut keys: HashSet<String> = HashSet::new();
    let mut numbers: HashSet<String> = HashSet::new();
    for free in pool.free_entries() {
        let references = &free.line.references;
        let of_orders = [&references.order_number, &references.original_order_number, &references.batch_number];
        keys.extend(of_orders.into_iter().flatten().cloned());
        numbers.extend([&references.channel_number, &references.entry_reference].into_iter().flatten().cloned());
    }
    if !keys.is_empty() {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        for line in desk.lines_of_keys(run, &keys).await? {
            pool.add(&line, entry_of(&line));
        }
        for line in desk.waiting_of_keys(run, crowded, &keys).await? {
            pool.add(&line, entry_of(&line));
        }
    }
    if numbers.is_empty() {
        return Ok(());
    }
    let found = lines_of_numbers(desk, run, (pool, run.date), &numbers).await?;
    for line in desk.lines_of_ids(&found).await? {
        pool.add(&line, entry_of(&line));
    }
    for day in crowded {
        let found = lines_of_numbers(desk, run, (pool, *day), &numbers).await?;
        for line in desk.lines_of_ids(&found).await? {
            let entry = entry_of(&line);
            if entry.is_free() && line.place.is_some() {
                pool.add(&line, entry);
            }
        }
    }
    Ok(())
}

/// The lines of a day that bear one of these numbers of the channel or the bank, and are not in the pool.
async fn lines_of_numbers(
    desk: &Arc<Desk>,
    run: &Run,
    (pool, date): (&Pool, NaiveDate),
    numbers: &HashSet<String>,
) -> Result<Vec<LineId>, Error> {
    let mut found = Vec::new();
    let mut after = (String::new(), 0);
    loop {
        let page = desk.references_of_day(run, date, (&after.0, after.1), PAGE).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(i64::MAX) < PAGE;
        for line in page {
            let borne = [&line.channel_number, &line.entry_reference];
            let is_meant = borne.into_iter().flatten().any(|number| numbers.contains(number));
            if is_meant && pool.known(line.line).is_none() {
                found.push(line.line);
            }
            after = (line.match_key, line.line.0);
        }
        if is_last {
            return Ok(found);
        }
    }
}
