//! What other systems and people tell of returns, of funds that are back and of settlements, field by field.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::scalar;
use crate::money::MoneyText;

/// A return, as it was reported (退票).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnRequest {
    /// The channel's reference of the return. Each return of a payout has one of its own.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub reference: String,
    /// Why it came back: an ISO 20022 reason such as `AC01`, or the channel's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_.:-]{1,64}$"))]
    pub reason_code: Option<String>,
    /// Why, in the channel's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: Option<String>,
    /// How much came back: all of the payout, or a part of it, in its currency.
    pub amount: MoneyText,
    /// What became of the payout's fee, where anything is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<ReturnFeeRequest>,
    /// When it was returned.
    #[serde(deserialize_with = "scalar::instant")]
    pub returned_at: DateTime<Utc>,
    /// The order number of the payout attempt that came back; the case's own otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub attempt: Option<String>,
}

/// The fee of a payout that came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnFeeRequest {
    /// How much.
    pub amount: MoneyText,
    /// Whether the channel gave it back; it kept it otherwise.
    pub given_back: bool,
}

/// The money of a return, back in our account at the channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FundsBackRequest {
    /// The channel's reference of the return whose money it is.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub return_reference: String,
    /// The reference of the line that booked it in our account. A line counts once, however often it is told of.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub reference: String,
    /// How much, in the payout's currency.
    pub amount: MoneyText,
    /// When it was booked.
    #[serde(deserialize_with = "scalar::instant")]
    pub booked_at: DateTime<Utc>,
}

/// A line of the channel's settlement that books the payout.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettlementLineRequest {
    /// The line's reference. Each line has one of its own.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub reference: String,
    /// How much was settled, in the payout's currency.
    pub amount: MoneyText,
    /// When.
    #[serde(deserialize_with = "scalar::instant")]
    pub settled_at: DateTime<Utc>,
    /// The order number of the payout attempt that it settled; the case's own otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub attempt: Option<String>,
}
