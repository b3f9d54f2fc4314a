//! The guards, tried row by row and by chance.

mod kinds;
mod people;
mod properties;
mod recon;
mod requirements;

use super::*;
use crate::case::{CaseKind, CaseNumber, Facts, Matter, Merchant, Outlook, Source};
use crate::evidence::example::{ORDER, after, sent_at};
use crate::money::Currency;

/// The minimum age of the tests' channel, in minutes.
const AGE: i64 = 30;

/// What is asked: who, when, of what.
pub(super) struct Asked {
    pub(super) evidence: Vec<Evidence>,
    pub(super) state: State,
    pub(super) kind: CaseKind,
    pub(super) amount_minor: i64,
    pub(super) name: &'static str,
    pub(super) roles: Vec<Role>,
    pub(super) minutes: i64,
    pub(super) around: Surroundings,
}

/// Lin, an operator who holds the case, an hour and a half after the payout was sent.
pub(super) fn asked(evidence: Vec<Evidence>) -> Asked {
    Asked {
        evidence,
        state: State::Working { owner: "lin".into(), lease_until: after(100_000) },
        kind: CaseKind::PayoutUnknown,
        amount_minor: 128_000,
        name: "lin",
        roles: vec![Role::Operator],
        minutes: 90,
        around: Surroundings::default(),
    }
}

impl Asked {
    pub(super) fn choices(&self) -> Vec<Choice> {
        self.ask(choices)
    }

    /// What stands in the way of paying again.
    pub(super) fn pay_again(&self) -> Vec<Unmet> {
        self.ask(pay_again_unmet)
    }

    fn ask<T>(&self, question: impl FnOnce(&Situation<'_>, &Deciding<'_>) -> T) -> T {
        let amount = Money::from_minor(self.amount_minor, Currency::CNY);
        let policy = Policy::built_in();
        let case = Case {
            number: CaseNumber(1),
            kind: self.kind,
            version: 1,
            matter: Matter::of(self.kind, &self.evidence),
            facts: facts(amount),
            state: self.state.clone(),
            verdict: Verdict::of(ORDER, &self.evidence),
            outlook: Outlook::of(self.kind, amount, &policy, sent_at(), None),
            filed_at: sent_at(),
            updated_at: sent_at(),
            channel_version: 0,
            linked_from: None,
        };
        let profile = ChannelProfile { minimum_age_minutes: AGE, ..ChannelProfile::undescribed("test") };
        let situation = Situation {
            case: &case,
            evidence: &self.evidence,
            profile: &profile,
            policy: &policy,
            around: &self.around,
        };
        question(&situation, &Deciding { name: self.name, roles: &self.roles, now: after(self.minutes) })
    }

    pub(super) fn choice(&self, resolution: Resolution) -> Choice {
        self.choices().into_iter().find(|choice| choice.resolution == resolution).unwrap()
    }
}

fn facts(amount: Money) -> Facts {
    Facts {
        source: Source { system: "core".into(), reference: "R".into() },
        channel: "test".into(),
        merchant: Merchant { id: "m".into(), name: "m".into() },
        amount,
        order_number: ORDER.into(),
        channel_order_number: None,
        beneficiary: None,
        sent_at: sent_at(),
    }
}
