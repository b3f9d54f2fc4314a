//! Policy: how many must agree to what, and who may. Data in versions, changed by proposal and approval alone.
//!
//! The rule: a policy may ask for more than the floors of the domain ([`Risk::floor`]), never for less. A policy below them
//! is refused when it is proposed ([`Policy::faults`]); and whatever stands in one, what is asked is never below them.

mod change;
mod difference;
mod effect;
mod faults;
mod limit;
mod risk;
mod tier;
mod version;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};
use crate::resolution::{ApprovalReason, Approvals};

pub use change::{PolicyChange, policy_change_digest};
pub use difference::{Loosening, PolicyDifference, differences};
pub use effect::{ProposalEffect, asks_the_same, effect_of, has_too_few_left};
pub use faults::{APPROVALS_MAX, POSTING_HOURS_MAX, PolicyFault, PolicyFaultAt};
pub use limit::ApproverLimit;
pub use risk::Risk;
pub use tier::{Band, Step, Tier};
pub use version::PolicyVersion;

/// The desk's policy. Policies have versions: a decision names the one it was taken by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policy {
    /// Counts the changes.
    pub version: i32,
    /// From which amount on an amount is large, by currency. An amount of a currency that is not listed counts as very
    /// large.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub large_from: Vec<Money>,
    /// From which amount on an amount is very large, by currency. Where a currency is not listed here, none is.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub very_large_from: Vec<Money>,
    /// How many must agree to what: one row for each risk.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub tiers: Vec<Tier>,
    /// The senior approvers, by user name.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub seniors: Vec<String>,
    /// The supervisors who may approve up to a limit only. Whoever is not listed has none.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub limits: Vec<ApproverLimit>,
    /// How many hours accounting has to say how a correction order went, before its case is raised again.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 720))]
    pub posting_hours: i64,
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
        Self {
            version: 1,
            large_from,
            very_large_from: vec![],
            tiers: Risk::ALL.into_iter().map(Tier::built_in).collect(),
            seniors: vec![],
            limits: vec![],
            posting_hours: 24,
        }
    }

    /// From which amount of a currency on an amount is large.
    pub fn limit(&self, currency: Currency) -> Option<Money> {
        of_currency(&self.large_from, currency)
    }

    /// Whether an amount is large: at or above its currency's limit, or of a currency without one.
    pub fn is_large(&self, amount: Money) -> bool {
        self.band(amount) != Band::Ordinary
    }

    /// How large an amount is.
    pub fn band(&self, amount: Money) -> Band {
        let currency = amount.currency();
        let reaches = |from: Option<Money>| from.is_some_and(|from| amount.minor() >= from.minor());
        match self.limit(currency) {
            None => Band::VeryLarge,
            Some(_) if reaches(of_currency(&self.very_large_from, currency)) => Band::VeryLarge,
            large if reaches(large) => Band::Large,
            Some(_) => Band::Ordinary,
        }
    }

    /// What is asked for a risk, never below its floor. A row that is missing is the built-in one.
    pub fn step(&self, risk: Risk, band: Band) -> Step {
        let row = self.tiers.iter().find(|tier| tier.risk == risk).copied().unwrap_or_else(|| Tier::built_in(risk));
        row.at(band).at_least(risk.floor(band))
    }

    /// The approvals that a decision of this risk over this amount needs, and why.
    pub fn approvals(&self, risk: Risk, amount: Money) -> Approvals {
        let (ordinary, asked) = (self.step(risk, Band::Ordinary), self.step(risk, self.band(amount)));
        let mut reasons = Vec::new();
        match risk.reasons() {
            // The channel's own proof needs nobody else: where the policy asks for somebody, that is why.
            [] if ordinary.approvals > 0 => reasons.push(ApprovalReason::ByPolicy),
            of_risk => reasons.extend_from_slice(of_risk),
        }
        reasons.extend(asked.asks_more_than(ordinary).then_some(ApprovalReason::LargeAmount));
        if asked.approvals == 0 {
            reasons.clear();
        }
        Approvals { required: asked.approvals, reasons, senior: asked.senior, amount: Some(amount) }
    }

    /// Whether this person is a senior approver.
    pub fn is_senior(&self, name: &str) -> bool {
        self.seniors.iter().any(|senior| senior == name)
    }

    /// Up to what a supervisor may approve in a currency; absent where they have no limit.
    pub fn limit_of(&self, approver: &str, currency: Currency) -> Option<Money> {
        let limit = self.limits.iter().find(|limit| limit.approver == approver)?;
        Some(of_currency(&limit.up_to, currency).unwrap_or(Money::from_minor(0, currency)))
    }

    /// Whether an amount is beyond what a supervisor may approve.
    pub fn is_beyond(&self, approver: &str, amount: Money) -> bool {
        self.limit_of(approver, amount.currency()).is_some_and(|limit| amount.minor() > limit.minor())
    }
}

fn of_currency(amounts: &[Money], currency: Currency) -> Option<Money> {
    amounts.iter().copied().find(|amount| amount.currency() == currency)
}
