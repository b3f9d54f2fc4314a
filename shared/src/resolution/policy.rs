//! Policy: from which amount on a decision needs more eyes.

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};

/// The desk's policy. Policies have versions: a decision names the one it was taken by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policy {
    /// Counts the changes.
    pub version: i32,
    /// From which amount on an amount is large, by currency. An amount of a currency that is not listed is large.
    pub large_from: Vec<Money>,
    /// How many hours accounting has to say how a correction order went, before its case is raised again.
    #[serde(default = "posting_hours")]
    pub posting_hours: i64,
}

fn posting_hours() -> i64 {
    24
}

/// The built-in limits, in minor units; about as much in each currency.
const LARGE_FROM_MINOR: [(&str, i64); 8] = [
    ("CNY", 5_000_000),
    ("HKD", 5_000_000),
    ("USD", 700_000),
    ("EUR", 700_000),
    ("GBP", 600_000),
    ("SGD", 1_000_000),
    ("JPY", 1_000_000),
    ("KRW", 10_000_000),
];

impl Policy {
    /// The policy that a new desk starts with.
    pub fn built_in() -> Self {
        let large_from = LARGE_FROM_MINOR
            .into_iter()
            .filter_map(|(code, minor)| Some(Money::from_minor(minor, Currency::from_code(code)?)))
            .collect();
        Self { version: 1, large_from, posting_hours: posting_hours() }
    }

    /// The limit for a currency.
    pub fn limit(&self, currency: Currency) -> Option<Money> {
        self.large_from.iter().copied().find(|limit| limit.currency() == currency)
    }

    /// Whether an amount is large: at or above its currency's limit, or of a currency without one.
    pub fn is_large(&self, amount: Money) -> bool {
        self.limit(amount.currency()).is_none_or(|limit| amount.minor() >= limit.minor())
    }
}
