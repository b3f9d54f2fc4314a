//! Matching by hand, and undoing a match by hand. Each with a reason, under the same audit as all else.
//!
//! The rule: a person may tie any lines together, but not talk a difference away: beyond the tolerance it is a discrepancy, and its
//! case decides what becomes of it.

use super::agreeing::is_one_currency;
use super::content::{apart_minor, sorted};
use super::pairing::matched;
use super::{Entry, Fit, Match, Placed, Rule};
use crate::recon::discrepancy::Discrepancy;
use crate::recon::{ChannelAccount, Side};

/// What comes of lines that a person ties together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchedByHand {
    /// They match.
    Match(Match),
    /// They belong together and differ: one discrepancy in place of those that the lines were in.
    Differ(Discrepancy),
}

/// Why lines cannot be tied together, or a match not undone, by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusedByHand {
    /// No reason is given.
    #[error("a reason is needed")]
    NoReason,
    /// Lines of one side only.
    #[error("lines of both sides are needed")]
    OneSided,
    /// A line is in a match: that is undone first.
    #[error("a line is in a match")]
    IsMatched,
    /// A line is placed for good: its day is closed, or its case is.
    #[error("a line is placed for good")]
    IsFinal,
    /// A line is in no match.
    #[error("not in a match")]
    NotMatched,
}

/// What comes of these lines when a person ties them together.
pub fn match_by_hand(lines: &[Entry], reason: &str, account: &ChannelAccount) -> Result<MatchedByHand, RefusedByHand> {
    if reason.trim().is_empty() {
        return Err(RefusedByHand::NoReason);
    }
    for entry in lines {
        match entry.placed {
            Placed::Free | Placed::Differs => {}
            Placed::Matched { .. } => return Err(RefusedByHand::IsMatched),
            Placed::Final => return Err(RefusedByHand::IsFinal),
        }
    }
    let of = |side| sorted(lines.iter().filter(move |entry| entry.side == side));
    let (ours, channel) = (of(Side::Ours), of(Side::Channel));
    if ours.is_empty() || channel.is_empty() {
        return Err(RefusedByHand::OneSided);
    }
    let apart = apart_minor(&ours, &channel);
    let is_settled_alike = ours.iter().chain(&channel).all(|entry| entry.line.status == ours[0].line.status);
    let is_near = apart.abs() <= i128::from(account.tolerance.amount_minor);
    if !is_near || !is_settled_alike || !is_one_currency(&ours, &channel) {
        return Ok(MatchedByHand::Differ(Discrepancy::between(&ours, &channel)));
    }
    let fit = match (apart, ours.len(), channel.len()) {
        (0, 1, 1) => Fit::Exact,
        (0, ..) => Fit::Sum,
        _ => Fit::Tolerance,
    };
    Ok(MatchedByHand::Match(matched(Rule::ByHand, fit, &ours, &channel)))
}

/// Whether a person may undo the match that these lines are in.
pub fn unmatch_by_hand(lines: &[Entry], reason: &str) -> Result<(), RefusedByHand> {
    if reason.trim().is_empty() {
        return Err(RefusedByHand::NoReason);
    }
    lines.iter().try_for_each(|entry| match entry.placed {
        Placed::Matched { .. } => Ok(()),
        Placed::Free | Placed::Differs => Err(RefusedByHand::NotMatched),
        Placed::Final => Err(RefusedByHand::IsFinal),
    })
}
