//! Payouts under watch.

use chrono::{DateTime, Utc};
use shared::case::{CaseNumber, Watch};

use super::queries;
use crate::store::WatchRecord;

queries! {
    watches:
    fn insert_watch(record: &WatchRecord) -> ();
    fn count_watch(number: CaseNumber, watch: &Watch) -> ();
    fn watch(number: CaseNumber) -> Option<WatchRecord>;
    fn counted_watches(
        now: DateTime<Utc>,
        after: Option<(DateTime<Utc>, CaseNumber)>,
        limit: i64,
    ) -> Vec<WatchRecord>;
    fn uncounted_watches(after: Option<CaseNumber>, limit: i64) -> Vec<WatchRecord>;
}
