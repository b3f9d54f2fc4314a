//! `/days/{account}/{date}`: business days of accounts.

pub mod by_hand;
pub mod closing;
pub mod exports;
pub mod lists;
pub mod view;

use chrono::NaiveDate;
use serde::Deserialize;
use shared::recon::AccountId;
use shared::recon::matching::MatchId;
use utoipa::IntoParams;

/// The day that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfDay {
    /// The account's identifier
    #[expect(dead_code, reason = "only described here")]
    account: String,
    /// The business date, such as 2026-03-02
    #[expect(dead_code, reason = "only described here")]
    date: String,
}

/// The match that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfMatch {
    /// The account's identifier
    #[expect(dead_code, reason = "only described here")]
    account: String,
    /// The business date in which it was found, such as 2026-03-02
    #[expect(dead_code, reason = "only described here")]
    date: String,
    /// The match's identifier
    #[expect(dead_code, reason = "only described here")]
    #[param(value_type = i64)]
    id: String,
}

/// A day, as a path names it.
#[derive(Debug, Deserialize)]
pub struct DayPath {
    account: AccountId,
    date: NaiveDate,
}

/// A match, as a path names it.
#[derive(Debug, Deserialize)]
pub struct MatchPath {
    account: AccountId,
    date: NaiveDate,
    id: MatchId,
}
