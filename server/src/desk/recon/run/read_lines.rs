//! Reading lines for a run, page by page. A run is the only one that places lines of its account, so pages of several moments fit
//! together; what people settle meanwhile is looked at again where it is written.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use shared::digest::Digest;
use shared::recon::matching::{LineId, MatchId};

use super::Run;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{OtherReferences, PlacedLine};

/// How many days back and ahead lines are looked at that wait.
const WAITING_DAYS: u64 = 60;
/// How many of them are in memory at once. Where one side comes days late, whole days wait: of those only what bears a reference
/// of the run's lines is fetched, so that memory does not grow with them.
const WAITING_MAX: i64 = 10_000;
/// How many days beyond those that a line may wait are looked at for what was placed.
const AROUND_DAYS: u64 = 3;

/// The lines of other days that are free.
#[derive(Debug)]
pub struct Waiting {
    /// Those of the nearest days, as many as there is room for, and of closed days.
    pub lines: Vec<PlacedLine>,
    /// The days with more than there is room for: their lines are found by their references alone, and end in their own runs.
    pub crowded: Vec<NaiveDate>,
}

impl Desk {
    /// A page of a day's lines, by our order number.
    pub async fn lines_of_day(&self, run: &Run, after: (&str, i64), limit: i64) -> Result<Vec<PlacedLine>, Error> {
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().placed_lines(&run.account.id, run.date, after, limit).await?)
    }

    /// A page of what else the lines of a day can be found by, the run's or another.
    pub async fn references_of_day(
        &self,
        run: &Run,
        date: NaiveDate,
        after: (&str, i64),
        limit: i64,
    ) -> Result<Vec<OtherReferences>, Error> {
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().other_references(&run.account.id, date, after, limit).await?)
    }

    /// The lines of other days that are free.
    pub async fn lines_that_wait(&self, run: &Run) -> Result<Waiting, Error> {
        let around = Days::new(WAITING_DAYS);
        let account = &run.account.id;
        let mut glance = self.store.glance().await?;
        let mut tx = glance.tx();
        let mut days =
            tx.days_with_free_lines(account, (run.date - around, run.date + around), WAITING_MAX + 1).await?;
        days.retain(|(day, ..)| *day != run.date);
        days.sort_by_key(|(day, ..)| ((*day - run.date).abs(), *day));
        let (mut near, mut crowded, mut room) = (Vec::new(), Vec::new(), WAITING_MAX);
        for (day, count, is_closed) in days {
            // A closed day is never run again: only the runs of others end what waits in it.
            if count <= room || is_closed {
                room -= count;
                near.push(day);
            } else {
                crowded.push(day);
            }
        }
        Ok(Waiting { lines: tx.free_lines_of_days(account, &near).await?, crowded })
    }

    /// The free lines of crowded days that bear one of these order numbers.
    pub async fn waiting_of_keys(
        &self,
        run: &Run,
        crowded: &[NaiveDate],
        keys: &[&str],
    ) -> Result<Vec<PlacedLine>, Error> {
        if crowded.is_empty() || keys.is_empty() {
            return Ok(vec![]);
        }
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().free_lines_of_keys(&run.account.id, crowded, keys).await?)
    }

    /// The lines around a day that bear one of these order numbers.
    pub async fn lines_of_keys(&self, run: &Run, keys: &[&str]) -> Result<Vec<PlacedLine>, Error> {
        let around = Days::new(u64::from(run.account.hold_days) + AROUND_DAYS);
        let mut glance = self.store.glance().await?;
        let days = (run.date - around, run.date + around);
        Ok(glance.tx().placed_lines_of_keys(&run.account.id, days, keys).await?)
    }

    /// These lines.
    pub async fn lines_of_ids(&self, ids: &[LineId]) -> Result<Vec<PlacedLine>, Error> {
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().placed_lines_of_ids(ids).await?)
    }

    /// The lines of these matches.
    pub async fn lines_of_matches(&self, ids: &[MatchId]) -> Result<Vec<PlacedLine>, Error> {
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().placed_lines_of_matches(ids).await?)
    }

    /// These discrepancies, those that are open, by what names them.
    pub async fn discrepancies_of_ids(&self, ids: &BTreeSet<i64>) -> Result<HashMap<Digest, i64>, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut found = HashMap::with_capacity(ids.len());
        for id in ids {
            let record = tx.discrepancy(*id).await?;
            found.extend(record.filter(|record| record.ended_at.is_none()).map(|record| (record.content, record.id)));
        }
        Ok(found)
    }
}
