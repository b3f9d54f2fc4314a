//! What each way to settle a discrepancy or a balance break requires.
//!
//! The rule: what cleared by itself moves no money; money moves once; and what a person says of money at the channel can be looked up by
//! somebody else.

use super::requirements::is_substantiated;
use super::{Outcome, Situation, Unmet};
use crate::evidence::EvidenceKind;
use crate::recon::Disagreement;
use crate::recon::discrepancy::DiscrepancyKind;

/// What an adjustment, a booking or a write-off needs.
pub(super) fn for_adjustment(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = not_cleared(situation);
    unmet.extend(nothing_raised(situation));
    unmet.extend(left_to_payout(situation));
    unmet
}

/// What the payout's own cases move, or have moved, of the money of a line that our books lack: it moves once.
fn left_to_payout(situation: &Situation<'_>) -> Vec<Unmet> {
    if !found(situation).is_some_and(Disagreement::is_more_of_payout) {
        return vec![];
    }
    let cases = situation.around.payout_cases.iter();
    cases
        .filter_map(|known| match known.outcome {
            None => Some(Unmet::PayoutCaseOpen { case: known.number }),
            Some(outcome) if has_corrected(outcome) && !known.gave_up => {
                Some(Unmet::CorrectedInPayoutCase { case: known.number })
            }
            Some(_) => None,
        })
        .collect()
}

/// Whether a case of a payout that ended so has moved money.
fn has_corrected(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Corrected | Outcome::Recovered | Outcome::WrittenOff)
}

/// What it needs to say that the pair came on a later day.
pub(super) fn for_cleared(situation: &Situation<'_>) -> Vec<Unmet> {
    let is_cleared = found(situation).is_some_and(|found| found.cleared.is_some());
    let mut unmet = Vec::from_iter((!is_cleared).then_some(Unmet::NotCleared));
    unmet.extend(nothing_raised(situation));
    unmet
}

/// What it needs to say that money went back to its sender: something that shows it.
pub(super) fn for_shown(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = for_adjustment(situation);
    unmet.extend((!is_shown(situation)).then_some(Unmet::NothingShown));
    unmet
}

/// What a claim needs to be closed as paid: the money, or something that shows it.
pub(super) fn for_claim_paid(situation: &Situation<'_>) -> Vec<Unmet> {
    let is_cleared = found(situation).is_some_and(|found| found.cleared.is_some());
    let mut unmet = nothing_raised(situation);
    unmet.extend((!is_cleared && !is_shown(situation)).then_some(Unmet::NothingShown));
    unmet
}

/// What it needs to leave a difference.
pub(super) fn for_tolerance(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = for_adjustment(situation);
    unmet.extend(
        found(situation)
            .filter(|found| !found.is_within_tolerance())
            .map(|found| Unmet::AboveTolerance { amount: found.amount, tolerance: found.tolerance }),
    );
    unmet
}

/// What it needs to close by the payout's own case: such a case, and that it is closed.
pub(super) fn for_settled_by_payout(situation: &Situation<'_>) -> Vec<Unmet> {
    let cases = &situation.around.payout_cases;
    if cases.is_empty() {
        return vec![Unmet::NoPayoutCase];
    }
    let open = cases.iter().filter(|known| known.outcome.is_none());
    let mut unmet: Vec<Unmet> = open.map(|known| Unmet::PayoutCaseOpen { case: known.number }).collect();
    // How a payout was decided books nothing: of a line that our books lack only what has moved its money settles it.
    let is_missing = found(situation).is_some_and(|found| found.kind == DiscrepancyKind::MissingInternal);
    let is_corrected = || cases.iter().any(|known| known.outcome.is_some_and(has_corrected));
    if unmet.is_empty() && is_missing && !is_corrected() {
        unmet.push(Unmet::NotCorrectedInPayoutCase);
    }
    unmet
}

/// What it needs to call a balance break explained: something that shows why; or that the balance adds up by now.
pub(super) fn for_explained(situation: &Situation<'_>) -> Vec<Unmet> {
    let adds_up = situation.case.matter.balance().is_some_and(|found| found.proof.holds());
    let mut unmet = nothing_raised(situation);
    unmet.extend((!adds_up && !is_shown(situation)).then_some(Unmet::NothingShown));
    unmet
}

/// What an adjustment of a balance needs: that it does not add up.
pub(super) fn for_balance_adjustment(situation: &Situation<'_>) -> Vec<Unmet> {
    let mut unmet = nothing_raised(situation);
    let is_apart = situation.case.matter.balance().is_some_and(|found| found.difference().is_some());
    unmet.extend((!is_apart).then_some(Unmet::HasCleared));
    unmet
}

fn found<'a>(situation: &Situation<'a>) -> Option<&'a Disagreement> {
    situation.case.matter.disagreement()
}

fn not_cleared(situation: &Situation<'_>) -> Vec<Unmet> {
    let is_cleared = found(situation).is_some_and(|found| found.cleared.is_some());
    Vec::from_iter(is_cleared.then_some(Unmet::HasCleared))
}

/// That nothing was raised from the case: money moves once.
pub(super) fn nothing_raised(situation: &Situation<'_>) -> Vec<Unmet> {
    if situation.around.corrections.is_empty() { vec![] } else { vec![Unmet::CorrectionRaised] }
}

/// Whether somebody recorded a look at the portal or a document that can be looked up again.
fn is_shown(situation: &Situation<'_>) -> bool {
    let is_look = |kind| matches!(kind, EvidenceKind::PortalCheck | EvidenceKind::Document);
    situation.evidence.iter().any(|piece| is_look(piece.kind) && is_substantiated(piece))
}
