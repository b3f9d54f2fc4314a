//! Reconciliation: our accounts at channels, our lines, statement files, and the days that they make.
//!
//! The rule: whatever changes an account, its files or its days locks the account first, so that its chain, its days and what
//! is booked into them are changed by one at a time.

mod breaks;
mod cases;
pub mod change_account;
pub mod days;
pub mod discrepancies;
pub mod figures;
pub mod make_account;
pub mod mappings;
mod payout_case;
pub mod prove_payout;
pub mod read_accounts;
mod resolve_together;
pub mod run;
pub mod statements;
pub mod take_ledger_lines;

use chrono::{Days, NaiveDate};
use shared::api::problem::{Code, FieldCode};
use shared::recon::matching::{Entry, LineId, Placed};
use shared::recon::{AccountId, ChannelAccount};

use super::faults::Faults;
use crate::error::Error;
use crate::store::{AccountRecord, Place, PlacedLine, Tx};

/// The chain of an account in the trail: its settings, its files, its days.
pub fn subject(account: &AccountId) -> String {
    format!("account:{account}")
}

/// An account that is there, which nobody else changes before the transaction ends.
async fn account_for_update(tx: &mut Tx<'_>, id: &AccountId) -> Result<AccountRecord, Error> {
    tx.channel_account_for_update(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))
}

/// A line as matching sees it.
pub fn entry_of(line: &PlacedLine) -> Entry {
    let placed = match line.place.map(|place| place.place) {
        _ if line.is_final => Placed::Final,
        Some(Place::Matched { id, rule, .. }) => Placed::Matched { id, by: rule },
        // A run is no better judge of what belongs together than who tied it.
        Some(Place::Discrepancy { .. }) if line.is_tied => Placed::Differs,
        Some(Place::Held { .. } | Place::Unmoved | Place::Discrepancy { .. }) | None => Placed::Free,
    };
    let record = &line.record;
    Entry { id: LineId(record.id), side: record.side, line: record.line.clone(), placed }
}

/// Refuses an account that cannot be one, field by field.
fn check_account(account: &ChannelAccount) -> Result<(), Error> {
    let mut faults = Faults::default();
    faults.check_line("account.name", &account.name, 128);
    if let Some(number) = &account.number {
        faults.check_line("account.number", number, 64);
    }
    let is_channel = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    let channel = &account.channel;
    faults.unless((1..=64).contains(&channel.len()), "account.channel", FieldCode::TooLong);
    faults.unless(channel.bytes().all(is_channel), "account.channel", FieldCode::BadCharacters);
    let offsets = -12 * 60..=14 * 60;
    faults.unless(offsets.contains(&account.utc_offset_minutes), "account.utc_offset_minutes", FieldCode::OutOfRange);
    faults.unless(account.hold_days <= 30, "account.hold_days", FieldCode::OutOfRange);
    let tolerance = account.tolerance;
    faults.unless(tolerance.amount_minor >= 0, "account.tolerance.amount_minor", FieldCode::OutOfRange);
    let minutes = 0..=7 * 24 * 60;
    faults.unless(minutes.contains(&tolerance.minutes), "account.tolerance.minutes", FieldCode::OutOfRange);
    faults.unless(account.formats.len() <= 8, "account.formats", FieldCode::TooMany);
    faults.refuse()
}

/// The first day from a date on that is not among the closed ones, which are in order.
fn first_open(date: NaiveDate, closed: &[NaiveDate]) -> NaiveDate {
    let mut day = date;
    for closed in closed.iter().filter(|closed| **closed >= date) {
        if *closed != day {
            break;
        }
        day = day + Days::new(1);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_late_goes_into_the_first_open_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let closed = [day(1), day(2), day(4)];
        for (date, expected) in [(1, 3), (2, 3), (3, 3), (4, 5), (5, 5)] {
            assert_eq!(first_open(day(date), &closed), day(expected), "{date}");
        }
        assert_eq!(first_open(day(1), &[]), day(1));
    }
}
