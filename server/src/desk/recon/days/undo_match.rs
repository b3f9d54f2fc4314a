//! Undoing a match by hand. Its lines are tied together by hand only, from then on; how they end the next run says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::recon::AccountId;
use shared::recon::matching::{Entry, LineId, MatchId, unmatch_by_hand};
use shared::role::Permission;

use super::{day_as_seen, refused};
use crate::caller::Caller;
use crate::desk::recon::run::have_run;
use crate::desk::recon::{entry_of, subject};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// A person undoes a match.
#[derive(Debug)]
pub struct UndoMatch {
    /// Who.
    pub caller: Caller,
    /// The account.
    pub account: AccountId,
    /// The day in which it was found.
    pub date: NaiveDate,
    /// Its version that they saw.
    pub version: i64,
    /// The match.
    pub id: MatchId,
    /// Why.
    pub reason: String,
}

impl Command for UndoMatch {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkRecon)?;
        day_as_seen(tx, desk, (&self.account, self.date), self.version).await?;
        let lines = tx.placed_lines_of_matches(&[self.id]).await?;
        let is_of_day = |line: &crate::store::PlacedLine| {
            line.account == self.account && line.place.is_some_and(|place| place.date == self.date)
        };
        if lines.is_empty() || !lines.iter().all(is_of_day) {
            return Err(Error::refuse(Code::NotFound));
        }
        let entries: Vec<Entry> = lines.iter().map(entry_of).collect();
        unmatch_by_hand(&entries, &self.reason).map_err(refused)?;
        let now = desk.clock.now();
        let ids: Vec<LineId> = entries.iter().map(|entry| entry.id).collect();
        tx.delete_places(&ids).await?;
        tx.set_lines_apart(&ids, &self.caller.actor.to_string(), now, &self.reason).await?;
        let days: BTreeSet<NaiveDate> = lines.iter().map(|line| line.record.day).collect();
        for day in days {
            tx.make_day_stale(&self.account, day).await?;
        }
        have_run(tx, desk, &self.account).await?;
        let after = json!({ "match": self.id, "lines": ids, "date": self.date, "reason": self.reason });
        let happening = Happening::of(Action::MatchUndone, after);
        trail::record(tx, &self.caller, now, subject(&self.account), happening).await
    }
}
