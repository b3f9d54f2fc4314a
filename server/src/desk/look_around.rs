//! What happens at the desk, read for those who listen. It changes nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::api::changes::UnreadView;
use shared::api::exceptions::CaseRow;
use shared::api::presence::PresenceView;
use shared::case::CaseNumber;

use crate::desk::Desk;
use crate::desk::cases::presence::present;
use crate::error::Error;

/// What one look takes in.
pub struct Look<'a> {
    /// Cases that changed at or after this.
    pub since: DateTime<Utc>,
    /// How many of those are looked at.
    pub cases_max: i64,
    /// How many rows are read, of those that are not known.
    pub rows_max: usize,
    /// Whether a case is known at that version already.
    pub is_known: &'a (dyn Fn(CaseNumber, i64) -> bool + Sync),
    /// Whose notices are asked for.
    pub users: &'a [&'a str],
}

/// What one look found, all of one moment.
#[derive(Debug, Default)]
pub struct Sight {
    /// The cases that were not known so, and their versions.
    pub changed: Vec<(CaseNumber, i64)>,
    /// Whether more changed than one look takes in; then there are no rows.
    pub is_too_much: bool,
    /// The rows of what changed, the earliest change first.
    pub rows: Vec<CaseRow>,
    /// How the notices stand of those who have unread ones.
    pub unread: HashMap<String, UnreadView>,
    /// Who looks at which case.
    pub present: Vec<PresenceView>,
}

impl Desk {
    /// Looks at what is new.
    pub async fn look_around(&self, look: &Look<'_>) -> Result<Sight, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut changed = tx.changed_cases(look.since, look.cases_max + 1).await?;
        let more = i64::try_from(changed.len()).unwrap_or(i64::MAX) > look.cases_max;
        changed.retain(|(number, version)| !(look.is_known)(*number, *version));
        let is_too_much = more || changed.len() > look.rows_max;
        let (now, mut rows) = (self.clock.now(), Vec::new());
        if !is_too_much {
            let numbers: Vec<CaseNumber> = changed.iter().map(|(number, _)| *number).collect();
            rows = tx.case_rows(&numbers, now).await?;
            rows.sort_by_key(|row| (row.updated_at, row.number));
        }
        let (unread, present) = (tx.unread_of(look.users).await?, present(&mut tx, now).await?);
        Ok(Sight { changed, is_too_much, rows, unread, present })
    }
}
