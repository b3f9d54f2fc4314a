//! The return watch: a payout confirmed as paid stays under watch for its channel's window, in working days.

use std::sync::Arc;

use serde_json::json;
use shared::api::watches::{WatchList, WatchedRow};
use shared::audit::Action;
use shared::case::{Case, CaseNumber, Watch};
use shared::resolution::Outcome;
use shared::role::Permission;

use super::case_file::CaseFile;
use crate::caller::Caller;
use crate::desk::trail::Happening;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Tx, WatchRecord};

pub use super::watch_position::WatchPosition;

/// How many watches are counted anew in one transaction.
const COUNTED_AT_ONCE: i64 = 500;

/// Begins the watch over a payout, in the transaction that confirms it as paid.
pub async fn watch_returns(tx: &mut Tx<'_>, desk: &Desk, file: &mut CaseFile, outcome: Outcome) -> Result<(), Error> {
    if outcome != Outcome::ConfirmedPaid {
        return Ok(());
    }
    let watch = Watch::over(&file.profile, &desk.calendar, file.now);
    let channel = file.case.facts.channel.clone();
    tx.insert_watch(&WatchRecord { number: file.case.number, channel, watch }).await?;
    file.happened_as(&file.caller.by_the_desk(), Happening::of(Action::ReturnWatchBegan, json!(watch)));
    Ok(())
}

/// The watch that matters to a case: over its own payout, or over that of the case which its evidence contradicts.
pub async fn watch_of(tx: &mut Tx<'_>, case: &Case) -> Result<Option<Watch>, Error> {
    let number = case.linked_from.unwrap_or(case.number);
    Ok(tx.watch(number).await?.map(|record| record.watch))
}

impl Desk {
    /// A page of the payouts under watch: the next to end first, and last those whose end cannot be counted yet.
    pub async fn list_watches(
        &self,
        caller: &Caller,
        after: Option<WatchPosition>,
        limit: i64,
    ) -> Result<WatchList, Error> {
        caller.require(Permission::ReadCases)?;
        let now = self.clock.now();
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let wanted = limit + 1;
        let mut records = match after {
            None => tx.counted_watches(now, None, wanted).await?,
            Some(WatchPosition::Counted(until, number)) => {
                tx.counted_watches(now, Some((until, number)), wanted).await?
            }
            Some(WatchPosition::Uncounted(_)) => vec![],
        };
        let missing = wanted - i64::try_from(records.len()).unwrap_or(wanted);
        if missing > 0 {
            let after = match after {
                Some(WatchPosition::Uncounted(number)) => Some(number),
                _ => None,
            };
            records.extend(tx.uncounted_watches(after, missing).await?);
        }
        let more = i64::try_from(records.len()).unwrap_or(i64::MAX) > limit;
        if more {
            records.pop();
        }
        let next = records.last().filter(|_| more).map(|last| WatchPosition::behind(last).to_string());
        let numbers: Vec<CaseNumber> = records.iter().map(|record| record.number).collect();
        let mut rows = tx.case_rows(&numbers, now).await?;
        let watched = |record: WatchRecord| {
            let index = rows.iter().position(|row| row.number == record.number)?;
            Some(WatchedRow { case: rows.swap_remove(index), watch: record.watch })
        };
        Ok(WatchList { items: records.into_iter().filter_map(watched).collect(), next, now })
    }

    /// Counts the watches that could not be counted so far, where the calendar holds the missing year by now. Each start
    /// does this: a calendar is read at the start.
    pub async fn count_watches(self: &Arc<Self>) -> Result<(), Error> {
        let mut after = None;
        loop {
            after = self.execute(CountWatches { after }).await?;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

struct CountWatches {
    /// Behind which case.
    after: Option<CaseNumber>,
}

impl Command for CountWatches {
    /// The last case that it looked at; nothing where there was none.
    type Outcome = Option<CaseNumber>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<CaseNumber>, Error> {
        let records = tx.uncounted_watches(self.after, COUNTED_AT_ONCE).await?;
        let last = records.last().map(|record| record.number);
        for record in records {
            let profile = desk.channels.in_force(tx, &record.channel).await?;
            let watch = Watch::over(&profile, &desk.calendar, record.watch.since);
            if watch.until.is_none() {
                continue;
            }
            tx.count_watch(record.number, &watch).await?;
            let mut file = CaseFile::open(tx, desk, &Caller::nobody(), record.number).await?;
            file.happened_as(&file.caller.by_the_desk(), Happening::of(Action::ReturnWatchCounted, json!(watch)));
            file.save_entries(tx).await?;
        }
        Ok(last)
    }
}
