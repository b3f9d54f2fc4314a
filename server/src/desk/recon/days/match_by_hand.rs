//! Tying lines together by hand. What differs beyond the tolerance is not talked away: it is one discrepancy.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::TiedByHand;
use shared::audit::Action;
use shared::recon::matching::{Entry, LineId, MatchId, MatchedByHand, match_by_hand};
use shared::recon::{AccountId, ChannelAccount};
use shared::role::Permission;

use super::{day_as_seen, refused};
use crate::caller::Caller;
use crate::desk::recon::discrepancies::{self, Found};
use crate::desk::recon::run::have_run;
use crate::desk::recon::run::write_matches::FoundMatch;
use crate::desk::recon::{entry_of, figures, subject};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{MatchByHand, Place, PlacedLine, Tx};

/// A person ties lines together.
#[derive(Debug)]
pub struct TieLines {
    /// Who.
    pub caller: Caller,
    /// The account.
    pub account: AccountId,
    /// The day.
    pub date: NaiveDate,
    /// Its version that they saw.
    pub version: i64,
    /// The lines.
    pub lines: Vec<LineId>,
    /// Why.
    pub reason: String,
}

impl Command for TieLines {
    type Outcome = TiedByHand;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<TiedByHand, Error> {
        self.caller.require(Permission::WorkRecon)?;
        let (account, _) = day_as_seen(tx, desk, (&self.account, self.date), self.version).await?;
        let ids: BTreeSet<LineId> = self.lines.iter().copied().collect();
        let lines = tx.placed_lines_of_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        self.check(&lines)?;
        let entries: Vec<Entry> = lines.iter().map(entry_of).collect();
        let tied = match_by_hand(&entries, &self.reason, &account.account).map_err(refused)?;
        let days: Vec<(LineId, NaiveDate)> =
            lines.iter().map(|line| (LineId(line.record.id), line.record.day)).collect();
        let (tied, after) = match tied {
            MatchedByHand::Match(found) => {
                let id = MatchId(tx.take_numbers("recon_match", 1).await?);
                let after = json!({ "match": id, "lines": self.lines, "difference": found.difference });
                self.place(tx, desk, id, FoundMatch { found, days: days.clone() }).await?;
                (TiedByHand::Matched { id }, after)
            }
            MatchedByHand::Differ(found) => {
                let now = desk.clock.now();
                tx.set_lines_apart(&ids_of(&days), &self.caller.actor.to_string(), now, &self.reason).await?;
                let follows = lines.iter().filter_map(discrepancy_of).collect();
                let found = Found { found, causes: vec![], days: days.clone(), follows, is_by_hand: true };
                let (id, case) = discrepancies::open(tx, desk, &account.account, found).await?;
                let after = json!({ "discrepancy": id, "case": case, "lines": self.lines });
                (TiedByHand::Differ { id, case }, after)
            }
        };
        self.finish(tx, desk, &account.account, &lines, &days).await?;
        let mut after = after;
        after["date"] = json!(self.date);
        after["reason"] = json!(self.reason);
        let happening = Happening::of(Action::LinesTied, after);
        trail::record(tx, &self.caller, desk.clock.now(), subject(&self.account), happening).await?;
        Ok(tied)
    }
}

impl TieLines {
    /// Every line has to be there, of this account, and one of them of this day.
    fn check(&self, lines: &[PlacedLine]) -> Result<(), Error> {
        let wanted: BTreeSet<LineId> = self.lines.iter().copied().collect();
        if lines.len() != wanted.len() || lines.iter().any(|line| line.account != self.account) {
            return Err(Error::field("lines", FieldCode::UnknownValue));
        }
        if lines.iter().all(|line| line.record.day != self.date) {
            return Err(Error::field("lines", FieldCode::Conflict));
        }
        Ok(())
    }

    async fn place(&self, tx: &mut Tx<'_>, desk: &Desk, id: MatchId, found: FoundMatch) -> Result<(), Error> {
        tx.delete_places(&ids_of(&found.days)).await?;
        let places: Vec<_> = found.places(id).collect();
        if tx.insert_places(&self.account, &places).await? < places.len() as u64 {
            return Err(Error::refuse(Code::DayChanged));
        }
        let record = MatchByHand {
            id,
            account: self.account.clone(),
            date: found.date().unwrap_or(self.date),
            by: self.caller.actor.clone(),
            at: desk.clock.now(),
            reason: self.reason.clone(),
        };
        Ok(tx.insert_match_by_hand(&record).await?)
    }

    /// What the lines were in before is no more; what is left of it is looked at by the next run.
    async fn finish(
        &self,
        tx: &mut Tx<'_>,
        desk: &Desk,
        account: &ChannelAccount,
        lines: &[PlacedLine],
        days: &[(LineId, NaiveDate)],
    ) -> Result<(), Error> {
        let left: BTreeSet<i64> = lines.iter().filter_map(discrepancy_of).collect();
        for id in left {
            self.clear(tx, desk, account, id).await?;
        }
        let mut dates: BTreeSet<NaiveDate> = days.iter().map(|(_, day)| *day).collect();
        dates.insert(self.date);
        for date in dates {
            figures::refresh(tx, &self.account, date).await?;
        }
        Ok(())
    }
}

impl TieLines {
    /// Clears a discrepancy that lines were taken out of. What else it was about is looked at by the next run.
    async fn clear(&self, tx: &mut Tx<'_>, desk: &Desk, account: &ChannelAccount, id: i64) -> Result<(), Error> {
        let record = tx.discrepancy(id).await?.ok_or_else(|| Error::Internal(format!("discrepancy {id} is gone")))?;
        discrepancies::clear(tx, desk, account, id).await?;
        let rest: Vec<LineId> = record.found.lines().filter(|line| !self.lines.contains(line)).collect();
        if rest.is_empty() {
            return Ok(());
        }
        tx.delete_places(&rest).await?;
        for line in tx.placed_lines_of_ids(&rest).await? {
            tx.make_day_stale(&self.account, line.record.day).await?;
        }
        have_run(tx, desk, &self.account).await
    }
}

/// The discrepancy that a line is in.
fn discrepancy_of(line: &PlacedLine) -> Option<i64> {
    match line.place?.place {
        Place::Discrepancy { id } => Some(id),
        Place::Matched { .. } | Place::Held { .. } | Place::Unmoved => None,
    }
}

fn ids_of(days: &[(LineId, NaiveDate)]) -> Vec<LineId> {
    days.iter().map(|(line, _)| *line).collect()
}
