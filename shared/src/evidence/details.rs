//! What a piece of evidence tells in fields of its own, beyond its claim: of a return, of funds that are back, of a
//! settlement. Another system sends them, or a person records them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::recon::{BalanceFinding, Disagreement};

/// What a piece tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Details {
    /// A return was reported.
    Return(Returned),
    /// The money of a return is back.
    FundsBack(FundsBack),
    /// The channel settled the payout.
    Settlement(SettlementLine),
    /// The sending system was asked to pay again.
    PayAgain(PayAgain),
    /// A reconciliation run found that the sides disagree, or that they agree by now.
    Discrepancy(Box<Disagreement>),
    /// A balance proof found that a balance does not add up, or that it does by now.
    BalanceBreak(Box<BalanceFinding>),
}

/// A return as it was reported (退票). Of one payout there may be several, each of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Returned {
    /// The channel's reference of the return: one return for ever.
    pub reference: String,
    /// Why it came back: an ISO 20022 reason such as `AC01`, or the channel's own code.
    pub reason_code: Option<String>,
    /// Why, in the channel's words.
    pub reason: Option<String>,
    /// How much came back.
    pub amount: Money,
    /// What became of the payout's fee, where anything is known of it.
    pub fee: Option<ReturnFee>,
    /// When it was returned.
    pub returned_at: DateTime<Utc>,
}

/// The fee of a payout that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnFee {
    /// How much.
    pub amount: Money,
    /// Whether the channel gave it back; it kept it otherwise.
    pub given_back: bool,
}

/// The money of a return, back in our account at the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FundsBack {
    /// The return whose money it is.
    pub return_reference: String,
    /// The reference of the line that booked it in our account.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// When it was booked.
    pub booked_at: DateTime<Utc>,
}

/// A line of the channel's settlement that books the payout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettlementLine {
    /// The line's reference: one line for ever.
    pub reference: String,
    /// How much was settled.
    pub amount: Money,
    /// When.
    pub settled_at: DateTime<Utc>,
}

/// That the sending system was asked to pay again, under a new order number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayAgain {
    /// The new order number.
    pub order_number: String,
    /// How much.
    pub amount: Money,
    /// What was corrected, in words.
    pub reason: String,
}
