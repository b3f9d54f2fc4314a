//! Why two sides may disagree, with the numbers that show it. Likely, never certain: a person decides.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::recon::line::named;
use crate::recon::matching::LineId;

/// A likely cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LikelyCause {
    /// Why, with the arithmetic.
    pub why: Why,
    /// The lines beyond the discrepancy's own that it speaks of.
    pub with: Vec<LineId>,
}

/// Why two sides may disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Why {
    /// Both fees are the same share of the amount, rounded in two ways.
    FeeRounding {
        /// Of what amount.
        of: Money,
        /// The share, in hundred-thousandths: 600 is 0.6 %. Absent where no usual share gives both, and only the smallest unit
        /// differs.
        rate: Option<u32>,
        /// Our fee, and how it was rounded.
        ours: Money,
        /// How ours was rounded.
        ours_rounded: Rounding,
        /// The channel's fee.
        channel: Money,
        /// How the channel's was rounded.
        channel_rounded: Rounding,
    },
    /// One is a hundred times the other: one side counts in yuan, the other in fen.
    HundredFold {
        /// The smaller amount.
        smaller: Money,
        /// The larger amount.
        larger: Money,
    },
    /// The fee that one side states beside the amount is what the other has taken off.
    FeeTakenOff {
        /// The amount without it.
        amount: Money,
        /// The fee.
        fee: Money,
        /// What is left.
        left: Money,
    },
    /// A refund was taken off a payment.
    NettedRefund {
        /// The payment.
        payment: Money,
        /// The refund.
        refund: Money,
        /// What is left.
        left: Money,
    },
    /// Two digits are swapped: the difference is divisible by nine.
    DigitsSwapped {
        /// Our amount.
        ours: Money,
        /// The channel's amount.
        channel: Money,
        /// The digit that stands first in ours.
        first: char,
        /// The digit that stands second in ours.
        second: char,
        /// A ninth of the difference, in minor units.
        ninth_minor: i64,
    },
    /// The same amount went the other way.
    SignReversed {
        /// The amount.
        amount: Money,
    },
    /// The same amount, apart by whole hours.
    TimeZone {
        /// When, by our books.
        ours: DateTime<Utc>,
        /// When, by the channel.
        channel: DateTime<Utc>,
        /// By how many minutes the channel is later; below zero where it is earlier.
        minutes: i64,
    },
    /// It was booked near the end of the business day: the other side may have it in the next one, or in the one before.
    CutOff {
        /// When.
        at: DateTime<Utc>,
        /// When that business day ended, or began.
        cut_off: DateTime<Utc>,
        /// How many minutes before; below zero where it was after.
        minutes: i64,
    },
    /// It repeats another line.
    Duplicate {
        /// Whether the channel gave both the same number, so that it is one transaction told of twice.
        is_same_number: bool,
    },
    /// More lines fit than there are places: a person has to say which is which.
    EitherOf {
        /// How many lines of the other side fit.
        candidates: u32,
    },
}

named! {
    /// How a fee was rounded.
    Rounding {
        /// To the nearest, halves up.
        HalfUp = "half_up",
        /// To the nearest, halves to the even digit.
        HalfEven = "half_even",
        /// Up.
        Up = "up",
        /// Down: cut off.
        Down = "down",
    }
}

impl Why {
    /// The name used on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::FeeRounding { .. } => "fee_rounding",
            Self::HundredFold { .. } => "hundred_fold",
            Self::FeeTakenOff { .. } => "fee_taken_off",
            Self::NettedRefund { .. } => "netted_refund",
            Self::DigitsSwapped { .. } => "digits_swapped",
            Self::SignReversed { .. } => "sign_reversed",
            Self::TimeZone { .. } => "time_zone",
            Self::CutOff { .. } => "cut_off",
            Self::Duplicate { .. } => "duplicate",
            Self::EitherOf { .. } => "either_of",
        }
    }
}
