//! What lines are compared by: their content, never where they stand in a file.

use std::cmp::Ordering;

use super::Entry;
use crate::recon::{Line, LineStatus};

/// The order of lines by their content; by identifier where that is the same, which makes no difference to anybody.
pub(super) fn order(one: &Entry, other: &Entry) -> Ordering {
    content_order(&one.line, &other.line).then(one.id.cmp(&other.id))
}

/// Sorts by content.
pub(super) fn sorted<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut entries: Vec<&Entry> = entries.collect();
    entries.sort_unstable_by(|one, other| order(one, other));
    entries
}

/// The order of two lines by all that they say.
pub(super) fn content_order(one: &Line, other: &Line) -> Ordering {
    let plain = |line: &Line| {
        let fee = line.fee.map(crate::money::Money::minor);
        (
            line.date,
            line.at,
            line.direction,
            line.amount.minor(),
            line.amount.currency().code(),
            fee,
            line.kind,
            line.status,
        )
    };
    fn texts(line: &Line) -> [Option<&str>; 8] {
        let references = &line.references;
        [
            references.order_number.as_deref(),
            references.channel_number.as_deref(),
            references.entry_reference.as_deref(),
            references.original_order_number.as_deref(),
            references.batch_number.as_deref(),
            line.counterparty.as_deref(),
            line.counterparty_account.as_deref(),
            line.text.as_deref(),
        ]
    }
    plain(one).cmp(&plain(other)).then_with(|| texts(one).cmp(&texts(other)))
}

/// Whether two lines say the same, word for word.
pub(super) fn says_the_same(one: &Line, other: &Line) -> bool {
    content_order(one, other) == Ordering::Equal
}

/// What a line moved, its fee taken off, in minor units: nothing while it is not settled.
pub(super) fn moved_minor(line: &Line) -> i128 {
    let fee = line.fee.filter(|_| line.status == LineStatus::Settled).map_or(0, crate::money::Money::minor);
    i128::from(line.effect_minor()) - i128::from(fee)
}

/// What lines moved together.
pub(super) fn sum_minor(entries: &[&Entry]) -> i128 {
    entries.iter().map(|entry| moved_minor(&entry.line)).sum()
}

/// By how much our lines moved more than the channel's. Where one side states no fee at all, the other's fees are left out; of
/// one line against several only where that brings them nearer, for a sum may have been settled net of them.
pub(super) fn apart_minor(ours: &[&Entry], channel: &[&Entry]) -> i128 {
    let net = sum_minor(ours) - sum_minor(channel);
    let states_fees = |entries: &[&Entry]| entries.iter().any(|entry| entry.line.fee.is_some());
    if states_fees(ours) == states_fees(channel) {
        return net;
    }
    let effect_minor =
        |entries: &[&Entry]| entries.iter().map(|entry| i128::from(entry.line.effect_minor())).sum::<i128>();
    let gross = effect_minor(ours) - effect_minor(channel);
    let is_one_to_one = ours.len() == 1 && channel.len() == 1;
    if is_one_to_one || gross.abs() < net.abs() { gross } else { net }
}

/// Whether both state a fee and the fees differ. A fee that one side does not state is not compared: the funds-flow table
/// shows what was never booked.
pub(super) fn fees_differ(one: &Line, other: &Line) -> bool {
    matches!((one.fee, other.fee), (Some(one), Some(other)) if one != other)
}

/// Whether both have a reference that names one transaction, and the references differ: then they are two transactions.
pub(super) fn references_conflict(one: &Line, other: &Line) -> bool {
    let (one, other) = (&one.references, &other.references);
    let differ =
        |one: &Option<String>, other: &Option<String>| matches!((one, other), (Some(one), Some(other)) if one != other);
    // The order number of a line that gives back and does not say what is often that of the payment itself.
    let names_itself = one.original_order_number.is_some() == other.original_order_number.is_some();
    (names_itself && differ(&one.order_number, &other.order_number))
        || differ(&one.original_order_number, &other.original_order_number)
        || differ(&one.channel_number, &other.channel_number)
        || differ(&one.entry_reference, &other.entry_reference)
}

/// How many references they have in common.
pub(super) fn shared_references(one: &Line, other: &Line) -> usize {
    let (one, other) = (&one.references, &other.references);
    let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    [
        same(&one.order_number, &other.order_number),
        same(&one.channel_number, &other.channel_number),
        same(&one.entry_reference, &other.entry_reference),
        same(&one.original_order_number, &other.original_order_number),
        same(&one.batch_number, &other.batch_number),
    ]
    .into_iter()
    .filter(|is_same| *is_same)
    .count()
}
