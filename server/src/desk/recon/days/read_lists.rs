//! Reading lists of a day, page by page: its lines, its matches, its discrepancies.

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::api::problem::Code;
use shared::api::recon::{ByHand, DayLine, DayLineList, DiscrepancyList, LinePlace, MatchList, MatchView};
use shared::money::Money;
use shared::recon::matching::{MatchId, Rule};
use shared::recon::{AccountId, Side};
use shared::role::Permission;

use super::views::day_lines;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{Place, Tx};

pub use crate::store::{DiscrepancyFilter, LineFilter};

impl Desk {
    /// A page of a day's lines, by our order number.
    pub async fn list_day_lines(
        &self,
        caller: &Caller,
        (account, date): (&AccountId, NaiveDate),
        filter: &LineFilter,
        after: (&str, i64),
        limit: i64,
    ) -> Result<DayLineList, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        expect_day(&mut tx, account, date).await?;
        let mut lines = tx.list_day_lines((account, date), filter, after, limit + 1).await?;
        let more = i64::try_from(lines.len()).unwrap_or(i64::MAX) > limit;
        if more {
            lines.pop();
        }
        let next = lines.last().filter(|_| more).map(|line| {
            let key = line.record.line.references.order_number.as_deref().unwrap_or_default();
            format!("{}.{key}", line.record.id)
        });
        Ok(DayLineList { items: day_lines(&mut tx, lines).await?, next })
    }

    /// A page of the matches that were found in a day.
    pub async fn list_matches(
        &self,
        caller: &Caller,
        (account, date): (&AccountId, NaiveDate),
        rule: Option<Rule>,
        after: MatchId,
        limit: i64,
    ) -> Result<MatchList, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        expect_day(&mut tx, account, date).await?;
        let mut ids = tx.list_matches((account, date), rule, after, limit + 1).await?;
        let more = i64::try_from(ids.len()).unwrap_or(i64::MAX) > limit;
        if more {
            ids.pop();
        }
        let next = ids.last().filter(|_| more).map(|id| id.0.to_string());
        Ok(MatchList { items: matches(&mut tx, &ids).await?, next })
    }

    /// A page of discrepancies, the newest first.
    pub async fn list_discrepancies(
        &self,
        caller: &Caller,
        filter: &DiscrepancyFilter,
        after: Option<i64>,
        limit: i64,
    ) -> Result<DiscrepancyList, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut records = tx.list_discrepancies(filter, after, limit + 1).await?;
        let more = i64::try_from(records.len()).unwrap_or(i64::MAX) > limit;
        if more {
            records.pop();
        }
        let next = records.last().filter(|_| more).map(|record| record.id.to_string());
        let items = self.discrepancy_views(&mut tx, records).await?;
        Ok(DiscrepancyList { items, next, now: self.clock.now() })
    }
}

async fn expect_day(tx: &mut Tx<'_>, account: &AccountId, date: NaiveDate) -> Result<(), Error> {
    match tx.recon_day(account, date).await? {
        Some(_) => Ok(()),
        None => Err(Error::refuse(Code::NotFound)),
    }
}

/// These matches, with their lines.
async fn matches(tx: &mut Tx<'_>, ids: &[MatchId]) -> Result<Vec<MatchView>, Error> {
    let placed = tx.placed_lines_of_matches(ids).await?;
    let mut told = HashMap::with_capacity(ids.len());
    for line in &placed {
        if let Some(record) = line.place
            && let Place::Matched { id, rule, fit, difference_minor } = record.place
        {
            let difference = Money::from_minor(difference_minor, line.record.line.amount.currency());
            told.insert(id, (record.date, rule, fit, difference));
        }
    }
    let by_hand = tx.matches_by_hand(ids).await?;
    let mut lines: HashMap<MatchId, Vec<DayLine>> = HashMap::with_capacity(ids.len());
    for line in day_lines(tx, placed).await? {
        if let LinePlace::Matched { id, .. } = line.place {
            lines.entry(id).or_default().push(line);
        }
    }
    let views = ids.iter().filter_map(|id| {
        let (date, rule, fit, difference) = *told.get(id)?;
        let mut lines = lines.remove(id).unwrap_or_default();
        lines.sort_by_key(|line| line.side != Side::Ours);
        let by_hand = by_hand.iter().find(|record| record.id == *id);
        let by_hand =
            by_hand.map(|record| ByHand { by: record.by.clone(), at: record.at, reason: record.reason.clone() });
        Some(MatchView { id: *id, date, rule, fit, difference, lines, by_hand })
    });
    Ok(views.collect())
}
