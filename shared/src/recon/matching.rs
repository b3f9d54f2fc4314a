//! Matching: which line of our books is which line of the channel's.
//!
//! The rules: every line ends in exactly one place; what a line says decides, never where it stands; what could be read in
//! two ways is not guessed; a match stays until a reference says otherwise, and a person's match stays until a person undoes
//! it.
//!
//! It is done in passes, so that no more than a group of lines is in memory at once. For each of [`Pass::ALL`], in order,
//! whoever holds the lines hands over, group by group ([`Pass::is_same_group`]), the free lines of both sides and those placed
//! before that share the group's key, and places what [`by_reference`] found before the next pass. What no pass has
//! placed is few, and goes to [`leftovers`], which ends every line.

mod agreeing;
mod amounts;
mod content;
mod counterparty;
mod differing;
mod duplicates;
mod ending;
mod entry;
mod found;
mod leftovers;
mod manual;
mod pairing;
mod pass;
mod sums;

#[cfg(test)]
pub(crate) mod tests;

pub use counterparty::{Likeness, likeness};
pub use ending::{Coverage, Ending, Held, ending};
pub use entry::{Entry, LineId, MatchId, Placed};
pub use found::{Findings, Fit, Match, Rule};
pub use leftovers::{Endings, leftovers};
pub use manual::{MatchedByHand, RefusedByHand, match_by_hand, unmatch_by_hand};
pub use pass::{Key, Pass};
pub use sums::{SUM_CANDIDATES_MAX, SUM_LINES_MAX};

use super::{ChannelAccount, Line};

/// What one pass finds in one group of lines: the free lines of both sides that share the pass's key, and those placed
/// before that do.
///
/// A pass that looks for agreement makes matches alone. One that looks for differences finds lines that have a reference in common
/// and yet differ: within the account's tolerance they match, beyond it they are a discrepancy.
pub fn by_reference(pass: Pass, group: &[Entry], account: &ChannelAccount) -> Findings {
    match pass {
        Pass::Agreeing(key) => agreeing::agree(key, group),
        Pass::Differing(key) => differing::differ(key, group, account),
        Pass::SameAmount => amounts::same_amount(group, account),
    }
}

/// Whether both lines bear a reference that names one transaction, and not the same one.
pub(super) fn are_two_transactions(one: &Line, other: &Line) -> bool {
    content::references_conflict(one, other)
}
