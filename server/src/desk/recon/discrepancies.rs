//! Discrepancies: opened with the lines that they are about and with a case; followed by another where more is known of the same
//! lines, which is decided in one case; cleared where nothing of them is left; settled where their case is closed.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use shared::api::recon::DiscrepancyState;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::recon::ChannelAccount;
use shared::recon::discrepancy::{Discrepancy, LikelyCause};
use shared::recon::matching::LineId;

use super::{cases, figures, first_open};
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{DiscrepancyRecord, Place, PlaceRecord, StoreError, Tx};

/// A discrepancy that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was found.
    pub found: Discrepancy,
    /// Why that may be.
    pub causes: Vec<LikelyCause>,
    /// Its lines with their days.
    pub days: Vec<(LineId, NaiveDate)>,
    /// The discrepancies that some of its lines were in before: it is what is known of them from now on.
    pub follows: Vec<i64>,
    /// Whether a person tied its lines together.
    pub is_by_hand: bool,
}

/// What names a discrepancy: its type and its lines, whatever their order.
pub fn content(found: &Discrepancy) -> Digest {
    let mut lines: Vec<i64> = found.lines().map(|line| line.0).collect();
    lines.sort_unstable();
    Digest::of(format!("{} {lines:?} {:?}", found.kind.name(), found.repeats.map(|line| line.0)).as_bytes())
}

/// Opens a discrepancy; its lines leave the places where they were. Answers its number and its case.
pub async fn open(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    new: Found,
) -> Result<(i64, CaseNumber), Error> {
    let date = new.days.iter().map(|(_, day)| *day).max();
    let date = date.ok_or_else(|| Error::Internal("a discrepancy is about nothing".to_owned()))?;
    // A line that waited in a day that is closed by now is a break of the first open one.
    let date = first_open(date, &tx.closed_days(&account.id, date).await?);
    let id = tx.take_numbers("discrepancy", 1).await?;
    let now = desk.clock.now();
    let mut record = DiscrepancyRecord {
        id,
        account: account.id.clone(),
        date,
        content: content(&new.found),
        found: new.found,
        causes: new.causes,
        state: DiscrepancyState::Open,
        is_by_hand: new.is_by_hand,
        case: None,
        found_at: now,
        ended_at: None,
    };
    let place = Place::Discrepancy { id };
    let places: Vec<PlaceRecord> =
        new.days.iter().map(|(line, day)| PlaceRecord { line: *line, day: *day, date, place }).collect();
    let lines: Vec<LineId> = places.iter().map(|place| place.line).collect();
    let before = followed(tx, &new.follows, now).await?;
    let number = cases::decide(tx, desk, account, &record, before.first().copied()).await?;
    record.case = Some(number);
    for other in before.into_iter().filter(|other| *other != number) {
        cases::hand_over(tx, desk, account, (other, &record), number).await?;
    }
    tx.delete_places(&lines).await?;
    tx.insert_discrepancies(&[record]).await?;
    if tx.insert_places(&account.id, &places).await? < places.len() as u64 {
        return Err(StoreError::in_the_way("a line was settled meanwhile").into());
    }
    Ok((id, number))
}

/// Ends the open discrepancies that a new one follows; answers the cases that were about them alone. A payout's own case decides
/// about the payout, and takes nothing else; what is about the payout finds it anew.
async fn followed(tx: &mut Tx<'_>, before: &[i64], now: DateTime<Utc>) -> Result<Vec<CaseNumber>, Error> {
    let mut cases = Vec::new();
    for id in before {
        let Some(record) = tx.discrepancy(*id).await? else { continue };
        let Some(number) = record.case.filter(|_| record.state == DiscrepancyState::Open) else { continue };
        tx.end_discrepancy(*id, DiscrepancyState::Cleared, now).await?;
        let is_its_own = tx.case(number).await?.is_some_and(|case| !case.kind.is_of_payout());
        if is_its_own && !cases.contains(&number) {
            cases.push(number);
        }
    }
    Ok(cases)
}

/// Clears a discrepancy that is no more, where it is open; its case learns how it came to agree.
pub async fn clear(tx: &mut Tx<'_>, desk: &Desk, account: &ChannelAccount, id: i64) -> Result<(), Error> {
    let record = tx.discrepancy(id).await?.ok_or_else(|| Error::Internal(format!("discrepancy {id} is gone")))?;
    if !tx.end_discrepancy(id, DiscrepancyState::Cleared, desk.clock.now()).await? {
        return Ok(());
    }
    match record.case {
        Some(number) => cases::clear(tx, desk, account, (number, &record)).await,
        None => Ok(()),
    }
}

/// Settles what a case that was closed is about: its lines stay where they are, and the figures of their days say so.
pub async fn settle_discrepancies(tx: &mut Tx<'_>, number: CaseNumber, now: DateTime<Utc>) -> Result<(), Error> {
    let settled = tx.settle_discrepancies(number, now).await?;
    if settled.is_empty() {
        return Ok(());
    }
    let mut days: BTreeSet<_> = settled.into_iter().collect();
    for record in tx.discrepancies_of_case(number).await? {
        let lines: Vec<LineId> = record.found.lines().collect();
        let placed = tx.placed_lines_of_ids(&lines).await?;
        days.extend(placed.into_iter().map(|line| (line.account, line.record.day)));
    }
    for (account, date) in days {
        figures::refresh(tx, &account, date).await?;
    }
    Ok(())
}
