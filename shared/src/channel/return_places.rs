//! Where an answer or a notice tells of a return: its reference, why, how much, the fee, when. Data of the profile, as the
//! dictionary is.
//!
//! The rule: what is not found where the profile says is not known. Only of an amount may the profile say that it is the
//! whole payout's where none is named, and then it says where that was read.

use serde::{Deserialize, Serialize};

use super::Pointers;

/// The places of one API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnPlaces {
    /// The channel's reference of the return, without which nothing is read.
    pub reference: Pointers,
    /// Why it came back: a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Pointers>,
    /// Why, in the channel's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Pointers>,
    /// How much came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Pointers>,
    /// The currency of the amounts. A return in another currency than the payout's is not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Pointers>,
    /// How the amounts are written.
    #[serde(default)]
    pub unit: AmountUnit,
    /// Whether the payout came back whole where no amount is named.
    #[serde(default)]
    pub whole: bool,
    /// The fee: what the channel kept, or gave back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Pointers>,
    /// Whether that fee was given back; it was kept otherwise.
    #[serde(default)]
    pub fee_given_back: bool,
    /// When it was returned: RFC 3339, or digits with or without marks, in the channel's time zone. Where it is not told,
    /// when the answer was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_at: Option<Pointers>,
    /// Where all that was read: the documentation's address, or in words where no official page was read.
    pub source: String,
}

/// How an amount is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AmountUnit {
    /// As a decimal, such as `12.80` yuan.
    #[default]
    Major,
    /// As a count of the smallest unit, such as `1280` fen.
    Minor,
}

impl ReturnPlaces {
    /// Every place that is named, with its field's name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &Pointers)> {
        let optional = [
            ("reason_code", &self.reason_code),
            ("reason", &self.reason),
            ("amount", &self.amount),
            ("currency", &self.currency),
            ("fee", &self.fee),
            ("returned_at", &self.returned_at),
        ];
        let optional = optional.into_iter().filter_map(|(name, at)| Some((name, at.as_ref()?)));
        std::iter::once(("reference", &self.reference)).chain(optional)
    }
}
