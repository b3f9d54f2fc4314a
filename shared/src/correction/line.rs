//! Double-entry lines, each with why it is there.

use serde::{Deserialize, Serialize};

use super::{Account, Side};
use crate::money::Money;

/// One line of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    /// Its number within the order, from 1.
    pub seq: i32,
    /// The account.
    pub account: Account,
    /// Its side.
    pub side: Side,
    /// How much; above zero.
    pub amount: Money,
    /// Why this account and this amount.
    pub reason: LineReason,
}

macro_rules! line_reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:tt),+ $(,)?) => {
        /// Why a line is there: this account, this amount.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum LineReason {
            $($(#[$doc])* #[serde(rename = $name)] $variant),+
        }

        impl LineReason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name used on the wire and in the store.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The reason of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.name() == name)
            }
        }
    };
}

line_reasons! {
    /// What came back stands at the channel again.
    FundsCameBack = "funds_came_back",
    /// What comes back is still under way: the merchant is credited ahead of it.
    FundsStillUnderWay = "funds_still_under_way",
    /// What was credited ahead of its funds is under way no more.
    UnderWayNoMore = "under_way_no_more",
    /// The merchant gets the payout's money back.
    MerchantGetsPayoutBack = "merchant_gets_payout_back",
    /// What the channel kept of the return, borne by us.
    ReturnFeeOnUs = "return_fee_on_us",
    /// What the channel kept of the return, borne by the merchant.
    ReturnFeeOnMerchant = "return_fee_on_merchant",
    /// The channel gives its fee for the payout back.
    ChannelFeeCameBack = "channel_fee_came_back",
    /// The channel's fee is an expense no more.
    ChannelFeeNotSpent = "channel_fee_not_spent",
    /// Our fee for a payout that did not stay paid is given up.
    PayoutFeeGivenUp = "payout_fee_given_up",
    /// The merchant gets our fee back.
    PayoutFeeToMerchant = "payout_fee_to_merchant",
    /// It had been given back to the merchant as not paid, and is taken from the balance again.
    TakenFromBalance = "taken_from_balance",
    /// The merchant's balance does not cover it: the merchant owes it to us.
    OwedByMerchant = "owed_by_merchant",
    /// The channel did pay it out of our money.
    PaidAfterAll = "paid_after_all",
    /// The channel paid it a second time out of our money.
    PaidTwice = "paid_twice",
    /// The channel holds more of our money than our books say.
    ChannelHasMore = "channel_has_more",
    /// The channel holds less of our money than our books say.
    ChannelHasLess = "channel_has_less",
    /// Whose money it is is not known yet.
    OwnerUnknown = "owner_unknown",
    /// What is missing until it is found.
    MissingUntilFound = "missing_until_found",
    /// The channel charged more than we booked.
    ChargedMore = "charged_more",
    /// The channel charged less than we booked.
    ChargedLess = "charged_less",
    /// It is given up as a loss.
    GivenUp = "given_up",
    /// It will not come back: it leaves the account on which it stood.
    NeverRecovered = "never_recovered",
    /// Nobody claims it: it is kept.
    Kept = "kept",
    /// It leaves suspense, for nobody claims it.
    NeverClaimed = "never_claimed",
}

/// The sum of one side, in minor units; wide enough that no order's lines pass it.
pub fn total(lines: &[Line], side: Side) -> i128 {
    lines.iter().filter(|line| line.side == side).map(|line| i128::from(line.amount.minor())).sum()
}

/// Whether debit and credit are equal to the last digit, in one currency, each line above zero.
pub fn is_balanced(lines: &[Line]) -> bool {
    let Some(first) = lines.first() else { return false };
    let plain = lines.iter().all(|line| line.amount.is_positive() && line.amount.currency() == first.amount.currency());
    plain && total(lines, Side::Debit) == total(lines, Side::Credit)
}
