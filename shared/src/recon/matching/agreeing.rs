//! Lines that share a reference and agree: one with one, amount for amount or net of a fee, or one with several by their sum.

use std::collections::HashSet;

use super::content::{apart_minor, fees_differ, moved_minor, references_conflict, sorted};
use super::pairing::{alikeness, matched, pick, runs};
use super::{Entry, Findings, Fit, Key, LineId, Match, MatchId, Rule};
use crate::recon::{Direction, Side};

pub(super) fn agree(key: Key, group: &[Entry]) -> Findings {
    let mut open = Open::of(group);
    if !open.ours.is_empty() && !open.channel.is_empty() && open.has_free() {
        let mut search = Search { key, group, open: &mut open, matches: Vec::new(), undone: Vec::new() };
        // The sum of all comes first: a fee that is a line of its own belongs to the payment that it was taken from.
        search.sum(None);
        search.one_to_one(Fit::Exact);
        search.one_to_one(Fit::NetOfFee);
        search.sum(None);
        search.sum(Some(Direction::In));
        search.sum(Some(Direction::Out));
        let Search { matches, undone, .. } = search;
        return Findings { matches, undone, discrepancies: Vec::new(), rest: open.free() };
    }
    Findings { rest: open.free(), ..Findings::default() }
}

/// The lines of a group that may still be placed, of both sides, each in the order of its content: the free ones, and those that a
/// likeness alone has placed.
struct Open<'a> {
    ours: Vec<&'a Entry>,
    channel: Vec<&'a Entry>,
}

impl<'a> Open<'a> {
    fn of(group: &'a [Entry]) -> Self {
        let of = |side| {
            let is_open = move |entry: &&Entry| entry.side == side && (entry.is_free() || entry.undoable().is_some());
            sorted(group.iter().filter(is_open))
        };
        Self { ours: of(Side::Ours), channel: of(Side::Channel) }
    }

    fn has_free(&self) -> bool {
        self.ours.iter().chain(&self.channel).any(|entry| entry.is_free())
    }

    fn free(&self) -> Vec<LineId> {
        self.ours.iter().chain(&self.channel).filter(|entry| entry.is_free()).map(|entry| entry.id).collect()
    }

    fn take(&mut self, taken: &HashSet<LineId>) {
        self.ours.retain(|entry| !taken.contains(&entry.id));
        self.channel.retain(|entry| !taken.contains(&entry.id));
    }
}

struct Search<'a, 'b> {
    key: Key,
    group: &'a [Entry],
    open: &'b mut Open<'a>,
    matches: Vec<Match>,
    undone: Vec<MatchId>,
}

impl<'a> Search<'a, '_> {
    fn one_to_one(&mut self, fit: Fit) {
        let key = self.key;
        let fits = move |our: &Entry, theirs: &Entry| {
            let (one, other) = (&our.line, &theirs.line);
            let fees = match fit {
                Fit::NetOfFee => one.fee.is_some() != other.fee.is_some(),
                Fit::Exact | Fit::Sum | Fit::Tolerance => !fees_differ(one, other),
            };
            fees && (our.is_free() || theirs.is_free()) && (key.names_one() || !references_conflict(one, other))
        };
        let (mut ours, mut channel) = (self.open.ours.clone(), self.open.channel.clone());
        let mut picked: Vec<(&'a Entry, &'a Entry)> = Vec::new();
        let signature = move |entry: &Entry| {
            let line = &entry.line;
            let amount = match fit {
                Fit::NetOfFee => moved_minor(line),
                Fit::Exact | Fit::Sum | Fit::Tolerance => i128::from(line.amount.minor()),
            };
            (line.status, line.direction, line.amount.currency().code(), amount)
        };
        runs(&mut ours, &mut channel, signature, |ours, channel| picked.extend(pick(ours, channel, fits, alikeness)));
        self.open.take(&picked.iter().flat_map(|(our, theirs)| [our.id, theirs.id]).collect());
        for (our, theirs) in picked {
            self.place(fit, &[our], &[theirs]);
        }
    }

    /// One line against the sum of all others, of one direction or of both.
    fn sum(&mut self, direction: Option<Direction>) {
        let settled = |entries: &[&'a Entry]| -> Vec<&'a Entry> {
            let is_meant = |entry: &&Entry| {
                entry.is_free() && entry.is_settled() && direction.is_none_or(|wanted| wanted == entry.line.direction)
            };
            entries.iter().copied().filter(is_meant).collect()
        };
        if has_placed(self.group, direction) {
            return;
        }
        let (ours, channel) = (settled(&self.open.ours), settled(&self.open.channel));
        let is_one_to_many = matches!((ours.len(), channel.len()), (1, 2..) | (2.., 1));
        if !is_one_to_many || apart_minor(&ours, &channel) != 0 || !is_one_currency(&ours, &channel) {
            return;
        }
        self.open.take(&ours.iter().chain(&channel).map(|entry| entry.id).collect());
        self.place(Fit::Sum, &ours, &channel);
    }

    fn place(&mut self, fit: Fit, ours: &[&'a Entry], channel: &[&'a Entry]) {
        self.matches.push(matched(Rule::by(self.key), fit, ours, channel));
        self.undone.extend(ours.iter().chain(channel).filter_map(|entry| entry.undoable()));
    }
}

/// Whether a settled line of the group, of this direction or of any, was placed before. A sum is of all lines of a group: were
/// it of those that happen to be left, a second run would find other sums than the first.
pub(super) fn has_placed(group: &[Entry], direction: Option<Direction>) -> bool {
    let is_meant = |entry: &&Entry| entry.is_settled() && direction.is_none_or(|wanted| wanted == entry.line.direction);
    group.iter().filter(is_meant).any(|entry| !entry.is_free())
}

/// Whether all these lines are of one currency.
pub(super) fn is_one_currency(ours: &[&Entry], channel: &[&Entry]) -> bool {
    let mut currencies = ours.iter().chain(channel).map(|entry| entry.line.amount.currency());
    let first = currencies.next();
    currencies.all(|currency| Some(currency) == first)
}
