//! Matches, and lines that wait, on their way into the store, some thousand lines a transaction: nobody else waits long for the one writer of SQLite.

use std::sync::Arc;

use shared::recon::AccountId;

use crate::desk::Desk;
use crate::desk::recon::run::write_endings::WriteWaiting;
use crate::desk::recon::run::write_matches::{FoundMatch, WriteMatches};
use crate::error::Error;
use crate::store::PlaceRecord;

/// How many lines go into one transaction.
pub const LINES_PER_BATCH: usize = 4_000;

/// Matches that are not written yet.
pub struct Matches<'a> {
    desk: &'a Arc<Desk>,
    account: AccountId,
    holder: String,
    waiting: Vec<FoundMatch>,
    lines: usize,
}

impl<'a> Matches<'a> {
    /// None yet.
    pub fn of(desk: &'a Arc<Desk>, account: &AccountId, holder: &str) -> Self {
        Self { desk, account: account.clone(), holder: holder.to_owned(), waiting: Vec::new(), lines: 0 }
    }

    /// Takes one more; writes them where they are enough.
    pub async fn add(&mut self, found: FoundMatch) -> Result<(), Error> {
        self.lines += found.days.len();
        self.waiting.push(found);
        if self.lines >= LINES_PER_BATCH { self.write().await } else { Ok(()) }
    }

    /// Writes those that wait.
    pub async fn write(&mut self) -> Result<(), Error> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.lines = 0;
        let matches = std::mem::take(&mut self.waiting).into();
        let (account, holder) = (self.account.clone(), self.holder.clone());
        self.desk.execute(WriteMatches { account, holder, matches }).await
    }
}

/// Lines that wait, or moved nothing, and that nothing more is looked for, which are not written yet.
pub struct Waits<'a> {
    desk: &'a Arc<Desk>,
    account: AccountId,
    holder: String,
    places: Vec<PlaceRecord>,
}

impl<'a> Waits<'a> {
    /// None yet.
    pub fn of(desk: &'a Arc<Desk>, account: &AccountId, holder: &str) -> Self {
        Self { desk, account: account.clone(), holder: holder.to_owned(), places: Vec::new() }
    }

    /// Takes one more.
    pub fn add(&mut self, place: PlaceRecord) {
        self.places.push(place);
    }

    /// Writes them where they are enough.
    pub async fn write_if_many(&mut self) -> Result<(), Error> {
        if self.places.len() >= LINES_PER_BATCH { self.write().await } else { Ok(()) }
    }

    /// Writes those that there are.
    pub async fn write(&mut self) -> Result<(), Error> {
        for places in std::mem::take(&mut self.places).chunks(LINES_PER_BATCH) {
            let (account, holder) = (self.account.clone(), self.holder.clone());
            self.desk.execute(WriteWaiting { account, holder, places: places.into() }).await?;
        }
        Ok(())
    }
}
