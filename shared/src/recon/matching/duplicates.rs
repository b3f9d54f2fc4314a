//! Second lines of what is one transaction.
//!
//! A line that says the same as another of its side, under the same number of the channel or word for word, is a repetition. A
//! second payout or receipt under one order number is a second one even where the channel numbers it anew: the
//! money may have gone twice.

use std::collections::HashSet;

use super::content::{order, says_the_same};
use super::{Entry, Key, LineId, Placed};
use crate::recon::{Line, LineKind};

/// In how large a group second lines are looked for. What more lines than this bear is no name of one transaction.
const LINES_MAX: usize = 1_000;

/// Free lines that repeat another of their side, each with the one that it repeats. Of several free ones the first stays.
pub(super) fn repeated<'a>(all: &[&'a Entry]) -> Vec<(&'a Entry, &'a Entry)> {
    pairs(all, &HashSet::new(), &HashSet::new(), is_repetition)
}

/// Free lines that are not `placed` by this pass and are second ones under a reference that names one transaction. Those that the pass
/// has `paired` are first ones.
pub(super) fn second_lines<'a>(
    key: Key,
    all: &[&'a Entry],
    placed: &HashSet<LineId>,
    paired: &HashSet<LineId>,
) -> Vec<(&'a Entry, &'a Entry)> {
    let is_second = |line: &Line, first: &Line| {
        let moves_once = matches!(line.kind, LineKind::Payout | LineKind::Receipt | LineKind::Other);
        key.names_one() && moves_once && line.kind == first.kind && is_same_movement(line, first)
    };
    pairs(all, placed, paired, is_second)
}

fn pairs<'a>(
    all: &[&'a Entry],
    placed: &HashSet<LineId>,
    paired: &HashSet<LineId>,
    is_second: impl Fn(&Line, &Line) -> bool,
) -> Vec<(&'a Entry, &'a Entry)> {
    let mut seconds: Vec<(&Entry, &Entry)> = Vec::new();
    if all.len() > LINES_MAX {
        return seconds;
    }
    for (index, entry) in all.iter().enumerate() {
        if !entry.is_free() || placed.contains(&entry.id) {
            continue;
        }
        // What an earlier pass called a second line is nobody's first; and what is placed for good is the first only of what comes
        // after it, so that a line keeps its type when the case of the other is closed.
        let is_known = |other: &Entry| {
            let is_taken = seconds.iter().any(|(second, _)| second.id == other.id);
            let is_placed = match other.placed {
                Placed::Free => paired.contains(&other.id),
                Placed::Matched { .. } => true,
                Placed::Differs => false,
                Placed::Final => order(other, entry).is_lt(),
            };
            is_placed && !is_taken
        };
        let is_first_of = |other: &&&Entry| other.side == entry.side && is_second(&entry.line, &other.line);
        // What is placed already was there first; of those that are free, the first by content.
        let by_placed = all.iter().find(|other| other.id != entry.id && is_known(other) && is_first_of(other));
        let earlier = || {
            let is_taken = |other: &Entry| seconds.iter().any(|(second, _)| second.id == other.id);
            let may_be_first = |other: &Entry| other.is_free() && !placed.contains(&other.id) && !is_taken(other);
            all[..index].iter().find(|other| may_be_first(other) && is_first_of(other))
        };
        if let Some(first) = by_placed.or_else(earlier) {
            seconds.push((entry, first));
        }
    }
    seconds
}

fn is_repetition(line: &Line, first: &Line) -> bool {
    let (one, other) = (&line.references, &first.references);
    let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    let is_numbered_alike =
        same(&one.channel_number, &other.channel_number) || same(&one.entry_reference, &other.entry_reference);
    (is_numbered_alike && line.kind == first.kind && is_same_movement(line, first)) || says_the_same(line, first)
}

fn is_same_movement(line: &Line, first: &Line) -> bool {
    let of = |line: &Line| (line.direction, line.amount, line.status);
    of(line) == of(first)
}
