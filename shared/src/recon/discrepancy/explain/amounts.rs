//! Why two amounts may differ.

use crate::money::Money;
use crate::recon::discrepancy::{LikelyCause, Why};
use crate::recon::matching::Entry;
use crate::recon::{Direction, Line, LineKind};

fn is_same_way(ours: &Line, channel: &Line) -> bool {
    ours.direction == channel.direction && ours.amount.currency() == channel.amount.currency()
}

/// One is a hundred times the other.
pub(super) fn hundred_fold(ours: &Line, channel: &Line) -> Option<Why> {
    let (one, other) = (ours.amount.minor(), channel.amount.minor());
    let (smaller, larger) = if one < other { (ours.amount, channel.amount) } else { (channel.amount, ours.amount) };
    let is_hundred_fold = smaller.minor() > 0 && smaller.minor().checked_mul(100) == Some(larger.minor());
    (is_same_way(ours, channel) && is_hundred_fold).then_some(Why::HundredFold { smaller, larger })
}

/// What one side states beside the amount, the other has taken off.
pub(super) fn fee_taken_off(ours: &Line, channel: &Line) -> Option<Why> {
    let (fee, gross, net) = match (ours.fee, channel.fee) {
        (Some(fee), _) if ours.amount.minor() - fee.minor() == channel.amount.minor() => {
            (fee, ours.amount, channel.amount)
        }
        (_, Some(fee)) if channel.amount.minor() - fee.minor() == ours.amount.minor() => {
            (fee, channel.amount, ours.amount)
        }
        _ => return None,
    };
    (is_same_way(ours, channel) && fee.minor() != 0).then_some(Why::FeeTakenOff { amount: gross, fee, left: net })
}

/// A refund of the side with more explains why the other has less.
pub(super) fn netted_refund(ours: &Line, channel: &Line, around: &[&Entry]) -> Option<LikelyCause> {
    let (more, less) = if ours.amount.minor() > channel.amount.minor() { (ours, channel) } else { (channel, ours) };
    let apart = more.amount.minor() - less.amount.minor();
    let gives_back = |other: &&&Entry| {
        let line = &other.line;
        matches!(line.kind, LineKind::Refund | LineKind::Bounce)
            && line.direction != more.direction
            && line.amount == Money::from_minor(apart, more.amount.currency())
    };
    // One that names the payment itself comes before one that is only of the right amount.
    let names = |other: &&&Entry| {
        let original = &other.line.references.original_order_number;
        original.is_some() && *original == more.references.order_number
    };
    let refund = around.iter().filter(gives_back).max_by_key(|other| names(other))?;
    let why = Why::NettedRefund { payment: more.amount, refund: refund.line.amount, left: less.amount };
    (is_same_way(ours, channel) && apart > 0).then(|| LikelyCause { why, with: vec![refund.id] })
}

/// The same amount, the other way.
pub(super) fn sign_reversed(ours: &Line, channel: &Line) -> Option<Why> {
    let is_one_kind = ours.kind == channel.kind || ours.kind == LineKind::Other || channel.kind == LineKind::Other;
    let is_reversed = matches!(
        (ours.direction, channel.direction),
        (Direction::In, Direction::Out) | (Direction::Out, Direction::In)
    );
    (is_one_kind && is_reversed && ours.amount == channel.amount).then_some(Why::SignReversed { amount: ours.amount })
}

/// Two digits are swapped.
pub(super) fn digits_swapped(ours: &Line, channel: &Line) -> Option<Why> {
    let (first, second) = swapped(ours.amount, channel.amount).filter(|_| is_same_way(ours, channel))?;
    let ninth_minor = (ours.amount.minor() - channel.amount.minor()) / 9;
    Some(Why::DigitsSwapped { ours: ours.amount, channel: channel.amount, first, second, ninth_minor })
}

/// Whether two amounts are the same but for two digits that are swapped.
pub fn are_digits_swapped(one: Money, other: Money) -> bool {
    swapped(one, other).is_some()
}

/// The two digits that are swapped, as they stand in the first amount.
fn swapped(one: Money, other: Money) -> Option<(char, char)> {
    if one.minor() < 0 || other.minor() < 0 {
        return None;
    }
    let width = one.minor().to_string().len().max(other.minor().to_string().len());
    let digits = |money: Money| format!("{:0width$}", money.minor()).chars().collect::<Vec<char>>();
    let (one, other) = (digits(one), digits(other));
    let differ: Vec<usize> = (0..width).filter(|index| one.get(*index) != other.get(*index)).collect();
    let [first, second] = differ[..] else { return None };
    let is_swapped = one.get(first) == other.get(second) && one.get(second) == other.get(first);
    is_swapped.then(|| (one[first], one[second]))
}
