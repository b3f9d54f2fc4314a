//! What is wrong with a policy: every fault at once, each with its place.
//!
//! The rule: no policy by which the maker's word, or too few others', could do what the domain wants more eyes for; and
//! none that nobody could satisfy.

use super::{Band, Policy, Risk};
use crate::money::Money;

/// How many approvals a policy may ask for at most: more would never come together.
pub const APPROVALS_MAX: i32 = 4;
/// How long accounting may be waited for at most, in hours.
pub const POSTING_HOURS_MAX: i64 = 720;
/// How many people and currencies a policy may list.
const LISTED_MAX: usize = 200;

/// Why a policy is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// Fewer approvals than the domain demands, whatever the policy.
    #[error("{}: at least {floor} approvals", .risk.name())]
    BelowFloor {
        /// Of which decisions.
        risk: Risk,
        /// How many it has to be at the least.
        floor: i32,
    },
    /// More approvals than could come together, or less than none.
    #[error("0 to {APPROVALS_MAX} approvals")]
    TooMany,
    /// A larger amount would need less than a smaller one.
    #[error("{}: a larger amount needs no less than a smaller one", .0.name())]
    LessForMore(Risk),
    /// A senior approval is asked for where none is.
    #[error("a senior approval is one of the approvals")]
    SeniorOfNone,
    /// Senior approvals are asked for, and there are not two seniors: one alone could never propose.
    #[error("at least two senior approvers")]
    TooFewSeniors,
    /// A row is missing.
    #[error("{}: no row", .0.name())]
    NoTier(Risk),
    /// A row, a currency or a person stands twice.
    #[error("{0} stands twice")]
    Twice(String),
    /// An amount that is not above zero.
    #[error("an amount above zero")]
    NotPositive,
    /// What is very large is not above what is large, or nothing of the currency is called large.
    #[error("above the large amount of the same currency")]
    NotAboveLarge,
    /// Hours out of range.
    #[error("1 to {POSTING_HOURS_MAX} hours")]
    Hours,
    /// More people or currencies than are listed.
    #[error("at most {LISTED_MAX}")]
    TooLong,
    /// A person who does not supervise.
    #[error("{0} is no supervisor")]
    NoSupervisor(String),
}

/// A fault with the field that it is found in, such as `tiers[2].large`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFaultAt {
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub fault: PolicyFault,
}

impl Policy {
    /// Everything that is wrong with it, each with its place.
    pub fn faults(&self) -> Vec<PolicyFaultAt> {
        let mut faults = Faults::default();
        faults.of_amounts(self);
        faults.of_tiers(self);
        faults.of_people(self);
        faults.unless((1..=POSTING_HOURS_MAX).contains(&self.posting_hours), "posting_hours", PolicyFault::Hours);
        faults.0
    }

    /// The people whom it names and who do not supervise, each with their place.
    pub fn strangers(&self, supervisors: &[impl AsRef<str>]) -> Vec<PolicyFaultAt> {
        let mut faults = Faults::default();
        let supervises = |name: &str| supervisors.iter().any(|known| known.as_ref() == name);
        let seniors = self.seniors.iter().enumerate().map(|(index, name)| (format!("seniors[{index}]"), name));
        let limits = self.limits.iter().enumerate();
        let limited = limits.map(|(index, limit)| (format!("limits[{index}].approver"), &limit.approver));
        for (field, name) in seniors.chain(limited) {
            faults.unless(supervises(name), field, PolicyFault::NoSupervisor(name.clone()));
        }
        faults.0
    }
}

#[derive(Default)]
struct Faults(Vec<PolicyFaultAt>);

impl Faults {
    fn unless(&mut self, is_right: bool, field: impl Into<String>, fault: PolicyFault) {
        if !is_right {
            self.0.push(PolicyFaultAt { field: field.into(), fault });
        }
    }

    fn of_amounts(&mut self, policy: &Policy) {
        self.amounts("large_from", &policy.large_from);
        self.amounts("very_large_from", &policy.very_large_from);
        for (index, very_large) in policy.very_large_from.iter().enumerate() {
            let is_above = policy.limit(very_large.currency()).is_some_and(|large| very_large.minor() > large.minor());
            self.unless(is_above, format!("very_large_from[{index}]"), PolicyFault::NotAboveLarge);
        }
    }

    fn amounts(&mut self, at: &str, amounts: &[Money]) {
        self.unless(amounts.len() <= LISTED_MAX, at, PolicyFault::TooLong);
        for (index, amount) in amounts.iter().enumerate() {
            let field = format!("{at}[{index}]");
            let twice = amounts[..index].iter().any(|other| other.currency() == amount.currency());
            self.unless(!twice, field.clone(), PolicyFault::Twice(amount.currency().to_string()));
            self.unless(amount.is_positive(), field, PolicyFault::NotPositive);
        }
    }

    fn of_tiers(&mut self, policy: &Policy) {
        for risk in Risk::ALL {
            let is_there = policy.tiers.iter().any(|tier| tier.risk == risk);
            self.unless(is_there, "tiers", PolicyFault::NoTier(risk));
        }
        for (index, tier) in policy.tiers.iter().enumerate() {
            let (at, risk) = (format!("tiers[{index}]"), tier.risk);
            let twice = policy.tiers[..index].iter().any(|other| other.risk == risk);
            self.unless(!twice, at.clone(), PolicyFault::Twice(risk.name().to_owned()));
            for band in Band::ALL {
                let (field, step, floor) = (format!("{at}.{}", band.name()), tier.at(band), risk.floor(band));
                self.unless((0..=APPROVALS_MAX).contains(&step.approvals), field.clone(), PolicyFault::TooMany);
                self.unless(step.approvals >= floor, field.clone(), PolicyFault::BelowFloor { risk, floor });
                self.unless(!step.senior || step.approvals > 0, field, PolicyFault::SeniorOfNone);
            }
            for pair in Band::ALL.windows(2) {
                let shrinks = tier.at(pair[0]).asks_more_than(tier.at(pair[1]));
                self.unless(!shrinks, format!("{at}.{}", pair[1].name()), PolicyFault::LessForMore(risk));
            }
        }
    }

    fn of_people(&mut self, policy: &Policy) {
        self.names("seniors", &policy.seniors.iter().map(String::as_str).collect::<Vec<_>>(), "");
        let limited: Vec<&str> = policy.limits.iter().map(|limit| limit.approver.as_str()).collect();
        self.names("limits", &limited, ".approver");
        for (index, limit) in policy.limits.iter().enumerate() {
            self.amounts(&format!("limits[{index}].up_to"), &limit.up_to);
        }
        let asks_for_seniors = policy.tiers.iter().any(|tier| Band::ALL.iter().any(|band| tier.at(*band).senior));
        self.unless(!asks_for_seniors || policy.seniors.len() >= 2, "seniors", PolicyFault::TooFewSeniors);
    }

    fn names(&mut self, at: &str, names: &[&str], field: &str) {
        self.unless(names.len() <= LISTED_MAX, at, PolicyFault::TooLong);
        for (index, name) in names.iter().enumerate() {
            let twice = names[..index].contains(name);
            self.unless(!twice, format!("{at}[{index}]{field}"), PolicyFault::Twice((*name).to_owned()));
        }
    }
}
