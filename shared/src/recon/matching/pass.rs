//! The passes, in their order, and by what each groups lines.
//!
//! What agrees wholly is placed before what merely differs, and references come before amounts: so a refund that
//! explains why two amounts differ is seen before the difference is called one.

use std::borrow::Cow;

use crate::recon::{Line, LineStatus, References};

/// A reference by which lines are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Our order number.
    OrderNumber,
    /// The channel's number of the transaction.
    ChannelNumber,
    /// The entry's reference at the bank.
    EntryReference,
    /// The order number of the payment that a line gives back; of a payment itself, its own.
    Original,
    /// The number of a batch; of a line that may be the whole batch, its own order number.
    Batch,
}

/// One way through all lines that are still free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pass {
    /// Places lines that share a reference and agree.
    Agreeing(Key),
    /// Places lines that share a reference and do not agree.
    Differing(Key),
    /// Places lines of one amount that agree in time and counterparty.
    SameAmount,
}

impl Key {
    /// Every key, the most telling first.
    pub const ALL: [Self; 5] =
        [Self::OrderNumber, Self::ChannelNumber, Self::EntryReference, Self::Original, Self::Batch];

    /// What a line with these references is grouped by; lines without it take no part.
    pub fn of(self, references: &References) -> Option<&str> {
        let text = match self {
            Self::OrderNumber => references.order_number.as_deref(),
            Self::ChannelNumber => references.channel_number.as_deref(),
            Self::EntryReference => references.entry_reference.as_deref(),
            Self::Original => references.original_order_number.as_deref().or(references.order_number.as_deref()),
            Self::Batch => references.batch_number.as_deref().or(references.order_number.as_deref()),
        };
        text.filter(|text| !names_nothing(text))
    }

    /// Whether one such reference names one transaction, so that a second line with it needs explaining.
    pub(super) fn names_one(self) -> bool {
        matches!(self, Self::OrderNumber | Self::ChannelNumber | Self::EntryReference)
    }
}

/// Whether what stands where a reference should says that there is none: as SWIFT (`NONREF`) and ISO 20022 (`NOTPROVIDED`) write
/// it, or nothing but zeros and signs.
fn names_nothing(text: &str) -> bool {
    const WORDS: [&str; 6] = ["NONREF", "NOTPROVIDED", "NOTAVAILABLE", "NONE", "NULL", "N/A"];
    WORDS.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
        || text.chars().all(|c| c == '0' || !c.is_alphanumeric())
}

impl Pass {
    /// Every pass, in the order in which they are made.
    pub const ALL: [Self; 11] = [
        Self::Agreeing(Key::OrderNumber),
        Self::Agreeing(Key::ChannelNumber),
        Self::Agreeing(Key::EntryReference),
        Self::Agreeing(Key::Original),
        Self::Agreeing(Key::Batch),
        Self::Differing(Key::OrderNumber),
        Self::Differing(Key::ChannelNumber),
        Self::Differing(Key::EntryReference),
        Self::Differing(Key::Original),
        Self::Differing(Key::Batch),
        Self::SameAmount,
    ];

    /// The reference by which it groups; none where it groups by amount.
    pub fn key(self) -> Option<Key> {
        match self {
            Self::Agreeing(key) | Self::Differing(key) => Some(key),
            Self::SameAmount => None,
        }
    }

    /// What it groups a line by, as text; nothing where the line takes no part.
    pub fn group_of(self, line: &Line) -> Option<Cow<'_, str>> {
        match self.key() {
            Some(key) => key.of(&line.references).map(Cow::Borrowed),
            None if line.status == LineStatus::Settled => {
                let (currency, direction) = (line.amount.currency().code(), line.direction.name());
                Some(Cow::Owned(format!("{currency} {direction} {}", line.amount.minor())))
            }
            None => None,
        }
    }

    /// Whether two lines are of one group.
    pub fn is_same_group(self, one: &Line, other: &Line) -> bool {
        match self.key() {
            Some(key) => key.of(&one.references).is_some() && key.of(&one.references) == key.of(&other.references),
            None => {
                let of = |line: &Line| (line.status, line.amount, line.direction);
                one.status == LineStatus::Settled && of(one) == of(other)
            }
        }
    }
}
