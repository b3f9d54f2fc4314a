//! The accounts of which a file has statements: which is the one that is read.

use shared::recon::{Fault, FaultKind, Head};

use super::tally::Tally;
use super::{Unread, account_number};

/// The accounts that were met so far.
#[derive(Debug, Default)]
pub struct Accounts {
    /// The first, and on which line it stands.
    first: Option<(String, u32)>,
    is_any_ours: bool,
}

impl Accounts {
    /// Whether the statements of that account are those that are read; others are passed over by name. Without a number to go
    /// by it is the first account, and there must be no other.
    pub fn admit(&mut self, tally: &mut Tally<'_>, head: &mut Head, named: &str, line: u32) -> Result<bool, Unread> {
        let first = &self.first.get_or_insert_with(|| (named.to_owned(), line)).0;
        let is_ours = match &tally.account().number {
            Some(number) => {
                let currency = tally.account().currency;
                account_number::is_same(number, named) && !account_number::is_in_another_currency(named, currency)
            }
            None if first == named => true,
            None => {
                let fault = Fault::new(FaultKind::OtherAccount).at_line(line).found(named);
                return Err(fault.expected(first.as_str()).into());
            }
        };
        if is_ours {
            self.is_any_ours = true;
            head.account.get_or_insert_with(|| named.to_owned());
        } else {
            tally.pass_over(named);
        }
        Ok(is_ours)
    }

    /// The fault of a file that has no statement of the account.
    pub fn fault(&self, tally: &Tally<'_>) -> Option<Fault> {
        if self.is_any_ours {
            return None;
        }
        let fault = Fault::new(FaultKind::OtherAccount).expected(tally.account().number.clone().unwrap_or_default());
        Some(match &self.first {
            Some((named, line)) => fault.at_line(*line).found(named),
            None => fault,
        })
    }
}
