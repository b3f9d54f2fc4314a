//! Pairs, picked the most alike first: the same whatever the order in which lines were handed over.

use std::cmp::{Ordering, Reverse};

use super::Entry;
use super::content::{apart_minor, shared_references};
use crate::money::Money;
use crate::recon::matching::{Fit, Match, Rule};

/// Up to how many pairs are weighed against each other. Beyond it, lines that may be exchanged for one another go by the order of
/// their content.
const PAIRS_MAX: usize = 10_000;

/// Picks pairs of one of `ours` with one of `channel`, both in the order of their content, among those that `fit`; those
/// with the greatest `worth` first.
pub(super) fn pick<'a, W: Ord>(
    ours: &[&'a Entry],
    channel: &[&'a Entry],
    fit: impl Fn(&Entry, &Entry) -> bool,
    worth: impl Fn(&Entry, &Entry) -> W,
) -> Vec<(&'a Entry, &'a Entry)> {
    if let ([our], [theirs]) = (ours, channel) {
        return if fit(our, theirs) { vec![(*our, *theirs)] } else { vec![] };
    }
    if ours.len().saturating_mul(channel.len()) > PAIRS_MAX {
        return ours.iter().zip(channel).filter(|(our, theirs)| fit(our, theirs)).map(|(o, c)| (*o, *c)).collect();
    }
    let mut pairs: Vec<(Reverse<W>, usize, usize)> = Vec::new();
    for (i, our) in ours.iter().enumerate() {
        for (j, theirs) in channel.iter().enumerate().filter(|(_, theirs)| fit(our, theirs)) {
            pairs.push((Reverse(worth(our, theirs)), i, j));
        }
    }
    pairs.sort_unstable();
    let (mut ours_taken, mut channel_taken) = (vec![false; ours.len()], vec![false; channel.len()]);
    let mut picked = Vec::new();
    for (_, i, j) in pairs {
        if !ours_taken[i] && !channel_taken[j] {
            (ours_taken[i], channel_taken[j]) = (true, true);
            picked.push((ours[i], channel[j]));
        }
    }
    picked
}

/// How alike two lines are beyond what made them candidates.
pub(super) fn alikeness(our: &Entry, theirs: &Entry) -> (bool, usize, bool, bool, bool) {
    let (one, other) = (&our.line, &theirs.line);
    (
        our.is_free() && theirs.is_free(),
        shared_references(one, other),
        one.kind == other.kind,
        one.date == other.date,
        one.at.is_some() && one.at == other.at,
    )
}

/// Runs of equal signature on both sides: what two lists that are sorted by `signature` have in common.
pub(super) fn runs<'a, S: Ord>(
    ours: &mut [&'a Entry],
    channel: &mut [&'a Entry],
    signature: impl Fn(&Entry) -> S,
    mut each: impl FnMut(&[&'a Entry], &[&'a Entry]),
) {
    ours.sort_by_key(|entry| signature(entry));
    channel.sort_by_key(|entry| signature(entry));
    let length = |entries: &[&Entry]| {
        entries.first().map_or(0, |first| {
            let of_first = signature(first);
            entries.iter().take_while(|entry| signature(entry) == of_first).count()
        })
    };
    let (mut ours, mut channel): (&[&Entry], &[&Entry]) = (ours, channel);
    while let (Some(our), Some(theirs)) = (ours.first(), channel.first()) {
        match signature(our).cmp(&signature(theirs)) {
            Ordering::Less => ours = &ours[length(ours)..],
            Ordering::Greater => channel = &channel[length(channel)..],
            Ordering::Equal => {
                let (of_ours, of_channel) = (length(ours), length(channel));
                each(&ours[..of_ours], &channel[..of_channel]);
                (ours, channel) = (&ours[of_ours..], &channel[of_channel..]);
            }
        }
    }
}

/// A match of these lines.
pub(super) fn matched(rule: Rule, fit: Fit, ours: &[&Entry], channel: &[&Entry]) -> Match {
    let difference = apart_minor(ours, channel);
    let lines = || ours.iter().chain(channel);
    let currency = lines().next().map_or(crate::money::Currency::CNY, |entry| entry.line.amount.currency());
    // What is not settled moved nothing, and what agrees amount for amount differs at most in a fee that one side does not
    // state.
    let difference = if matches!(fit, Fit::Tolerance) { i64::try_from(difference).unwrap_or(i64::MAX) } else { 0 };
    let mut dates = lines().map(|entry| entry.line.date);
    let first = dates.next();
    Match {
        rule,
        fit,
        ours: ours.iter().map(|entry| entry.id).collect(),
        channel: channel.iter().map(|entry| entry.id).collect(),
        difference: Money::from_minor(difference, currency),
        is_cross_day: dates.any(|date| Some(date) != first),
    }
}
