//! Lines that share a reference and do not agree: within the account's tolerance they match, beyond it they are one
//! discrepancy; and second lines of what is one transaction.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::agreeing::{has_placed, is_one_currency};
use super::content::{apart_minor, moved_minor, references_conflict, shared_references, sorted, sum_minor};
use super::duplicates::{repeated, second_lines};
use super::pairing::{matched, pick};
use super::{Entry, Findings, Fit, Key, LineId, Rule};
use crate::recon::discrepancy::Discrepancy;
use crate::recon::{ChannelAccount, LineKind, Side};

pub(super) fn differ(key: Key, group: &[Entry], account: &ChannelAccount) -> Findings {
    let all = sorted(group.iter());
    let mut found = Findings::default();
    let mut placed: HashSet<LineId> = HashSet::new();
    if key.names_one() {
        found
            .discrepancies
            .extend(repeated(&all).into_iter().map(|(second, first)| Discrepancy::second(second, first)));
        placed.extend(found.discrepancies.iter().flat_map(Discrepancy::lines));
    }
    let free = |side| -> Vec<&Entry> {
        let is_free = |entry: &&&Entry| entry.is_free() && entry.side == side && !placed.contains(&entry.id);
        all.iter().filter(is_free).copied().collect()
    };
    let (ours, channel) = (free(Side::Ours), free(Side::Channel));
    let is_whole = !has_placed(group, None);
    let mut paired: HashSet<LineId> = HashSet::new();
    for (ours, channel) in differing_sets(key, &ours, &channel, is_whole) {
        paired.extend(ours.iter().chain(&channel).map(|entry| entry.id));
        place(&mut found, key, &ours, &channel, account);
    }
    placed.extend(&paired);
    if key.names_one() {
        let seconds = second_lines(key, &all, &placed, &paired);
        placed.extend(seconds.iter().map(|(second, _)| second.id));
        found.discrepancies.extend(seconds.into_iter().map(|(second, first)| Discrepancy::second(second, first)));
    }
    let is_left = |entry: &&&Entry| entry.is_free() && !placed.contains(&entry.id);
    found.rest = all.iter().filter(is_left).map(|entry| entry.id).collect();
    found
}

fn place(found: &mut Findings, key: Key, ours: &[&Entry], channel: &[&Entry], account: &ChannelAccount) {
    if is_within_tolerance(ours, channel, account) {
        found.matches.push(matched(Rule::by(key), Fit::Tolerance, ours, channel));
    } else {
        found.discrepancies.push(Discrepancy::between(ours, channel));
    }
}

/// The sets of lines that belong together and differ, each of one line on one side at least; of several only where the group
/// is whole.
fn differing_sets<'a>(
    key: Key,
    ours: &[&'a Entry],
    channel: &[&'a Entry],
    is_whole: bool,
) -> Vec<(Vec<&'a Entry>, Vec<&'a Entry>)> {
    if is_whole && is_nearer_by_sum(key, ours, channel) {
        return vec![(ours.to_vec(), channel.to_vec())];
    }
    // What is left of a batch of which some is placed elsewhere is no pair, however few it is: or a second run, which finds
    // those placed, would pair what the first did not.
    if key == Key::Batch && (!is_whole || ours.len() > 1 || channel.len() > 1) {
        return vec![];
    }
    let fits = |our: &Entry, theirs: &Entry| {
        let (one, other) = (&our.line, &theirs.line);
        let is_same_way = one.direction == other.direction && !references_conflict(one, other);
        are_of_one_kind(one.kind, other.kind) && (key.names_one() || is_same_way)
    };
    let worth = |our: &Entry, theirs: &Entry| {
        let (one, other) = (&our.line, &theirs.line);
        let apart = Reverse((moved_minor(one) - moved_minor(other)).abs());
        (
            one.direction == other.direction,
            one.amount == other.amount,
            one.status == other.status,
            one.kind == other.kind,
            apart,
            shared_references(one, other),
        )
    };
    pick(ours, channel, fits, worth).into_iter().map(|(our, theirs)| (vec![our], vec![theirs])).collect()
}

/// Whether one line stands against several whose sum is nearer to it than any one of them is.
fn is_nearer_by_sum(key: Key, ours: &[&Entry], channel: &[&Entry]) -> bool {
    let (one, several) = match (ours, channel) {
        ([one], several) | (several, [one]) if several.len() > 1 => (*one, several),
        _ => return false,
    };
    let is_alike = |entry: &&Entry| {
        entry.is_settled()
            && entry.line.direction == one.line.direction
            && are_of_one_kind(entry.line.kind, one.line.kind)
    };
    let apart = |minor: i128| (moved_minor(&one.line) - minor).abs();
    let nearest = several.iter().map(|entry| apart(moved_minor(&entry.line))).min().unwrap_or_default();
    one.is_settled()
        && is_one_currency(ours, channel)
        && several.iter().all(is_alike)
        && (key == Key::Batch || apart(sum_minor(several)) < nearest)
}

fn is_within_tolerance(ours: &[&Entry], channel: &[&Entry], account: &ChannelAccount) -> bool {
    let lines = || ours.iter().chain(channel);
    let first = ours.first().map(|entry| (entry.line.status, entry.line.direction));
    let is_alike = lines().all(|entry| Some((entry.line.status, entry.line.direction)) == first);
    let gross = match (ours, channel) {
        ([our], [theirs]) => our.line.amount.minor().abs_diff(theirs.line.amount.minor()).into(),
        _ => 0,
    };
    let apart = gross.max(apart_minor(ours, channel).unsigned_abs());
    is_alike
        && is_one_currency(ours, channel)
        && i128::try_from(apart).is_ok_and(|apart| apart <= account.tolerance.amount_minor.into())
}

/// Whether lines of these kinds may be one transaction. What the other side does not say may be anything.
pub(super) fn are_of_one_kind(one: LineKind, other: LineKind) -> bool {
    one == other || one == LineKind::Other || other == LineKind::Other
}
