//! What each way to settle a bounce, a late success or a duplicate requires.
//!
//! The rule: money moves only for what was reported and only once, and nothing that speaks of money is set aside while other
//! evidence says that it is there.

use super::{Deciding, Situation, Unmet};
use crate::case::{Case, CaseKind, Return};
use crate::evidence::Verdict;
use crate::money::Money;
use crate::resolution::{Attempt, AttemptStanding, Outcome, Surroundings};
use crate::role::Permission;

/// What a correction order needs to be raised.
pub(super) fn for_correction(situation: &Situation<'_>) -> Vec<Unmet> {
    match situation.case.kind {
        CaseKind::PayoutUnknown => vec![],
        CaseKind::PayoutBounced => for_refund(situation),
        CaseKind::LateSuccess => {
            let mut unmet = for_proven(situation);
            unmet.extend(unsettled(situation));
            if unmet.is_empty() && paid_again(situation).is_empty() {
                unmet.push(Unmet::PaidOnce);
            }
            unmet.extend(nothing_raised(situation));
            unmet.extend(elsewhere(situation));
            unmet
        }
        CaseKind::Discrepancy => super::recon::for_adjustment(situation),
        CaseKind::BalanceBreak => super::recon::for_balance_adjustment(situation),
        CaseKind::DuplicatePayout => {
            let mut unmet = for_lines(situation);
            let raised = situation.around.corrections.len() + situation.around.elsewhere.len();
            if unmet.is_empty() && raised + 1 >= situation.case.matter.lines().len() {
                unmet.push(elsewhere(situation).unwrap_or(Unmet::AllCorrected));
            }
            unmet
        }
    }
}

/// What a write-off needs: the same as a recovery, for it gives up what could be recovered.
pub(super) fn for_write_off(situation: &Situation<'_>) -> Vec<Unmet> {
    for_correction(situation)
}

/// What it needs to leave the case to another: that an order of another puts right all that this is about.
pub(super) fn for_handing_over(situation: &Situation<'_>) -> Vec<Unmet> {
    let Surroundings { elsewhere, corrections, .. } = situation.around;
    let matter = &situation.case.matter;
    // As much of it as this case knows of.
    let is_there = |known: &Return| {
        let told = known.reported.as_ref().map_or(0, |reported| reported.amount.minor());
        elsewhere.iter().any(|other| other.about == known.reference && other.amount.minor() >= told)
    };
    let is_posted = |reference: &str| {
        corrections.iter().any(|raised| raised.is_posted && raised.about.as_deref() == Some(reference))
    };
    let is_whole = match situation.case.kind {
        CaseKind::PayoutBounced => matter.returns().iter().all(|known| is_there(known) || is_posted(&known.reference)),
        CaseKind::DuplicatePayout => elsewhere.len() + corrections.len() + 1 >= matter.lines().len(),
        _ => true,
    };
    // What was raised here is posted first.
    let is_under_way = corrections.iter().any(|raised| !raised.is_posted);
    let mut unmet = Vec::from_iter(is_under_way.then_some(Unmet::CorrectionRaised));
    unmet.extend((elsewhere.is_empty() || !is_whole).then_some(Unmet::NotCorrectedElsewhere));
    unmet
}

fn elsewhere(situation: &Situation<'_>) -> Option<Unmet> {
    let known = situation.around.elsewhere.first()?;
    Some(Unmet::CorrectedElsewhere { order: known.order, case: known.case })
}

/// What it needs to say that nothing came back.
pub(super) fn for_withdrawn_notice(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = nothing_raised(situation);
    unmet.extend(elsewhere(situation));
    let back: Vec<i32> = situation
        .case
        .matter
        .returns()
        .iter()
        .filter_map(|known| known.back.as_ref())
        .flat_map(|back| back.evidence.iter().copied())
        .collect();
    unmet.extend((!back.is_empty()).then_some(Unmet::FundsAreBack { evidence: back }));
    unmet
}

/// What it needs to say that the payee was paid once only.
pub(super) fn for_never_repaid(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = for_proven(situation);
    unmet.extend(unsettled(situation));
    unmet.extend(paid_again(situation).into_iter().map(|attempt| Unmet::PaidAgain { attempt }));
    unmet.extend(nothing_raised(situation));
    unmet
}

/// What it needs to say that the payout was settled once only.
pub(super) fn for_not_duplicate(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = nothing_raised(situation);
    unmet.extend(elsewhere(situation));
    unmet
}

/// The returns of a bounce that nothing was raised for yet, here or elsewhere, and that are reported.
fn returns_to_correct<'a>(situation: &Situation<'a>) -> Vec<&'a Return> {
    let is_raised = |known: &Return| {
        let around = situation.around;
        around.corrections.iter().any(|raised| raised.about.as_deref() == Some(known.reference.as_str()))
            || around.elsewhere.iter().any(|other| other.about == known.reference)
    };
    let returns = situation.case.matter.returns().iter();
    returns.filter(|known| known.reported.is_some() && !is_raised(known)).collect()
}

fn for_refund(situation: &Situation<'_>) -> Vec<Unmet> {
    let returns = situation.case.matter.returns();
    let reported: i64 = returns
        .iter()
        .filter_map(|known| known.reported.as_ref())
        .fold(0, |sum, reported| sum.saturating_add(reported.amount.minor()));
    let payout = situation.case.facts.amount;
    if returns.iter().all(|known| known.reported.is_none()) {
        vec![Unmet::NoReturnReported]
    } else if reported > payout.minor() {
        vec![Unmet::ReturnsExceedPayout { returned: Money::from_minor(reported, payout.currency()), payout }]
    } else if returns_to_correct(situation).is_empty() {
        vec![elsewhere(situation).unwrap_or(Unmet::AllCorrected)]
    } else {
        vec![]
    }
}

/// A late success stays one only while the evidence says that it was paid.
fn for_proven(situation: &Situation<'_>) -> Vec<Unmet> {
    match &situation.case.verdict {
        Verdict::Paid { .. } | Verdict::Contradiction { .. } => vec![],
        Verdict::NotPaid { decided_by } => vec![Unmet::ProvenOtherwise { evidence: decided_by.clone() }],
        Verdict::Unknown { .. } => vec![Unmet::NothingShowsPaid],
    }
}

fn for_lines(situation: &Situation<'_>) -> Vec<Unmet> {
    if situation.case.matter.lines().len() < 2 { vec![Unmet::OneLineOnly] } else { vec![] }
}

fn nothing_raised(situation: &Situation<'_>) -> Vec<Unmet> {
    if situation.around.corrections.is_empty() { vec![] } else { vec![Unmet::CorrectionRaised] }
}

/// The payout's attempts, of this case and of those linked to it: each as whoever knows most of it has it.
fn attempts(situation: &Situation<'_>) -> Vec<Attempt> {
    let case = situation.case;
    let mut attempts = Attempt::all_of(case.number, &case.facts.order_number, situation.evidence);
    for other in &situation.around.attempts {
        match attempts.iter_mut().find(|known| known.order_number == other.order_number) {
            None => attempts.push(other.clone()),
            Some(known) if is_better_known(other.standing, known.standing) => *known = other.clone(),
            Some(_) => {}
        }
    }
    attempts
}

/// Whether what one case knows of an attempt is worth more than what another does: an end more than none, and of two ends the
/// one by which money went out.
fn is_better_known(one: AttemptStanding, other: AttemptStanding) -> bool {
    (one.is_final() && !other.is_final()) || (one == AttemptStanding::Paid && other == AttemptStanding::NotPaid)
}

/// The attempts that succeeded late: those that this case's own evidence shows as paid.
fn late(situation: &Situation<'_>) -> Vec<String> {
    let case = situation.case;
    let own = Attempt::all_of(case.number, &case.facts.order_number, situation.evidence);
    let is_paid = |attempt: &Attempt| matches!(attempt.standing, AttemptStanding::Paid | AttemptStanding::Disputed);
    own.into_iter().filter(is_paid).map(|attempt| attempt.order_number).take(1).collect()
}

/// The attempts beside the late one that were paid and did not come back.
fn paid_again(situation: &Situation<'_>) -> Vec<String> {
    let late = late(situation);
    let others = attempts(situation).into_iter().filter(|attempt| !late.contains(&attempt.order_number));
    others.filter(|attempt| attempt.standing == AttemptStanding::Paid).map(|attempt| attempt.order_number).collect()
}

/// The attempts beside the late one of which it is not known how they ended.
fn unsettled(situation: &Situation<'_>) -> Vec<Unmet> {
    let late = late(situation);
    attempts(situation)
        .into_iter()
        .filter(|attempt| !late.contains(&attempt.order_number) && !attempt.standing.is_final())
        .map(|attempt| Unmet::AttemptUnsettled { attempt: attempt.order_number, case: attempt.case })
        .collect()
}

/// What stands in the way of asking the sending system to pay again: every attempt so far has ended, and none of them left
/// the money with the payee.
pub fn pay_again_unmet(situation: &Situation<'_>, deciding: &Deciding<'_>) -> Vec<Unmet> {
    let case = situation.case;
    let mut unmet = Vec::new();
    if !Permission::WorkCases.is_given_to_roles(deciding.roles) {
        unmet.push(Unmet::NotPermitted);
    }
    let is_reported = || case.matter.returns().iter().any(|known| known.reported.is_some());
    match case.kind {
        CaseKind::PayoutUnknown if case.state.outcome() == Some(Outcome::ConfirmedNotPaid) => {}
        CaseKind::PayoutBounced if is_reported() => {}
        CaseKind::PayoutBounced => unmet.push(Unmet::NoReturnReported),
        CaseKind::PayoutUnknown
        | CaseKind::LateSuccess
        | CaseKind::DuplicatePayout
        | CaseKind::Discrepancy
        | CaseKind::BalanceBreak => unmet.push(Unmet::NothingToPayAgain),
    }
    unmet.extend(attempts(situation).into_iter().filter_map(|attempt| match attempt.standing {
        AttemptStanding::Paid => Some(Unmet::PaidAgain { attempt: attempt.order_number }),
        // What was closed as not paid without the channel's proof was decided by people who looked.
        AttemptStanding::Unknown if case.kind == CaseKind::PayoutUnknown => None,
        standing if standing.is_final() => None,
        _ => Some(Unmet::AttemptUnsettled { attempt: attempt.order_number, case: attempt.case }),
    }));
    unmet
}

/// How much is paid again: what came back of a bounce, the whole payout otherwise.
pub fn pay_again_amount(case: &Case) -> Money {
    let returned = case.matter.returns().iter().filter_map(|known| known.reported.as_ref());
    let sum: i64 = returned.fold(0, |sum, reported| sum.saturating_add(reported.amount.minor()));
    let whole = case.facts.amount;
    if sum > 0 { Money::from_minor(sum.min(whole.minor()), whole.currency()) } else { whole }
}
