//! Days as people work them: looked at, matched in by hand, their balances entered, closed.

pub mod close_day;
pub mod collect_days;
pub(in crate::desk::recon) mod facts;
pub mod match_by_hand;
pub mod read_day;
pub mod read_lists;
pub mod tell_balance;
pub mod undo_match;
mod views;

use chrono::NaiveDate;
use shared::api::problem::Code;
use shared::recon::AccountId;
use shared::recon::matching::RefusedByHand;

use super::account_for_update;
use super::run::refuse_while_running;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{AccountRecord, DayRecord, Tx};

/// An open day as it was seen, with its account: nobody else changes either before the transaction ends, and no run does.
async fn day_as_seen(
    tx: &mut Tx<'_>,
    desk: &Desk,
    (account, date): (&AccountId, NaiveDate),
    version: i64,
) -> Result<(AccountRecord, DayRecord), Error> {
    let record = account_for_update(tx, account).await?;
    let day = tx.recon_day_for_update(account, date).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
    if day.is_closed {
        return Err(Error::refuse(Code::DayClosed));
    }
    if day.version != version {
        return Err(Error::refuse(Code::DayChanged));
    }
    refuse_while_running(tx, desk, account).await?;
    Ok((record, day))
}

/// Why lines cannot be tied together, or set apart, by hand.
fn refused(refusal: RefusedByHand) -> Error {
    let (en, zh) = match refusal {
        RefusedByHand::NoReason => ("A reason is needed.", "须填写原因。"),
        RefusedByHand::OneSided => ("Lines of both sides are needed.", "须同时选择账务与通道双方的明细。"),
        RefusedByHand::IsMatched => ("A line is in a match: undo that first.", "有明细已勾对，请先撤销勾对。"),
        RefusedByHand::IsFinal => ("A line is placed for good.", "有明细已有最终归属，不能更改。"),
        RefusedByHand::NotMatched => ("A line is in no match.", "有明细未勾对。"),
    };
    Error::explain(Code::MatchRefused, en, zh)
}
