//! Why an order moves money: the typed cause that its lines are computed from.
//!
//! The rule: all amounts of a cause are in one currency, none is below zero, and no part is above its whole.

use serde::{Deserialize, Serialize};

use super::{Account, CorrectionKind};
use crate::money::{Currency, Money};

/// What is put right, with the amounts that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Cause {
    /// Money of a payout came back.
    BounceRefund {
        /// The channel's reference of the return.
        return_reference: String,
        /// What reaches our account at the channel.
        returned: Money,
        /// What the channel kept for itself of what came back.
        return_fee: Money,
        /// The part of that fee that we bear; the merchant bears the rest.
        return_fee_on_us: Money,
        /// The part of its fee for the payout that the channel gives back to us.
        channel_fee_given_back: Money,
        /// The part of our own payout fee that the merchant gets back.
        payout_fee_given_back: Money,
        /// Whether the merchant is credited before the funds are back in our account.
        ahead_of_funds: bool,
    },
    /// A payout that was called not paid was paid after all.
    LateSuccessRecovery {
        /// The order number of the attempt that was paid.
        attempt: String,
        /// What was paid.
        amount: Money,
        /// The part that is taken from the merchant's balance; the merchant owes us the rest.
        from_balance: Money,
    },
    /// A payout was settled twice.
    DuplicateRecovery {
        /// The reference of the settlement line that is one too many.
        line_reference: String,
        /// What was paid by it.
        amount: Money,
        /// The part that is taken from the merchant's balance; the merchant owes us the rest.
        from_balance: Money,
    },
    /// Our books and the channel's statement disagree on an amount.
    DiscrepancyAdjustment {
        /// The reference of the line.
        reference: String,
        /// Which side has more.
        direction: AdjustmentDirection,
        /// By how much.
        amount: Money,
    },
    /// The channel charged another fee than we booked.
    FeeAdjustment {
        /// The reference of the line.
        reference: String,
        /// Whether the channel has more of our money than we booked, by a smaller fee, or less.
        direction: AdjustmentDirection,
        /// By how much.
        amount: Money,
    },
    /// It is given up, or kept.
    WriteOff {
        /// The reference of what is written off: of the return, the attempt or the line.
        reference: String,
        /// How much.
        amount: Money,
        /// Where it stands in the books.
        what: WrittenOff,
    },
    /// What was credited to the merchant ahead of its funds is under way no more.
    TransitClearing {
        /// The channel's reference of the return.
        return_reference: String,
        /// What was credited ahead, and stands in transit since.
        credited: Money,
        /// What came of it; the rest is given up.
        came: Money,
    },
}

/// Which side has more than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AdjustmentDirection {
    /// 长款: the channel has it and our books do not.
    Long,
    /// 短款: our books have it and the channel does not.
    Short,
}

/// What is written off, by where it stands in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WrittenOff {
    /// Our money at the channel that went out and is not recovered: a loss.
    ChannelFunds,
    /// What the merchant owes us and does not pay: a loss.
    Receivable,
    /// Money in suspense that nobody claims: a gain.
    Suspense,
    /// Money of ours at the channel that is in nobody's books: a gain.
    Surplus,
}

/// What is wrong with a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CauseFault {
    /// Amounts in more than one currency.
    #[error("amounts in more than one currency")]
    Currencies,
    /// An amount below zero.
    #[error("an amount below zero")]
    Negative,
    /// Nothing to move.
    #[error("nothing to move")]
    Nothing,
    /// A part that is above its whole.
    #[error("a part above its whole")]
    PartAboveWhole,
    /// Sums beyond what is counted.
    #[error("a sum beyond what is counted")]
    TooLarge,
    /// No reference, or one that is too long.
    #[error("no reference of 1 to 128 characters")]
    Reference,
}

/// How long a reference may be, in characters.
const REFERENCE_MAX: usize = 128;

impl Cause {
    /// The kind of order that it makes.
    pub fn kind(&self) -> CorrectionKind {
        match self {
            Self::BounceRefund { .. } => CorrectionKind::BounceRefund,
            Self::LateSuccessRecovery { .. } => CorrectionKind::LateSuccessRecovery,
            Self::DuplicateRecovery { .. } => CorrectionKind::DuplicateRecovery,
            Self::DiscrepancyAdjustment { .. } => CorrectionKind::DiscrepancyAdjustment,
            Self::FeeAdjustment { .. } => CorrectionKind::FeeAdjustment,
            Self::WriteOff { .. } => CorrectionKind::WriteOff,
            Self::TransitClearing { .. } => CorrectionKind::TransitClearing,
        }
    }

    /// What it refers to: a return, an attempt, a line. One live order each, and one that clears what was under way.
    pub fn reference(&self) -> &str {
        match self {
            Self::BounceRefund { return_reference: reference, .. }
            | Self::TransitClearing { return_reference: reference, .. }
            | Self::LateSuccessRecovery { attempt: reference, .. }
            | Self::DuplicateRecovery { line_reference: reference, .. }
            | Self::DiscrepancyAdjustment { reference, .. }
            | Self::FeeAdjustment { reference, .. }
            | Self::WriteOff { reference, .. } => reference,
        }
    }

    /// The sum that is put right, without fees of our own: what came back or went out, whole.
    pub fn principal(&self) -> Result<Money, CauseFault> {
        match self {
            Self::BounceRefund { returned, return_fee, .. } => plus(*returned, *return_fee),
            Self::TransitClearing { credited, .. } => Ok(*credited),
            Self::LateSuccessRecovery { amount, .. }
            | Self::DuplicateRecovery { amount, .. }
            | Self::DiscrepancyAdjustment { amount, .. }
            | Self::FeeAdjustment { amount, .. }
            | Self::WriteOff { amount, .. } => Ok(*amount),
        }
    }

    /// All the money that it moves: what is put right, with the fees that are given back beside it.
    pub fn moved(&self) -> Result<Money, CauseFault> {
        let principal = self.principal()?;
        match self {
            Self::BounceRefund { channel_fee_given_back, payout_fee_given_back, .. } => {
                plus(plus(principal, *channel_fee_given_back)?, *payout_fee_given_back)
            }
            Self::LateSuccessRecovery { .. }
            | Self::DuplicateRecovery { .. }
            | Self::DiscrepancyAdjustment { .. }
            | Self::FeeAdjustment { .. }
            | Self::WriteOff { .. }
            | Self::TransitClearing { .. } => Ok(principal),
        }
    }

    /// How much of the payout it uses up: the corrections of a payout never add up to more than the payout. Fees do not
    /// count, and neither does what is no part of a payout's own money.
    pub fn capped(&self) -> Result<Money, CauseFault> {
        let principal = self.principal()?;
        Ok(if self.counts() { principal } else { Money::from_minor(0, principal.currency()) })
    }

    /// Whether it uses up anything of the payout.
    pub(super) fn counts(&self) -> bool {
        match self {
            Self::BounceRefund { .. } | Self::LateSuccessRecovery { .. } | Self::DuplicateRecovery { .. } => true,
            // A receivable was counted when it arose.
            Self::WriteOff { what, .. } => *what == WrittenOff::ChannelFunds,
            // What is under way was counted when it was credited.
            Self::DiscrepancyAdjustment { .. } | Self::FeeAdjustment { .. } | Self::TransitClearing { .. } => false,
        }
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        match self {
            Self::BounceRefund { returned, .. } => returned.currency(),
            Self::TransitClearing { credited, .. } => credited.currency(),
            Self::LateSuccessRecovery { amount, .. }
            | Self::DuplicateRecovery { amount, .. }
            | Self::DiscrepancyAdjustment { amount, .. }
            | Self::FeeAdjustment { amount, .. }
            | Self::WriteOff { amount, .. } => amount.currency(),
        }
    }

    /// Whether the merchant is credited before the funds are back.
    pub fn is_ahead_of_funds(&self) -> bool {
        matches!(self, Self::BounceRefund { ahead_of_funds: true, .. })
    }

    /// What came of what a clearing clears; nothing of any other cause.
    pub fn came(&self) -> Option<Money> {
        if let Self::TransitClearing { came, .. } = self { Some(*came) } else { None }
    }

    /// What a clearing gives up: what was credited and never came; nothing of any other cause.
    pub fn lost(&self) -> Option<Money> {
        let Self::TransitClearing { credited, came, .. } = self else { return None };
        let lost = credited.minor().saturating_sub(came.minor());
        (lost > 0).then(|| Money::from_minor(lost, credited.currency()))
    }

    /// Whether money has to be back before it may be sent, unless it goes ahead.
    pub fn waits_for_funds(&self) -> bool {
        matches!(self, Self::BounceRefund { ahead_of_funds: false, .. })
    }

    /// What is wrong with it, if anything.
    pub fn check(&self) -> Result<(), CauseFault> {
        let amounts = self.amounts();
        let length = self.reference().chars().count();
        if length == 0 || length > REFERENCE_MAX || self.reference().trim() != self.reference() {
            return Err(CauseFault::Reference);
        }
        if amounts.iter().any(|amount| amount.currency() != self.currency()) {
            return Err(CauseFault::Currencies);
        }
        if amounts.iter().any(|amount| amount.minor() < 0) {
            return Err(CauseFault::Negative);
        }
        if self.principal()?.minor() == 0 {
            return Err(CauseFault::Nothing);
        }
        self.moved()?;
        let part_above_whole = match self {
            Self::BounceRefund { return_fee, return_fee_on_us, .. } => return_fee_on_us.minor() > return_fee.minor(),
            Self::LateSuccessRecovery { amount, from_balance, .. }
            | Self::DuplicateRecovery { amount, from_balance, .. } => from_balance.minor() > amount.minor(),
            Self::TransitClearing { credited, came, .. } => came.minor() > credited.minor(),
            Self::DiscrepancyAdjustment { .. } | Self::FeeAdjustment { .. } | Self::WriteOff { .. } => false,
        };
        if part_above_whole { Err(CauseFault::PartAboveWhole) } else { Ok(()) }
    }

    fn amounts(&self) -> Vec<Money> {
        match self {
            Self::BounceRefund {
                returned,
                return_fee,
                return_fee_on_us,
                channel_fee_given_back,
                payout_fee_given_back,
                ..
            } => vec![*returned, *return_fee, *return_fee_on_us, *channel_fee_given_back, *payout_fee_given_back],
            Self::LateSuccessRecovery { amount, from_balance, .. }
            | Self::DuplicateRecovery { amount, from_balance, .. } => vec![*amount, *from_balance],
            Self::TransitClearing { credited, came, .. } => vec![*credited, *came],
            Self::DiscrepancyAdjustment { amount, .. }
            | Self::FeeAdjustment { amount, .. }
            | Self::WriteOff { amount, .. } => vec![*amount],
        }
    }
}

impl WrittenOff {
    /// Everything that may be written off.
    pub const ALL: [Self; 4] = [Self::ChannelFunds, Self::Receivable, Self::Suspense, Self::Surplus];

    /// The account on which it stands.
    pub fn account(self) -> Account {
        match self {
            Self::ChannelFunds | Self::Surplus => Account::ChannelFunds,
            Self::Receivable => Account::Receivable,
            Self::Suspense => Account::Suspense,
        }
    }
}

fn plus(left: Money, right: Money) -> Result<Money, CauseFault> {
    let sum = left.minor().checked_add(right.minor()).ok_or(CauseFault::TooLarge)?;
    Ok(Money::from_minor(sum, left.currency()))
}
