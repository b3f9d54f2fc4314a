//! How a line ends that nothing was found for: it waits, it is a break, or it is none because it moved nothing.
//!
//! The rule: nothing is a break before the other side had the days to book it that the account gives (日切).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Entry, LineId};
use crate::recon::{ChannelAccount, LineStatus, Side};

/// Up to which business date each side is there, all days before included; nothing where no day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// The last date for which our lines are collected.
    pub ours: Option<NaiveDate>,
    /// The last date for which the channel's statement is booked.
    pub channel: Option<NaiveDate>,
}

/// A line that waits for its pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    /// Which.
    pub line: LineId,
    /// The business date with whose lines of the other side it is a break, where its pair is not among them.
    pub until: NaiveDate,
}

/// How a line ends that nothing was found for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It waits.
    Held(Held),
    /// It is a break.
    Missing,
    /// It moved nothing, and the other side has nothing to say of it.
    Unmoved,
}

impl Coverage {
    fn of_other(&self, side: Side) -> Option<NaiveDate> {
        match side {
            Side::Ours => self.channel,
            Side::Channel => self.ours,
        }
    }
}

/// How a line ends for which nothing is found, or nothing is looked for.
pub fn ending(entry: &Entry, account: &ChannelAccount, coverage: &Coverage) -> Ending {
    match entry.line.status {
        LineStatus::Failed | LineStatus::Pending => return Ending::Unmoved,
        // An entry of nothing, with which banks say that an account was closed up for the quarter.
        LineStatus::Settled if entry.line.amount.minor() == 0 && entry.line.fee.is_none() => return Ending::Unmoved,
        LineStatus::Settled => {}
    }
    let until = entry.line.date + Days::new(account.hold_days.into());
    let is_there = coverage.of_other(entry.side).is_some_and(|covered| covered >= until);
    if is_there { Ending::Missing } else { Ending::Held(Held { line: entry.id, until }) }
}
