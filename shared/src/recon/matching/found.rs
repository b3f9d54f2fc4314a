//! What was found: matches, each with its rule, and what is left.

use serde::{Deserialize, Serialize};

use super::{Key, LineId, MatchId};
use crate::money::Money;
use crate::recon::discrepancy::Discrepancy;
use crate::recon::line::named;

named! {
    /// What ties the lines of a match together.
    #[cfg_attr(feature = "openapi", schema(as = MatchRule))]
    Rule {
        /// Our order number.
        OrderNumber = "order_number",
        /// The channel's number of the transaction.
        ChannelNumber = "channel_number",
        /// The entry's reference at the bank.
        EntryReference = "entry_reference",
        /// The order number of the payment that was given back.
        OriginalOrder = "original_order",
        /// The number of the batch.
        Batch = "batch",
        /// The amount, the time and the counterparty.
        AmountAndCounterparty = "amount_and_counterparty",
        /// The amount and the time, where no counterparty is named.
        AmountAndTime = "amount_and_time",
        /// All lines of one day and kind against one line of their sum.
        DaySum = "day_sum",
        /// The only few lines whose sum is the one line's amount.
        FewLines = "few_lines",
        /// A person.
        ByHand = "by_hand",
    }
}

named! {
    /// How the amounts of a match agree.
    #[cfg_attr(feature = "openapi", schema(as = MatchFit))]
    Fit {
        /// Amount for amount.
        Exact = "exact",
        /// One side states the fee beside the amount, the other has taken it off.
        NetOfFee = "net_of_fee",
        /// One line against the sum of several.
        Sum = "sum",
        /// Within the account's tolerance.
        Tolerance = "tolerance",
    }
}

/// Lines of both sides that are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    /// What ties them together.
    pub rule: Rule,
    /// How their amounts agree.
    pub fit: Fit,
    /// Our lines.
    pub ours: Vec<LineId>,
    /// The channel's lines.
    pub channel: Vec<LineId>,
    /// What our lines moved less what the channel's did: zero but within a tolerance.
    pub difference: Money,
    /// Whether the sides booked it on different business days (日切).
    pub is_cross_day: bool,
}

/// What a pass found in a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// New matches.
    pub matches: Vec<Match>,
    /// Existing matches that a reference contradicts: they are undone, and those of their lines that are in no new match are free
    /// again.
    pub undone: Vec<MatchId>,
    /// Lines that share a reference and differ.
    pub discrepancies: Vec<Discrepancy>,
    /// The group's free lines that are in none of these.
    pub rest: Vec<LineId>,
}

impl Rule {
    /// The rule of a match by this reference.
    pub(super) fn by(key: Key) -> Self {
        match key {
            Key::OrderNumber => Self::OrderNumber,
            Key::ChannelNumber => Self::ChannelNumber,
            Key::EntryReference => Self::EntryReference,
            Key::Original => Self::OriginalOrder,
            Key::Batch => Self::Batch,
        }
    }

    /// Whether a line with the right reference takes the place that was given by likeness. What a reference tied, or a person,
    /// stays.
    pub(super) fn is_undone_by_references(self) -> bool {
        match self {
            Self::AmountAndCounterparty | Self::AmountAndTime | Self::DaySum | Self::FewLines => true,
            Self::OrderNumber
            | Self::ChannelNumber
            | Self::EntryReference
            | Self::OriginalOrder
            | Self::Batch
            | Self::ByHand => false,
        }
    }
}

impl Match {
    /// Its lines, ours first.
    pub fn lines(&self) -> impl Iterator<Item = LineId> {
        self.ours.iter().chain(&self.channel).copied()
    }
}
