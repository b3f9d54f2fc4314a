//! Writing matches that a run has found: their lines leave the places where they were, for good only once the run is finished.

use std::sync::Arc;

use chrono::NaiveDate;
use shared::recon::AccountId;
use shared::recon::matching::{LineId, Match, MatchId};

use super::{hold, put};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Place, PlaceRecord, Tx};

/// A match, with the day of each of its lines.
#[derive(Clone, Debug)]
pub struct FoundMatch {
    /// What was found.
    pub found: Match,
    /// Its lines with their days.
    pub days: Vec<(LineId, NaiveDate)>,
}

impl FoundMatch {
    /// The day in which it counts as found: the last of its lines'.
    pub fn date(&self) -> Option<NaiveDate> {
        self.days.iter().map(|(_, day)| *day).max()
    }

    /// Where its lines end.
    pub fn places(&self, id: MatchId) -> impl Iterator<Item = PlaceRecord> + '_ {
        let place = Place::Matched {
            id,
            rule: self.found.rule,
            fit: self.found.fit,
            difference_minor: self.found.difference.minor(),
        };
        let date = self.date();
        self.days.iter().map(move |(line, day)| PlaceRecord {
            line: *line,
            day: *day,
            date: date.unwrap_or(*day),
            place,
        })
    }
}

/// Writes matches.
#[derive(Clone, Debug)]
pub struct WriteMatches {
    /// The account.
    pub account: AccountId,
    /// Who runs it.
    pub holder: String,
    /// The matches.
    pub matches: Arc<[FoundMatch]>,
}

impl Command for WriteMatches {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        hold(tx, desk, &self.account, &self.holder).await?;
        let count = i64::try_from(self.matches.len()).unwrap_or(i64::MAX);
        let first = tx.take_numbers("recon_match", count).await?;
        let lines: Vec<LineId> = self.matches.iter().flat_map(|it| it.days.iter().map(|(line, _)| *line)).collect();
        let places: Vec<PlaceRecord> =
            (first..).zip(self.matches.iter()).flat_map(|(id, found)| found.places(MatchId(id))).collect();
        tx.delete_places(&lines).await?;
        put(tx, &self.account, &places).await
    }
}
