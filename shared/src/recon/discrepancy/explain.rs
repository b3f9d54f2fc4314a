//! The explainer: why the sides may disagree, the most telling first. Every answer can be worked out again from its numbers.

mod amounts;
mod fees;
mod times;

pub use self::amounts::are_digits_swapped;
use self::amounts::{digits_swapped, fee_taken_off, hundred_fold, netted_refund, sign_reversed};
use self::fees::fee_rounding;
use self::times::{near_cut_off, time_zone};
use super::{Discrepancy, DiscrepancyKind, LikelyCause, Why};
use crate::recon::matching::{Entry, Likeness, LineId, are_two_transactions, likeness};
use crate::recon::{ChannelAccount, Line, Side};

/// How many lines around are compared with a line that the other side does not have.
const AROUND_MAX: usize = 1_000;

/// Why this may be. `own` are the discrepancy's own lines and the one that a second line repeats; `around` are other lines of the account
/// and of these days that are not matched.
pub fn explain(found: &Discrepancy, own: &[Entry], around: &[Entry], account: &ChannelAccount) -> Vec<LikelyCause> {
    let of = |ids: &[LineId]| own.iter().find(|entry| ids.contains(&entry.id));
    let around = || around.iter().take(AROUND_MAX).filter(|other| found.lines().all(|id| id != other.id));
    match (found.kind, of(&found.ours), of(&found.channel)) {
        (DiscrepancyKind::DuplicateLine, ours, channel) => {
            let second = ours.or(channel);
            let first = own.iter().find(|entry| Some(entry.id) == found.repeats);
            second.zip(first).map(|(second, first)| duplicate(second, first)).into_iter().collect()
        }
        (DiscrepancyKind::MissingInternal | DiscrepancyKind::MissingChannel, ours, channel) => {
            ours.or(channel).map(|alone| of_missing(alone, around(), account)).unwrap_or_default()
        }
        (_, Some(ours), Some(channel)) => {
            let others: Vec<&Entry> = around().collect();
            of_pair(ours, channel, &others)
        }
        _ => vec![],
    }
}

/// Why a line that waits may have to: it was booked near the end of the business day.
pub fn explain_held(line: &Line, account: &ChannelAccount) -> Option<Why> {
    near_cut_off(line, account)
}

fn duplicate(second: &Entry, first: &Entry) -> LikelyCause {
    let (one, other) = (&second.line.references, &first.line.references);
    let is_same_number = one.channel_number.is_some() && one.channel_number == other.channel_number
        || one.entry_reference.is_some() && one.entry_reference == other.entry_reference;
    LikelyCause { why: Why::Duplicate { is_same_number }, with: vec![first.id] }
}

fn of_pair(ours: &Entry, channel: &Entry, around: &[&Entry]) -> Vec<LikelyCause> {
    let (one, other) = (&ours.line, &channel.line);
    let alone = |why: Option<Why>| why.map(|why| LikelyCause { why, with: vec![] });
    [
        alone(fee_rounding(one, other)),
        alone(sign_reversed(one, other)),
        alone(fee_taken_off(one, other)),
        netted_refund(one, other, around),
        alone(hundred_fold(one, other)),
        alone(digits_swapped(one, other)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A line that stands alone: what of the other side looks like it, but for one thing.
fn of_missing<'a>(
    alone: &Entry,
    around: impl Iterator<Item = &'a Entry>,
    account: &ChannelAccount,
) -> Vec<LikelyCause> {
    let candidates: Vec<&Entry> = around.filter(|other| may_be(alone, other, account)).collect();
    let mut causes = Vec::new();
    for other in &candidates {
        let (ours, channel): (&Line, &Line) = match alone.side {
            Side::Ours => (&alone.line, &other.line),
            Side::Channel => (&other.line, &alone.line),
        };
        let why = time_zone(ours, channel, account)
            .or_else(|| sign_reversed(ours, channel))
            .or_else(|| hundred_fold(ours, channel))
            .or_else(|| digits_swapped(ours, channel));
        causes.extend(why.map(|why| LikelyCause { why, with: vec![other.id] }));
    }
    let equal = |other: &&&Entry| {
        (other.line.amount, other.line.direction) == (alone.line.amount, alone.line.direction)
            && time_zone(&alone.line, &other.line, account).is_none()
    };
    let fits: Vec<LineId> = candidates.iter().filter(equal).map(|other| other.id).collect();
    if !fits.is_empty() {
        let why = Why::EitherOf { candidates: u32::try_from(fits.len()).unwrap_or(u32::MAX) };
        causes.push(LikelyCause { why, with: fits });
    }
    causes.extend(near_cut_off(&alone.line, account).map(|why| LikelyCause { why, with: vec![] }));
    causes
}

/// Whether another line that is not matched may be the pair of this one.
fn may_be(alone: &Entry, other: &Entry, account: &ChannelAccount) -> bool {
    let (one, two) = (&alone.line, &other.line);
    let days = (one.date - two.date).num_days().unsigned_abs();
    alone.side != other.side
        && one.amount.currency() == two.amount.currency()
        && one.status == two.status
        && days <= u64::from(account.hold_days.max(1))
        && likeness(one, two) != Likeness::Differ
        && !are_two_transactions(one, two)
}
