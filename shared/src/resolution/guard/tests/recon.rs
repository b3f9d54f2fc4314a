//! Discrepancies and balance breaks: what may be chosen, and what stands in the way.

use super::*;
use crate::evidence::example::{answer, portal};
use crate::evidence::{Claim, Details, EvidenceKind, Shown};
use crate::recon::balance::{Proof, ProofState};
use crate::recon::discrepancy::{DiscrepancyKind, Why};
use crate::recon::matching::tests::{account, cny, line};
use crate::recon::matching::{LineId, Rule};
use crate::recon::{BalanceFinding, Cleared, Disagreement, Line, LineKind, ShownLine, Side};
use crate::resolution::Resolution::{
    ClaimFromChannel, ClaimPaid, ClaimRefused, ClearNextDay, Explain, HandOver, KeepWaiting, NotDuplicate,
    RaiseCorrection, ReturnToSender, Reverse, SettleByPayout, WithinTolerance, WriteOff,
};
use crate::resolution::{PayoutCase, Raised};

/// A finding of that type with one line on the sides named.
fn found(kind: DiscrepancyKind, sides: &[Side], of: LineKind) -> Disagreement {
    let shown = |side, id| {
        let line = Line { kind: of, ..line(1) };
        Vec::from_iter(sides.contains(&side).then_some(ShownLine { id: LineId(id), line }))
    };
    Disagreement {
        account: account().id,
        date: "2026-03-01".parse().unwrap(),
        kind,
        ours: shown(Side::Ours, 1),
        channel: shown(Side::Channel, 101),
        repeats: None,
        differs: vec![],
        amount: cny(100),
        surplus: cny(100),
        tolerance: cny(5),
        causes: vec![],
        cleared: None,
        handed_over_to: None,
        is_claim: false,
    }
}

fn cleared(found: Disagreement) -> Disagreement {
    Disagreement { cleared: Some(Cleared { rule: Rule::OrderNumber, by: vec![] }), ..found }
}

fn handed_over(found: Disagreement) -> Disagreement {
    Disagreement { handed_over_to: Some(CaseNumber(7)), ..found }
}

fn finding(found: Disagreement) -> Evidence {
    let details = Details::Discrepancy(Box::new(found));
    Evidence { details: Some(details), ..answer(1, EvidenceKind::Reconciliation, Claim::NoInformation, 60) }
}

fn of(found: Disagreement) -> Asked {
    Asked { kind: CaseKind::Discrepancy, ..asked(vec![finding(found)]) }
}

fn with_look(asked: Asked) -> Asked {
    let look = portal(2, Shown::Processing, 70);
    Asked { evidence: [asked.evidence, vec![look]].concat(), ..asked }
}

fn short() -> Disagreement {
    found(DiscrepancyKind::MissingChannel, &[Side::Ours], LineKind::Payout)
}

fn long() -> Disagreement {
    found(DiscrepancyKind::MissingInternal, &[Side::Channel], LineKind::Receipt)
}

fn differing(kind: DiscrepancyKind, of: LineKind) -> Disagreement {
    found(kind, &[Side::Ours, Side::Channel], of)
}

#[test]
fn each_type_has_the_choices_of_the_table() {
    use DiscrepancyKind::{AmountMismatch, CurrencyMismatch, DuplicateLine, FeeMismatch, StatusMismatch};
    use LineKind::{Payout, Receipt};
    let sums = vec![ClearNextDay, RaiseCorrection, ClaimFromChannel, WithinTolerance, WriteOff, KeepWaiting];
    for (found, expected) in [
        (long(), vec![ClearNextDay, RaiseCorrection, ReturnToSender, WriteOff, KeepWaiting]),
        (
            found(DiscrepancyKind::MissingInternal, &[Side::Channel], LineKind::Bounce),
            vec![ClearNextDay, SettleByPayout, RaiseCorrection, ReturnToSender, WriteOff, KeepWaiting],
        ),
        (short(), vec![ClearNextDay, ClaimFromChannel, Reverse, WriteOff, KeepWaiting]),
        (differing(AmountMismatch, Payout), sums.clone()),
        (differing(FeeMismatch, Receipt), sums),
        (
            differing(CurrencyMismatch, Receipt),
            vec![ClearNextDay, RaiseCorrection, ClaimFromChannel, Reverse, WriteOff, KeepWaiting],
        ),
        // "The bank is right" is no choice: the payout's own case decides.
        (differing(StatusMismatch, Payout), vec![SettleByPayout, KeepWaiting]),
        (
            differing(StatusMismatch, Receipt),
            vec![ClearNextDay, RaiseCorrection, ClaimFromChannel, Reverse, WriteOff, KeepWaiting],
        ),
        (found_second(Side::Ours, Payout), vec![NotDuplicate, ClearNextDay, Reverse, KeepWaiting]),
        (found_second(Side::Channel, Payout), vec![NotDuplicate, ClearNextDay, SettleByPayout, KeepWaiting]),
        (
            found_second(Side::Channel, Receipt),
            vec![NotDuplicate, ClearNextDay, RaiseCorrection, ReturnToSender, ClaimFromChannel, KeepWaiting],
        ),
        (Disagreement { is_claim: true, ..short() }, vec![ClaimPaid, ClaimRefused, WriteOff, KeepWaiting]),
        // What another case decides moves nothing here.
        (handed_over(differing(AmountMismatch, Payout)), vec![HandOver, KeepWaiting]),
    ] {
        let told: Vec<Resolution> = of(found.clone()).choices().iter().map(|choice| choice.resolution).collect();
        assert_eq!(told, expected, "{:?}", found.kind);
    }
    fn found_second(side: Side, of: LineKind) -> Disagreement {
        found(DuplicateLine, &[side], of)
    }
    let empty = Asked { kind: CaseKind::Discrepancy, ..asked(vec![]) };
    assert_eq!(empty.choices().len(), 1, "nothing is known: it waits");
}

#[test]
fn what_cleared_moves_no_money_and_what_did_not_is_not_called_cleared() {
    for (found, resolution, expected) in [
        (short(), ClearNextDay, vec![Unmet::NotCleared]),
        (cleared(short()), ClearNextDay, vec![]),
        (short(), ClaimFromChannel, vec![]),
        (cleared(short()), ClaimFromChannel, vec![Unmet::HasCleared]),
        (cleared(short()), WriteOff, vec![Unmet::HasCleared]),
        (cleared(short()), Reverse, vec![Unmet::HasCleared]),
        (long(), RaiseCorrection, vec![]),
        (cleared(long()), RaiseCorrection, vec![Unmet::HasCleared]),
        (long(), ReturnToSender, vec![Unmet::NothingShown]),
        (Disagreement { is_claim: true, ..short() }, ClaimPaid, vec![Unmet::NothingShown]),
        (Disagreement { is_claim: true, ..cleared(short()) }, ClaimPaid, vec![]),
        (Disagreement { is_claim: true, ..short() }, ClaimRefused, vec![Unmet::NothingShown]),
    ] {
        let asked = of(found);
        assert_eq!(asked.choice(resolution).unmet, expected, "{resolution:?}");
        let seen = with_look(asked).choice(resolution).unmet;
        let still: Vec<Unmet> = expected.into_iter().filter(|unmet| *unmet != Unmet::NothingShown).collect();
        assert_eq!(seen, still, "{resolution:?} with a look at the portal");
    }
}

#[test]
fn money_moves_once() {
    let raised = Raised { about: Some("P1/1".into()), amount: cny(100), is_posted: false };
    let around = Surroundings { corrections: vec![raised], ..Surroundings::default() };
    for (found, resolution) in [
        (long(), RaiseCorrection),
        (long(), WriteOff),
        (short(), ClaimFromChannel),
        (short(), Reverse),
        (cleared(long()), ClearNextDay),
        (handed_over(long()), HandOver),
    ] {
        let unmet = Asked { around: around.clone(), ..of(found) }.choice(resolution).unmet;
        assert!(unmet.contains(&Unmet::CorrectionRaised), "{resolution:?}");
    }
}

#[test]
fn only_what_may_be_left_is_within_tolerance() {
    let above = |amount, tolerance| vec![Unmet::AboveTolerance { amount: cny(amount), tolerance: cny(tolerance) }];
    for (amount, tolerance, expected) in [
        (5, 5, vec![]),
        (6, 5, above(6, 5)),
        // The smallest unit of one line may always be left.
        (1, 0, vec![]),
        (2, 0, above(2, 0)),
    ] {
        let found = Disagreement {
            amount: cny(amount),
            tolerance: cny(tolerance),
            ..differing(DiscrepancyKind::FeeMismatch, LineKind::Receipt)
        };
        assert_eq!(of(found).choice(WithinTolerance).unmet, expected, "{amount} {tolerance}");
    }
}

#[test]
fn a_status_is_settled_by_the_payouts_own_case_and_nothing_else() {
    let known = |number, outcome| PayoutCase {
        number: CaseNumber(number),
        kind: CaseKind::PayoutUnknown,
        outcome,
        gave_up: false,
    };
    let paid = Some(Outcome::ConfirmedPaid);
    for (payout_cases, expected) in [
        (vec![], vec![Unmet::NoPayoutCase]),
        (vec![known(7, None)], vec![Unmet::PayoutCaseOpen { case: CaseNumber(7) }]),
        (vec![known(7, paid)], vec![]),
        (vec![known(7, paid), known(8, None)], vec![Unmet::PayoutCaseOpen { case: CaseNumber(8) }]),
    ] {
        let around = Surroundings { payout_cases, ..Surroundings::default() };
        let asked = Asked { around, ..of(differing(DiscrepancyKind::StatusMismatch, LineKind::Payout)) };
        assert_eq!(asked.choice(SettleByPayout).unmet, expected);
    }
}

#[test]
fn what_the_payouts_own_case_moves_is_not_booked_a_second_time() {
    let known = |outcome| PayoutCase { number: CaseNumber(7), kind: CaseKind::PayoutBounced, outcome, gave_up: false };
    let gave_up = PayoutCase { gave_up: true, ..known(Some(Outcome::Corrected)) };
    let case = CaseNumber(7);
    for (payout_cases, book, settle) in [
        (vec![], vec![], vec![Unmet::NoPayoutCase]),
        (vec![known(None)], vec![Unmet::PayoutCaseOpen { case }], vec![Unmet::PayoutCaseOpen { case }]),
        (vec![known(Some(Outcome::Corrected))], vec![Unmet::CorrectedInPayoutCase { case }], vec![]),
        // What it had given up and comes after all is booked where it is found.
        (vec![gave_up], vec![], vec![]),
        (vec![known(Some(Outcome::ConfirmedPaid))], vec![], vec![Unmet::NotCorrectedInPayoutCase]),
    ] {
        for line in [LineKind::Bounce, LineKind::Payout] {
            let around = Surroundings { payout_cases: payout_cases.clone(), ..Surroundings::default() };
            let asked = Asked { around, ..of(found(DiscrepancyKind::MissingInternal, &[Side::Channel], line)) };
            assert_eq!(
                (asked.choice(RaiseCorrection).unmet, asked.choice(SettleByPayout).unmet),
                (book.clone(), settle.clone())
            );
            assert_eq!(asked.choice(WriteOff).unmet, book);
        }
    }
}

#[test]
fn a_balance_break_is_explained_by_what_shows_why_or_by_adding_up() {
    let balance = |state| {
        let date = "2026-03-01".parse().unwrap();
        let proof = Proof { date, opening: None, movement: None, worked_out: None, closing: None, state };
        let found = BalanceFinding { account: account().id, proof, leads: vec![], lines: vec![] };
        let details = Details::BalanceBreak(Box::new(found));
        let piece = answer(1, EvidenceKind::Reconciliation, Claim::NoInformation, 60);
        Asked { kind: CaseKind::BalanceBreak, ..asked(vec![Evidence { details: Some(details), ..piece }]) }
    };
    let breaks = || balance(ProofState::Breaks { difference: cny(100), gap: cny(0) });
    for (asked, explain, adjust) in [
        (breaks(), vec![Unmet::NothingShown], vec![]),
        (with_look(breaks()), vec![], vec![]),
        (balance(ProofState::Holds), vec![], vec![Unmet::HasCleared]),
    ] {
        assert_eq!(asked.choice(Explain).unmet, explain);
        assert_eq!(asked.choice(RaiseCorrection).unmet, adjust);
        assert!(asked.choice(Explain).reason_required);
    }
}

#[test]
fn the_latest_finding_is_what_the_case_is_about() {
    let earlier = finding(short());
    let later = Evidence { seq: 2, ..finding(cleared(short())) };
    let matter = Matter::of(CaseKind::Discrepancy, &[earlier, later, portal(3, Shown::Paid, 90)]);
    assert!(matter.disagreement().unwrap().cleared.is_some());
}

#[test]
fn what_is_decided_on_a_persons_word_is_seen_by_others() {
    let twice = |kind| found(kind, &[Side::Channel], LineKind::Receipt);
    for (found, resolution, small, large) in [
        (cleared(short()), ClearNextDay, 0, 0),
        (handed_over(short()), HandOver, 0, 0),
        (short(), ClaimFromChannel, 0, 0),
        (short(), Reverse, 1, 2),
        (short(), WriteOff, 2, 2),
        (long(), ReturnToSender, 1, 1),
        (long(), RaiseCorrection, 1, 2),
        (differing(DiscrepancyKind::FeeMismatch, LineKind::Receipt), WithinTolerance, 0, 0),
        (differing(DiscrepancyKind::StatusMismatch, LineKind::Payout), SettleByPayout, 0, 0),
        (twice(DiscrepancyKind::DuplicateLine), NotDuplicate, 1, 2),
        (Disagreement { is_claim: true, ..short() }, ClaimPaid, 1, 1),
        (Disagreement { is_claim: true, ..short() }, ClaimRefused, 1, 2),
    ] {
        for (amount_minor, expected) in [(100, small), (5_000_000, large)] {
            let approvals = Asked { amount_minor, ..of(found.clone()) }.choice(resolution).approvals;
            assert_eq!(approvals.required, expected, "{resolution:?} {amount_minor}");
        }
    }
}

#[test]
fn accounting_ends_a_discrepancy_by_its_type() {
    for (found, expected) in [
        (long(), Outcome::Booked),
        (differing(DiscrepancyKind::AmountMismatch, LineKind::Payout), Outcome::Adjusted),
        (differing(DiscrepancyKind::FeeMismatch, LineKind::Payout), Outcome::Adjusted),
    ] {
        let matter = Matter::of(CaseKind::Discrepancy, &[finding(found)]);
        assert_eq!(RaiseCorrection.posted_outcome(CaseKind::Discrepancy, &matter), Some(expected));
        assert_eq!(WriteOff.posted_outcome(CaseKind::Discrepancy, &matter), Some(Outcome::WrittenOff));
    }
}

#[test]
fn together_goes_what_is_of_one_type_cause_and_account() {
    use crate::recon::discrepancy::LikelyCause;
    use crate::recon::together::{NotTogether, together};
    let because = |why| vec![LikelyCause { why, with: vec![] }];
    let fee = |causes| Disagreement { causes, ..differing(DiscrepancyKind::FeeMismatch, LineKind::Receipt) };
    let rounding = || because(Why::HundredFold { smaller: cny(1), larger: cny(100) });
    let other = || because(Why::SignReversed { amount: cny(1) });
    let case = |number, kind, found: Option<Disagreement>| {
        let evidence: Vec<Evidence> = found.map(finding).into_iter().collect();
        let amount = cny(100);
        Case {
            number: CaseNumber(number),
            kind,
            version: 1,
            matter: Matter::of(kind, &evidence),
            facts: facts(amount),
            state: State::Open,
            verdict: Verdict::of(ORDER, &evidence),
            outlook: Outlook::of(kind, amount, &Policy::built_in(), sent_at(), None),
            filed_at: sent_at(),
            updated_at: sent_at(),
            channel_version: 0,
            linked_from: None,
        }
    };
    let discrepancy = CaseKind::Discrepancy;
    let cases = [
        case(1, discrepancy, Some(fee(rounding()))),
        case(2, discrepancy, Some(fee(rounding()))),
        case(3, discrepancy, Some(fee(other()))),
        case(4, discrepancy, Some(short())),
        case(5, CaseKind::PayoutUnknown, None),
    ];
    let number = CaseNumber;
    let (with, without) = together(&cases, WithinTolerance);
    assert_eq!(with, [number(1), number(2)]);
    let why = [(3, NotTogether::NotAlike), (4, NotTogether::NotAlike), (5, NotTogether::NoDiscrepancy)];
    assert_eq!(without, why.map(|(case, why)| (number(case), why)));
    assert_eq!(together(&cases[..1], WriteOff).1, [(number(1), NotTogether::OneByOne)]);
    let unexplained = [case(1, discrepancy, Some(fee(vec![])))];
    assert_eq!(together(&unexplained, WithinTolerance).1, [(number(1), NotTogether::Unexplained)]);
    assert_eq!(together(&unexplained, ClearNextDay).0, [number(1)]);
}
