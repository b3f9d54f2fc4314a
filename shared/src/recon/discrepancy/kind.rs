//! The types of discrepancy, and which fields differ.

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::recon::line::named;
use crate::recon::matching::Entry;
use crate::recon::{Direction, LineStatus};

named! {
    /// The type of a discrepancy.
    DiscrepancyKind {
        /// 长款: the channel has it and our books do not.
        MissingInternal = "missing_internal",
        /// 短款: our books have it and the channel does not.
        MissingChannel = "missing_channel",
        /// The amounts differ, or the way that the money went.
        AmountMismatch = "amount_mismatch",
        /// The currencies differ.
        CurrencyMismatch = "currency_mismatch",
        /// One side says that it moved the money, the other that it did not, or not yet.
        StatusMismatch = "status_mismatch",
        /// The fees differ.
        FeeMismatch = "fee_mismatch",
        /// A second line of what is one transaction.
        DuplicateLine = "duplicate_line",
    }
}

/// One field that differs, with what each side has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Differs {
    /// How it stands.
    Status {
        /// By our books.
        ours: LineStatus,
        /// By the channel.
        channel: LineStatus,
    },
    /// The currency; each amount bears its own.
    Currency {
        /// By our books.
        ours: Money,
        /// By the channel.
        channel: Money,
    },
    /// Which way the money went.
    Direction {
        /// By our books.
        ours: Direction,
        /// By the channel.
        channel: Direction,
    },
    /// The amount; of several lines of one side, their sum.
    Amount {
        /// By our books.
        ours: Money,
        /// By the channel.
        channel: Money,
    },
    /// The fee that stands beside the amount.
    Fee {
        /// By our books.
        ours: Money,
        /// By the channel.
        channel: Money,
    },
}

/// Which fields of lines that belong together differ.
pub(super) fn differs(ours: &[&Entry], channel: &[&Entry]) -> Vec<Differs> {
    let (Some(our), Some(theirs)) = (ours.first(), channel.first()) else { return vec![] };
    let (one, other) = (&our.line, &theirs.line);
    let is_pair = ours.len() == 1 && channel.len() == 1;
    let amounts = if is_pair { (one.amount, other.amount) } else { sums(ours, channel) };
    let mut differs = Vec::new();
    if is_pair && one.status != other.status {
        differs.push(Differs::Status { ours: one.status, channel: other.status });
    }
    if one.amount.currency() != other.amount.currency() {
        differs.push(Differs::Currency { ours: amounts.0, channel: amounts.1 });
    } else if amounts.0 != amounts.1 {
        differs.push(Differs::Amount { ours: amounts.0, channel: amounts.1 });
    }
    if is_pair && one.direction != other.direction {
        differs.push(Differs::Direction { ours: one.direction, channel: other.direction });
    }
    if let (true, Some(ours), Some(channel)) = (is_pair, one.fee, other.fee)
        && ours != channel
    {
        differs.push(Differs::Fee { ours, channel });
    }
    differs
}

/// The type: by the field that weighs most. Who says that money moved at all comes before how much.
pub(super) fn kind_of(differs: &[Differs]) -> DiscrepancyKind {
    let has = |wanted: fn(&Differs) -> bool| differs.iter().any(wanted);
    if has(|field| matches!(field, Differs::Status { .. })) {
        DiscrepancyKind::StatusMismatch
    } else if has(|field| matches!(field, Differs::Currency { .. })) {
        DiscrepancyKind::CurrencyMismatch
    } else if has(|field| matches!(field, Differs::Amount { .. } | Differs::Direction { .. })) || differs.is_empty() {
        DiscrepancyKind::AmountMismatch
    } else {
        DiscrepancyKind::FeeMismatch
    }
}

/// How much is at issue.
pub(super) fn at_issue(differs: &[Differs], ours: &[&Entry], channel: &[&Entry]) -> Money {
    let apart = |one: Money, other: Money| {
        Money::from_minor(i64::try_from(one.minor().abs_diff(other.minor())).unwrap_or(i64::MAX), one.currency())
    };
    let whole = || ours.first().or(channel.first()).map(|entry| entry.line.amount);
    let by_field = match kind_of(differs) {
        DiscrepancyKind::AmountMismatch => differs.iter().find_map(|field| match *field {
            Differs::Amount { ours, channel } => Some(apart(ours, channel)),
            // It went the other way: it is wrong twice over.
            Differs::Direction { .. } => {
                whole().map(|amount| Money::from_minor(amount.minor().saturating_mul(2), amount.currency()))
            }
            _ => None,
        }),
        DiscrepancyKind::FeeMismatch => differs.iter().find_map(|field| match *field {
            Differs::Fee { ours, channel } => Some(apart(ours, channel)),
            _ => None,
        }),
        DiscrepancyKind::StatusMismatch
        | DiscrepancyKind::CurrencyMismatch
        | DiscrepancyKind::MissingInternal
        | DiscrepancyKind::MissingChannel
        | DiscrepancyKind::DuplicateLine => None,
    };
    by_field.or_else(whole).unwrap_or_else(|| Money::from_minor(0, crate::money::Currency::CNY))
}

/// What several lines moved, as amounts; below zero where one side went the other way.
fn sums(ours: &[&Entry], channel: &[&Entry]) -> (Money, Money) {
    let sum = |entries: &[&Entry]| entries.iter().map(|entry| i128::from(entry.line.effect_minor())).sum::<i128>();
    let money = |entries: &[&Entry], minor: i128| {
        let currency = entries.first().map_or(crate::money::Currency::CNY, |entry| entry.line.amount.currency());
        Money::from_minor(i64::try_from(minor).unwrap_or(i64::MAX), currency)
    };
    let (of_ours, of_channel) = (sum(ours), sum(channel));
    let sign = if of_ours < 0 || (of_ours == 0 && of_channel < 0) { -1 } else { 1 };
    (money(ours, of_ours * sign), money(channel, of_channel * sign))
}
