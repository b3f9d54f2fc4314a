//! Lines that no reference ties: by amount, time and counterparty, and only where it can be read in one way.
//!
//! Two lines are candidates where they went the same way, their amounts lie within the tolerance, their times do, and neither names
//! another counterparty or another reference than the other. They match where each is the other's only candidate, or where
//! as many stand on one side as on the other and every one fits every other: then nothing hangs on which is which.

use chrono::Duration;

use super::content::{fees_differ, references_conflict, says_the_same, sorted};
use super::pairing::matched;
use super::{Entry, Findings, Fit, Likeness, LineId, Match, Rule, likeness};
use crate::recon::{ChannelAccount, Side};

use super::differing::are_of_one_kind;

/// Up to how many pairs of candidates are looked at. Beyond it only lines are matched that can be exchanged for one another.
const PAIRS_MAX: usize = 1_000_000;

/// How near two lines must lie: the steps, the strictest first.
const STEPS: [Step; 4] = [
    Step { is_named: true, is_same_day: true },
    Step { is_named: false, is_same_day: true },
    Step { is_named: true, is_same_day: false },
    Step { is_named: false, is_same_day: false },
];

#[derive(Clone, Copy)]
struct Step {
    /// Whether both must name the same counterparty.
    is_named: bool,
    /// Whether both must be of one business day, where one of them has no time.
    is_same_day: bool,
}

/// What the pass by amount finds in one group: lines of one amount.
pub(super) fn same_amount(group: &[Entry], account: &ChannelAccount) -> Findings {
    let free: Vec<&Entry> = sorted(group.iter().filter(|entry| entry.is_free()));
    let (matches, rest) = alike(free, account, 0);
    Findings { matches, rest, ..Findings::default() }
}

/// Matches lines that are sorted by content, one to one, whose amounts lie within the tolerance; the rest is handed back.
pub(super) fn alike(free: Vec<&Entry>, account: &ChannelAccount, tolerance_minor: i64) -> (Vec<Match>, Vec<LineId>) {
    let mut matches = Vec::new();
    let mut open = free;
    for step in STEPS {
        let (ours, channel): (Vec<&Entry>, Vec<&Entry>) = open.iter().partition(|entry| entry.side == Side::Ours);
        if ours.is_empty() || channel.is_empty() {
            break;
        }
        let fits = |our: &Entry, theirs: &Entry| fits(our, theirs, step, account, tolerance_minor);
        let pairs = if ours.len().saturating_mul(channel.len()) > PAIRS_MAX {
            interchangeable(&ours, &channel, fits)
        } else {
            unambiguous(&ours, &channel, fits)
        };
        let taken: std::collections::HashSet<LineId> = pairs.iter().flat_map(|(o, c)| [o.id, c.id]).collect();
        open.retain(|entry| !taken.contains(&entry.id));
        let rule = if step.is_named { Rule::AmountAndCounterparty } else { Rule::AmountAndTime };
        matches.extend(pairs.into_iter().map(|(our, theirs)| {
            let is_exact = our.line.amount == theirs.line.amount && !fees_differ(&our.line, &theirs.line);
            matched(rule, if is_exact { Fit::Exact } else { Fit::Tolerance }, &[our], &[theirs])
        }));
    }
    (matches, open.into_iter().map(|entry| entry.id).collect())
}

fn fits(our: &Entry, theirs: &Entry, step: Step, account: &ChannelAccount, tolerance_minor: i64) -> bool {
    let (one, other) = (&our.line, &theirs.line);
    let amounts = one.amount.currency() == other.amount.currency()
        && one.amount.minor().abs_diff(other.amount.minor()) <= tolerance_minor.unsigned_abs();
    let fees = match (one.fee, other.fee) {
        (Some(one), Some(other)) => one.minor().abs_diff(other.minor()) <= tolerance_minor.unsigned_abs(),
        _ => true,
    };
    // Names last: comparing them costs more than all else together.
    let is_named = || {
        let named = likeness(one, other);
        if step.is_named { named == Likeness::Agree } else { named != Likeness::Differ }
    };
    amounts
        && fees
        && (one.direction, one.status) == (other.direction, other.status)
        && our.is_settled()
        && are_of_one_kind(one.kind, other.kind)
        && is_near(our, theirs, step.is_same_day, account)
        && !references_conflict(one, other)
        && is_named()
}

/// Whether two lines lie near each other in time: within the account's minutes where both have a time; on one business day, or
/// within the days that a line may wait, otherwise.
pub(super) fn is_near(one: &Entry, other: &Entry, is_same_day: bool, account: &ChannelAccount) -> bool {
    match (one.line.at, other.line.at) {
        (Some(one), Some(other)) => (one - other).abs() <= Duration::minutes(account.tolerance.minutes),
        _ => {
            let days = (one.line.date - other.line.date).num_days().unsigned_abs();
            days == 0 || (!is_same_day && days <= u64::from(account.hold_days))
        }
    }
}

/// Pairs that can be read in one way.
fn unambiguous<'a>(
    ours: &[&'a Entry],
    channel: &[&'a Entry],
    fits: impl Fn(&Entry, &Entry) -> bool,
) -> Vec<(&'a Entry, &'a Entry)> {
    let of_ours: Vec<Vec<usize>> =
        ours.iter().map(|our| (0..channel.len()).filter(|j| fits(our, channel[*j])).collect()).collect();
    let mut of_channel: Vec<Vec<usize>> = vec![Vec::new(); channel.len()];
    for (i, candidates) in of_ours.iter().enumerate() {
        candidates.iter().for_each(|j| of_channel[*j].push(i));
    }
    let mut pairs = Vec::new();
    for (i, candidates) in of_ours.iter().enumerate() {
        let Some(first) = candidates.first() else { continue };
        let block = &of_channel[*first];
        // Each block is looked at once, by its first line.
        if block.first() != Some(&i) {
            continue;
        }
        let is_whole = block.iter().all(|other| of_ours[*other] == *candidates)
            && candidates.iter().all(|other| of_channel[*other] == *block);
        let of_block =
            |all: &[&'a Entry], indices: &[usize]| indices.iter().map(|index| all[*index]).collect::<Vec<_>>();
        if is_whole {
            pairs.extend(block_pairs(&of_block(ours, block), &of_block(channel, candidates)));
        }
    }
    pairs
}

/// The pairs of a block in which every line fits every other: all of them where both sides have as many, or where those of
/// the larger side say the same word for word; none otherwise.
fn block_pairs<'a>(ours: &[&'a Entry], channel: &[&'a Entry]) -> Vec<(&'a Entry, &'a Entry)> {
    let larger = if ours.len() > channel.len() { ours } else { channel };
    let is_one = larger.windows(2).all(|pair| says_the_same(&pair[0].line, &pair[1].line));
    // Amounts that differ are no exchange: which is paired with which would decide the differences.
    let is_even = |entries: &[&Entry]| entries.windows(2).all(|pair| pair[0].line.amount == pair[1].line.amount);
    let is_exchangeable = ours.len() == channel.len() && is_even(ours) && is_even(channel);
    if !is_exchangeable && !is_one {
        return Vec::new();
    }
    ours.iter().zip(channel).map(|(our, theirs)| (*our, *theirs)).collect()
}

/// The same for very many lines of one amount, without looking at every pair: lines of one date and counterparty, where both sides have as many.
fn interchangeable<'a>(
    ours: &[&'a Entry],
    channel: &[&'a Entry],
    fits: impl Fn(&Entry, &Entry) -> bool,
) -> Vec<(&'a Entry, &'a Entry)> {
    let (mut ours, mut channel) = (ours.to_vec(), channel.to_vec());
    let mut pairs = Vec::new();
    let signature = |entry: &Entry| {
        let line = &entry.line;
        (line.amount.minor(), line.date, line.counterparty_account.clone(), line.counterparty.clone())
    };
    super::pairing::runs(&mut ours, &mut channel, signature, |ours, channel| {
        let together = ours.iter().zip(channel);
        if ours.len() == channel.len() && together.clone().all(|(our, theirs)| fits(our, theirs)) {
            pairs.extend(together.map(|(our, theirs)| (*our, *theirs)));
        }
    });
    pairs
}
