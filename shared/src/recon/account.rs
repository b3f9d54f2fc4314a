//! An account of ours at a channel: what is reconciled, day by day, each by itself.

use std::fmt;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::Format;
use crate::money::{Currency, Money};

/// Identifies a channel account: `[a-z0-9_.-]{1,64}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[a-z0-9_.-]{1,64}$"))]
pub struct AccountId(String);

impl AccountId {
    /// Reads an identifier.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
        ((1..=64).contains(&text.len()) && text.bytes().all(is_plain)).then(|| Self(text.to_owned()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AccountId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("[bad_identifier] 1 to 64 of a-z, 0-9, _ . -")
    }
}

impl From<AccountId> for String {
    fn from(id: AccountId) -> Self {
        id.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far two lines may lie apart and still be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tolerance {
    /// In amount, in minor units of the account's currency. Zero but for channels that round.
    pub amount_minor: i64,
    /// In time, in minutes, where lines are matched without a reference.
    pub minutes: i64,
}

/// An account of ours at a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelAccount {
    /// Its identifier.
    pub id: AccountId,
    /// The channel it is at.
    pub channel: String,
    /// What people call it.
    pub name: String,
    /// Its currency: an account has one.
    pub currency: Currency,
    /// The number by which its statements name it (IBAN, merchant number), where they do.
    pub number: Option<String>,
    /// The channel's time zone as an offset from UTC, in minutes.
    pub utc_offset_minutes: i32,
    /// When its business day ends by that time; at midnight where there is none.
    pub cut_off: Option<NaiveTime>,
    /// How many days a line may wait for its pair before it is a break (日切).
    pub hold_days: u32,
    /// How far lines may lie apart.
    pub tolerance: Tolerance,
    /// The formats in which its statements come; any where it is empty.
    pub formats: Vec<Format>,
}

impl ChannelAccount {
    /// An amount of the account's currency.
    pub fn money(&self, amount_minor: i64) -> Money {
        Money::from_minor(amount_minor, self.currency)
    }
}

#[cfg(test)]
pub(super) fn example(cut_off: Option<&str>) -> ChannelAccount {
    ChannelAccount {
        id: AccountId::parse("wechat-cny").unwrap(),
        channel: "wechat_transfer".to_owned(),
        name: "WeChat Pay CNY".to_owned(),
        currency: Currency::CNY,
        number: None,
        utc_offset_minutes: 480,
        cut_off: cut_off.map(|time| NaiveTime::parse_from_str(time, "%H:%M").unwrap()),
        hold_days: 1,
        tolerance: Tolerance { amount_minor: 0, minutes: 10 },
        formats: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_plain() {
        for (text, expected) in [("wechat-cny", true), ("a.b_c-1", true), ("", false), ("A", false), ("a b", false)] {
            assert_eq!(AccountId::parse(text).is_some(), expected, "{text}");
        }
        assert!(AccountId::parse(&"a".repeat(65)).is_none());
    }
}
