//! What a proposed policy changes, piece by piece, what asks for less than before first.

use serde::{Deserialize, Serialize};

use super::{ApproverLimit, Band, Policy, Risk, Step, of_currency};
use crate::money::{Currency, Money};

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PolicyDifference {
    /// From which amount of a currency on an amount is large, or very large.
    Amount {
        /// Which of the two.
        band: Band,
        /// The currency.
        currency: String,
        /// From which amount on it was; absent where the currency was not listed.
        before: Option<Money>,
        /// From which amount on it is; absent where the currency is not listed any more.
        after: Option<Money>,
    },
    /// How many must agree.
    Tier {
        /// To which decisions.
        risk: Risk,
        /// Over amounts of which size.
        band: Band,
        /// What was asked.
        before: Step,
        /// What is asked.
        after: Step,
    },
    /// Who is a senior approver.
    Senior {
        /// Who.
        name: String,
        /// Whether they are from now on; they were until now otherwise.
        added: bool,
    },
    /// Up to what a supervisor may approve.
    Limit {
        /// Who.
        approver: String,
        /// Up to what they could; absent where they had no limit.
        before: Option<Vec<Money>>,
        /// Up to what they can; absent where they have no limit any more.
        after: Option<Vec<Money>>,
    },
    /// How long accounting has to answer, in hours.
    PostingHours {
        /// How long it had.
        before: i64,
        /// How long it has.
        after: i64,
    },
}

/// In which way a difference asks for less than before, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Loosening {
    /// Fewer people, or no senior any more.
    FewerApprovals,
    /// Larger amounts count as smaller.
    LargerAmounts,
    /// Somebody may approve what they could not.
    MayApproveMore,
}

/// What `after` changes of `before`, what asks for less first.
pub fn differences(before: &Policy, after: &Policy) -> Vec<PolicyDifference> {
    let mut found = Vec::new();
    for risk in Risk::ALL {
        for band in Band::ALL {
            let (before, after) = (before.step(risk, band), after.step(risk, band));
            found.extend((before != after).then_some(PolicyDifference::Tier { risk, band, before, after }));
        }
    }
    amounts(Band::Large, &before.large_from, &after.large_from, &mut found);
    amounts(Band::VeryLarge, &before.very_large_from, &after.very_large_from, &mut found);
    people(before, after, &mut found);
    if before.posting_hours != after.posting_hours {
        found.push(PolicyDifference::PostingHours { before: before.posting_hours, after: after.posting_hours });
    }
    // Sorting is stable: what asks for no less keeps the policy's own order.
    found.sort_by_key(|difference| difference.loosening().map_or((1, None), |loosening| (0, Some(loosening))));
    found
}

impl PolicyDifference {
    /// In which way it asks for less, where it does.
    pub fn loosening(&self) -> Option<Loosening> {
        match self {
            Self::Tier { before, after, .. } => before.asks_more_than(*after).then_some(Loosening::FewerApprovals),
            // A currency that is not listed is very large from nothing on; one that is large only is never very large.
            Self::Amount { band, before, after, .. } => {
                let unlisted = if *band == Band::Large { 0 } else { i64::MAX };
                let from = |amount: &Option<Money>| amount.map_or(unlisted, Money::minor);
                (from(after) > from(before)).then_some(Loosening::LargerAmounts)
            }
            Self::Senior { added, .. } => added.then_some(Loosening::MayApproveMore),
            Self::Limit { before, after, .. } => {
                let grows = match (before, after) {
                    (Some(before), Some(after)) => after.iter().any(|amount| {
                        of_currency(before, amount.currency()).is_none_or(|before| amount.minor() > before.minor())
                    }),
                    (before, after) => before.is_some() && after.is_none(),
                };
                grows.then_some(Loosening::MayApproveMore)
            }
            Self::PostingHours { .. } => None,
        }
    }
}

/// The currencies of both lists, each once, in order.
fn currencies(before: &[Money], after: &[Money]) -> Vec<Currency> {
    let mut currencies: Vec<Currency> = Vec::new();
    for currency in before.iter().chain(after).map(|amount| amount.currency()) {
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
    }
    currencies
}

fn amounts(band: Band, before: &[Money], after: &[Money], found: &mut Vec<PolicyDifference>) {
    for currency in currencies(before, after) {
        let (before, after) = (of_currency(before, currency), of_currency(after, currency));
        if before != after {
            found.push(PolicyDifference::Amount { band, currency: currency.to_string(), before, after });
        }
    }
}

fn people(before: &Policy, after: &Policy, found: &mut Vec<PolicyDifference>) {
    let gone = before.seniors.iter().filter(|name| !after.is_senior(name)).map(|name| (name, false));
    let new = after.seniors.iter().filter(|name| !before.is_senior(name)).map(|name| (name, true));
    found.extend(gone.chain(new).map(|(name, added)| PolicyDifference::Senior { name: name.clone(), added }));
    let of = |limits: &[ApproverLimit], approver: &str| {
        limits.iter().find(|limit| limit.approver == approver).map(|limit| limit.up_to.clone())
    };
    let mut approvers: Vec<&str> = Vec::new();
    for limit in before.limits.iter().chain(&after.limits) {
        if !approvers.contains(&limit.approver.as_str()) {
            approvers.push(&limit.approver);
        }
    }
    for approver in approvers {
        let (before, after) = (of(&before.limits, approver), of(&after.limits, approver));
        if before != after {
            found.push(PolicyDifference::Limit { approver: approver.to_owned(), before, after });
        }
    }
}
