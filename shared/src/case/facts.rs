//! What was filed about a payout. Facts never change after filing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::money::Money;

/// The facts of a case, as its source system filed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facts {
    /// Where the case comes from; unique for ever.
    pub source: Source,
    /// The channel that carried the payout.
    pub channel: String,
    /// Whose payout it is.
    pub merchant: Merchant,
    /// How much was to be paid.
    pub amount: Money,
    /// Our order number of the payout: its first attempt.
    pub order_number: String,
    /// The channel's order number, where it gave one.
    pub channel_order_number: Option<String>,
    /// Who was to be paid.
    pub beneficiary: Option<Beneficiary>,
    /// When the payout was sent to the channel.
    pub sent_at: DateTime<Utc>,
}

/// The system that filed the case and its own reference for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// The source system.
    pub system: String,
    /// Its reference.
    pub reference: String,
}

/// The merchant for whom the payout was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Merchant {
    /// The merchant's number in the source system.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub id: String,
    /// The merchant's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub name: String,
}

/// Who was to be paid. Masked wherever it is read, unless it is revealed, which is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Beneficiary {
    /// The account holder.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub name: String,
    /// The account or card number, or the wallet's identifier.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub account: String,
    /// The bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub bank: Option<String>,
    /// The branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub branch: Option<String>,
    /// The branch's province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub province: Option<String>,
    /// The branch's city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub city: Option<String>,
    /// The bank code (联行号), BIC or the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub bank_code: Option<String>,
}

impl Facts {
    /// The same with the beneficiary masked.
    pub fn masked(&self) -> Self {
        Self { beneficiary: self.beneficiary.as_ref().map(Beneficiary::masked), ..self.clone() }
    }
}

impl Beneficiary {
    /// The last four characters of the account: what operators search by.
    pub fn last_four(&self) -> String {
        let count = self.account.chars().count();
        self.account.chars().skip(count.saturating_sub(4)).collect()
    }

    /// The same with the name reduced to its first character and the account to its last four.
    pub fn masked(&self) -> Self {
        let first: String = self.name.chars().take(1).collect();
        let hidden = if self.account.chars().count() > 4 { self.last_four() } else { String::new() };
        Self { name: format!("{first}**"), account: format!("**** {hidden}").trim_end().to_owned(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masking_leaves_one_character_of_the_name_and_four_of_the_account() {
        for (name, account, masked_name, masked_account) in [
            ("张小明", "6222020200012345678", "张**", "**** 5678"),
            ("Li", "o-xyz", "L**", "**** -xyz"),
            ("李", "1234", "李**", "****"),
        ] {
            let beneficiary = Beneficiary { name: name.into(), account: account.into(), ..Beneficiary::default() };
            let masked = beneficiary.masked();
            assert_eq!((masked.name.as_str(), masked.account.as_str()), (masked_name, masked_account));
        }
    }
}
