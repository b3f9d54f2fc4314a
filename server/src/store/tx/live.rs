//! What is live: the feed of changes, the notices of those who listen, who looks at what, and clients' rates.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::api::changes::UnreadView;
use shared::api::presence::{Doing, Present};
use shared::case::CaseNumber;

use super::queries;
use crate::auth::rates::Untold;

queries! {
    changes:
    fn changed_cases(since: DateTime<Utc>, limit: i64) -> Vec<(CaseNumber, i64)>;
    fn unread_of(users: &[&str]) -> HashMap<String, UnreadView>;
}

queries! {
    presence:
    fn put_presence(number: CaseNumber, user: &str, doing: Doing, at: DateTime<Utc>) -> ();
    fn end_presence(number: CaseNumber, user: &str) -> ();
    fn forget_presence(until: DateTime<Utc>) -> ();
    fn present(since: DateTime<Utc>) -> Vec<(CaseNumber, Present)>;
}

queries! {
    rates:
    fn share_rates(untold: &[Untold]) -> Vec<(String, i64)>;
}
