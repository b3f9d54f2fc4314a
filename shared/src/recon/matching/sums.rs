//! One line against several that no reference ties to it, by their sum.
//!
//! All lines of one batch, or of one day, or of one day and kind, may be one line at the other side: a channel that settles
//! once a day does so. Beyond that few lines are tried, among few candidates. A sum that can be had in two ways is none: with many
//! lines to choose from some sum always fits.

mod few;
mod whole;

use std::collections::{HashMap, HashSet};

use super::content::moved_minor;
use super::pairing::matched;
use super::{Entry, Fit, LineId, Match, Rule};
use crate::recon::{ChannelAccount, Side};

/// Among how many candidates a sum of few lines is looked for at most.
pub const SUM_CANDIDATES_MAX: usize = 12;

/// Of how many lines such a sum is at most.
pub const SUM_LINES_MAX: usize = 4;

/// One line, and the several whose sum it may be.
struct Candidate<'a> {
    rule: Rule,
    one: &'a Entry,
    several: Vec<&'a Entry>,
}

/// Matches one line with the sum of several, among free lines that are sorted by content.
pub(super) fn by_sum(free: &[&Entry], account: &ChannelAccount) -> Vec<Match> {
    let settled: Vec<&Entry> = free.iter().filter(|entry| entry.is_settled()).copied().collect();
    let mut matches = taken_once(whole::sets(&settled, account));
    let taken: HashSet<LineId> = matches.iter().flat_map(Match::lines).collect();
    let left: Vec<&Entry> = settled.into_iter().filter(|entry| !taken.contains(&entry.id)).collect();
    matches.extend(taken_once(few::sets(&left, account)));
    matches
}

/// The lines that may be a sum of others. One that moved nothing is none: what cancels out needs no line to say so.
fn that_moved<'a>(settled: &[&'a Entry]) -> impl Iterator<Item = &'a Entry> {
    settled.iter().copied().filter(|entry| moved_minor(&entry.line) != 0)
}

/// The candidates of which no line is in another one.
fn taken_once(candidates: Vec<Candidate<'_>>) -> Vec<Match> {
    let mut uses: HashMap<LineId, usize> = HashMap::new();
    for candidate in &candidates {
        candidate.ids().for_each(|id| *uses.entry(id).or_default() += 1);
    }
    let is_alone = |candidate: &&Candidate<'_>| candidate.ids().all(|id| uses.get(&id) == Some(&1));
    candidates.iter().filter(is_alone).map(Candidate::matched).collect()
}

impl Candidate<'_> {
    fn ids(&self) -> impl Iterator<Item = LineId> {
        self.several.iter().map(|entry| entry.id).chain([self.one.id])
    }

    fn matched(&self) -> Match {
        let one = [self.one];
        let (ours, channel): (&[&Entry], &[&Entry]) =
            if self.one.side == Side::Ours { (&one, &self.several) } else { (&self.several, &one) };
        matched(self.rule, Fit::Sum, ours, channel)
    }
}
