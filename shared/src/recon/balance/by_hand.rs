//! Balances that a person read off the channel's portal, where no file has them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{BalanceKnown, BalanceSource};
use crate::digest::Digest;
use crate::money::Money;
use crate::recon::ChannelAccount;

/// A balance as a person saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceByHand {
    /// How much; below zero where the account is overdrawn.
    pub amount: Money,
    /// Of the end of which business date.
    pub date: NaiveDate,
    /// Who saw it.
    pub by: String,
    /// When they saw it.
    pub seen_at: DateTime<Utc>,
    /// The portal's reference of the page, where it has one.
    pub reference: Option<String>,
    /// The SHA-256 of the screenshot, where there is one.
    pub screenshot: Option<Digest>,
}

/// Why a balance by hand is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BalanceRefusal {
    /// It is in another currency than the account.
    #[error("another currency than the account's")]
    OtherCurrency,
    /// Its business date has not ended.
    #[error("the business date has not ended")]
    TooEarly,
    /// It was seen before the business date had ended, or later than now.
    #[error("seen at another time")]
    SeenAtOtherTime,
    /// Neither a screenshot nor a reference by which somebody else can look it up again.
    #[error("neither a screenshot nor a reference")]
    NothingShown,
    /// A file states the balance: what a person saw does not replace it.
    #[error("a file states it")]
    FileStatesIt,
    /// The day is closed.
    #[error("the day is closed")]
    DayClosed,
}

/// Whether a balance may be recorded by hand: for a day that is not closed, of which no file states the balance.
pub fn check_balance_by_hand(
    balance: &BalanceByHand,
    known: Option<&BalanceKnown>,
    is_closed: bool,
    account: &ChannelAccount,
    now: DateTime<Utc>,
) -> Result<(), BalanceRefusal> {
    let (_, ended_at) = crate::recon::day_bounds(balance.date, account);
    let is_shown =
        balance.screenshot.is_some() || balance.reference.as_deref().is_some_and(|text| !text.trim().is_empty());
    if is_closed {
        Err(BalanceRefusal::DayClosed)
    } else if balance.amount.currency() != account.currency {
        Err(BalanceRefusal::OtherCurrency)
    } else if known.is_some_and(|known| matches!(known.source, BalanceSource::Statement { .. })) {
        Err(BalanceRefusal::FileStatesIt)
    } else if now < ended_at {
        Err(BalanceRefusal::TooEarly)
    } else if balance.seen_at < ended_at || balance.seen_at > now {
        Err(BalanceRefusal::SeenAtOtherTime)
    } else if !is_shown {
        Err(BalanceRefusal::NothingShown)
    } else {
        Ok(())
    }
}
