//! The small chart of accounts that corrections are posted to.

use serde::{Deserialize, Serialize};

/// An account of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Account {
    /// What we owe the merchant: the merchant's balance.
    MerchantPayable,
    /// Our money at the channel.
    ChannelFunds,
    /// Money that has left one side and not reached the other.
    PayoutInTransit,
    /// Money whose owner is not known yet.
    Suspense,
    /// Fees that we bear.
    FeeExpense,
    /// Fees that we earned.
    FeeIncome,
    /// What the merchant owes us.
    Receivable,
    /// What we gave up.
    WriteOffLoss,
    /// What we kept because nobody claims it.
    WriteOffGain,
}

impl Account {
    /// Every account, in the order of the chart.
    pub const ALL: [Self; 9] = [
        Self::MerchantPayable,
        Self::ChannelFunds,
        Self::PayoutInTransit,
        Self::Suspense,
        Self::FeeExpense,
        Self::FeeIncome,
        Self::Receivable,
        Self::WriteOffLoss,
        Self::WriteOffGain,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::MerchantPayable => "merchant_payable",
            Self::ChannelFunds => "channel_funds",
            Self::PayoutInTransit => "payout_in_transit",
            Self::Suspense => "suspense",
            Self::FeeExpense => "fee_expense",
            Self::FeeIncome => "fee_income",
            Self::Receivable => "receivable",
            Self::WriteOffLoss => "write_off_loss",
            Self::WriteOffGain => "write_off_gain",
        }
    }

    /// The account of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|account| account.name() == name)
    }
}

/// The side of an account that a line stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Side {
    /// 借.
    Debit,
    /// 贷.
    Credit,
}

impl Side {
    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debit => "debit",
            Self::Credit => "credit",
        }
    }

    /// The side of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Debit, Self::Credit].into_iter().find(|side| side.name() == name)
    }
}
