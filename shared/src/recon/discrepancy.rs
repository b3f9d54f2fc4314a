//! Discrepancies: lines on which our books and the channel's statement disagree, which fields differ, and why that may be.

mod cause;
mod explain;
mod kind;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use cause::{LikelyCause, Rounding, Why};
pub use explain::{are_digits_swapped, explain, explain_held};
pub use kind::{Differs, DiscrepancyKind};

use super::Side;
use super::matching::{Entry, LineId};
use crate::money::Money;

/// A disagreement, with all lines that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Discrepancy {
    /// Its type.
    pub kind: DiscrepancyKind,
    /// Our lines in it.
    pub ours: Vec<LineId>,
    /// The channel's lines in it.
    pub channel: Vec<LineId>,
    /// Of a second line, the one that it repeats, which is placed by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<LineId>,
    /// Which fields differ, where lines of both sides are in it.
    pub differs: Vec<Differs>,
    /// How much is at issue, zero or above: the line's amount where one side has nothing, the difference where both have
    /// something.
    pub amount: Money,
}

impl Discrepancy {
    /// Its lines, ours first; the one that a second line repeats is none of them.
    pub fn lines(&self) -> impl Iterator<Item = LineId> {
        self.ours.iter().chain(&self.channel).copied()
    }

    /// A line that the other side does not have.
    pub(super) fn missing(entry: &Entry) -> Self {
        let kind = match entry.side {
            Side::Ours => DiscrepancyKind::MissingChannel,
            Side::Channel => DiscrepancyKind::MissingInternal,
        };
        Self::of_one(kind, entry, None)
    }

    /// A second line of what is one transaction.
    pub(super) fn second(entry: &Entry, first: &Entry) -> Self {
        Self::of_one(DiscrepancyKind::DuplicateLine, entry, Some(first.id))
    }

    /// Lines of both sides that belong together and differ.
    pub(super) fn between(ours: &[&Entry], channel: &[&Entry]) -> Self {
        let differs = kind::differs(ours, channel);
        let ids = |entries: &[&Entry]| entries.iter().map(|entry| entry.id).collect();
        Self {
            kind: kind::kind_of(&differs),
            ours: ids(ours),
            channel: ids(channel),
            repeats: None,
            amount: kind::at_issue(&differs, ours, channel),
            differs,
        }
    }

    fn of_one(kind: DiscrepancyKind, entry: &Entry, repeats: Option<LineId>) -> Self {
        let (ours, channel) = match entry.side {
            Side::Ours => (vec![entry.id], vec![]),
            Side::Channel => (vec![], vec![entry.id]),
        };
        Self { kind, ours, channel, repeats, differs: vec![], amount: entry.line.amount }
    }
}
