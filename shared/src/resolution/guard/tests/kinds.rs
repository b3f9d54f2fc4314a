//! Bounces, late successes and duplicates: what may be chosen, and what stands in the way.

use super::*;
use crate::correction::OrderNumber;
use crate::evidence::EvidenceKind::{FundsBack as Funds, ReturnNotice, StatementLine};
use crate::evidence::example::{answer, portal, query};
use crate::evidence::{Claim, Details, FundsBack, Returned, SettlementLine, Shown};
use crate::money::Money;
use crate::resolution::AttemptStanding::{self, NonFinal, NotPaid, Paid};
use crate::resolution::Resolution::{
    HandOver, KeepWaiting, NeverRepaid, NotDuplicate, RaiseCorrection, WithdrawNotice, WriteOff,
};
use crate::resolution::{ApprovalReason, Attempt, Elsewhere, Raised};

fn yuan(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn returned(seq: i32, reference: &str, minor: i64) -> Evidence {
    let details = Details::Return(Returned {
        reference: reference.into(),
        reason_code: None,
        reason: None,
        amount: yuan(minor),
        fee: None,
        returned_at: after(60),
    });
    Evidence { details: Some(details), ..answer(seq, ReturnNotice, Claim::Returned, 60) }
}

fn back(seq: i32, return_reference: &str, minor: i64) -> Evidence {
    let details = Details::FundsBack(FundsBack {
        return_reference: return_reference.into(),
        reference: format!("L{seq}"),
        amount: yuan(minor),
        booked_at: after(70),
    });
    Evidence { details: Some(details), ..answer(seq, Funds, Claim::Returned, 70) }
}

fn line(seq: i32, reference: &str) -> Evidence {
    let details = SettlementLine { reference: reference.into(), amount: yuan(128_000), settled_at: after(60) };
    Evidence { details: Some(Details::Settlement(details)), ..answer(seq, StatementLine, Claim::ProvesPaid, 60) }
}

fn raised(about: Option<&str>, minor: i64, is_posted: bool) -> Raised {
    Raised { about: about.map(str::to_owned), amount: yuan(minor), is_posted }
}

fn linked(attempts: &[(&str, AttemptStanding)], corrections: Vec<Raised>) -> Surroundings {
    let attempt = |(order_number, standing): &(&str, AttemptStanding)| Attempt {
        order_number: (*order_number).to_owned(),
        case: CaseNumber(9),
        standing: *standing,
    };
    Surroundings { attempts: attempts.iter().map(attempt).collect(), corrections, ..Surroundings::default() }
}

/// The case of a kind, in these surroundings.
fn of(kind: CaseKind, evidence: Vec<Evidence>, around: Surroundings) -> Asked {
    Asked { kind, around, ..asked(evidence) }
}

#[test]
fn each_kind_has_its_own_choices() {
    for (kind, expected) in [
        (CaseKind::PayoutBounced, vec![RaiseCorrection, WithdrawNotice, KeepWaiting]),
        (CaseKind::LateSuccess, vec![RaiseCorrection, NeverRepaid, WriteOff, KeepWaiting]),
        (CaseKind::DuplicatePayout, vec![RaiseCorrection, NotDuplicate, WriteOff, KeepWaiting]),
    ] {
        let choices = of(kind, vec![], Surroundings::default()).choices();
        assert_eq!(choices.iter().map(|choice| choice.resolution).collect::<Vec<_>>(), expected, "{kind:?}");
    }
}

#[test]
fn a_bounce_is_refunded_for_what_was_reported_and_only_once() {
    let notice = || answer(1, ReturnNotice, Claim::Returned, 50);
    let too_much = Unmet::ReturnsExceedPayout { returned: yuan(128_001), payout: yuan(128_000) };
    for (evidence, corrections, expected) in [
        (vec![notice()], vec![], vec![Unmet::NoReturnReported]),
        // That the funds are back is not that a return was reported.
        (vec![back(1, "R1", 128_000)], vec![], vec![Unmet::NoReturnReported]),
        (vec![returned(1, "R1", 128_000)], vec![], vec![]),
        (vec![returned(1, "R1", 100_000), returned(2, "R2", 28_000)], vec![], vec![]),
        (vec![returned(1, "R1", 100_000), returned(2, "R2", 28_001)], vec![], vec![too_much]),
        (vec![returned(1, "R1", 128_000)], vec![raised(Some("R1"), 128_000, false)], vec![Unmet::AllCorrected]),
        (vec![returned(1, "R1", 100_000), returned(2, "R2", 28_000)], vec![raised(Some("R1"), 100_000, true)], vec![]),
    ] {
        let asked = of(CaseKind::PayoutBounced, evidence, linked(&[], corrections));
        assert_eq!(asked.choice(RaiseCorrection).unmet, expected);
    }
}

#[test]
fn what_another_case_corrects_is_left_to_it() {
    let known = |about: &&str| Elsewhere {
        about: (*about).to_owned(),
        amount: yuan(if *about == "R2" { 28_000 } else { 128_000 }),
        order: OrderNumber(7),
        case: CaseNumber(9),
    };
    let other = || Unmet::CorrectedElsewhere { order: OrderNumber(7), case: CaseNumber(9) };
    let two = || vec![returned(1, "R1", 100_000), returned(2, "R2", 28_000)];
    let one = || vec![returned(1, "R1", 128_000)];
    let not_all = || vec![Unmet::NotCorrectedElsewhere];
    // What is corrected elsewhere, what was raised here; what a correction lacks, and what handing over lacks.
    for (kind, evidence, elsewhere, corrections, correction, handing_over) in [
        (CaseKind::PayoutBounced, one(), vec!["R1"], vec![], vec![other()], vec![]),
        (CaseKind::PayoutBounced, two(), vec!["R1"], vec![], vec![], not_all()),
        (CaseKind::PayoutBounced, two(), vec!["R1", "R2"], vec![], vec![other()], vec![]),
        (CaseKind::PayoutBounced, two(), vec!["R1"], vec![raised(Some("R2"), 28_000, true)], vec![other()], vec![]),
        (
            CaseKind::PayoutBounced,
            two(),
            vec!["R1"],
            vec![raised(Some("R2"), 28_000, false)],
            vec![other()],
            vec![Unmet::CorrectionRaised, Unmet::NotCorrectedElsewhere],
        ),
        // Of what this case knows of, the other corrects a part.
        (CaseKind::PayoutBounced, vec![returned(1, "R2", 28_001)], vec!["R2"], vec![], vec![other()], not_all()),
        // Money that is back and that nobody reported is this case's own.
        (
            CaseKind::PayoutBounced,
            [one(), vec![back(2, "R2", 1)]].concat(),
            vec!["R1"],
            vec![],
            vec![other()],
            not_all(),
        ),
        (CaseKind::DuplicatePayout, vec![line(1, "L1"), line(2, "L2")], vec!["L2"], vec![], vec![other()], vec![]),
        (
            CaseKind::DuplicatePayout,
            vec![line(1, "L1"), line(2, "L2"), line(3, "L3")],
            vec!["L2"],
            vec![],
            vec![],
            not_all(),
        ),
    ] {
        let around = Surroundings { elsewhere: elsewhere.iter().map(known).collect(), ..linked(&[], corrections) };
        let asked = of(kind, evidence, around);
        assert_eq!(asked.choice(RaiseCorrection).unmet, correction, "{kind:?} {elsewhere:?}");
        assert_eq!(asked.choice(HandOver).unmet, handing_over, "{kind:?} {elsewhere:?}");
        let aside = if kind == CaseKind::PayoutBounced { WithdrawNotice } else { NotDuplicate };
        assert!(asked.choice(aside).unmet.contains(&other()), "it is not said of it that nothing came");
    }
}

#[test]
fn that_nothing_came_back_cannot_be_said_of_money_that_is_there() {
    let back_by = |evidence: &[i32]| Unmet::FundsAreBack { evidence: evidence.to_vec() };
    for (evidence, corrections, expected) in [
        (vec![returned(1, "R1", 128_000)], vec![], vec![]),
        (vec![returned(1, "R1", 128_000), back(2, "R1", 1)], vec![], vec![back_by(&[2])]),
        (vec![back(1, "R1", 10), back(2, "R2", 20)], vec![], vec![back_by(&[1, 2])]),
        (vec![returned(1, "R1", 128_000)], vec![raised(Some("R1"), 128_000, true)], vec![Unmet::CorrectionRaised]),
    ] {
        let asked = of(CaseKind::PayoutBounced, evidence, linked(&[], corrections));
        let choice = asked.choice(WithdrawNotice);
        assert_eq!((choice.unmet, choice.reason_required), (expected, true));
    }
}

#[test]
fn a_late_success_is_recovered_only_where_the_payee_was_paid_again() {
    let late = || vec![query(1, Claim::ProvesPaid, 80)];
    let and = |piece: Evidence| [late(), vec![piece]].concat();
    let open = |attempt: &str, case: i64| Unmet::AttemptUnsettled { attempt: attempt.into(), case: CaseNumber(case) };
    let again = |attempt: &str| Unmet::PaidAgain { attempt: attempt.into() };
    let once = || vec![Unmet::PaidOnce];
    // The evidence, the attempts of linked cases, what recovery lacks, what "never repaid" lacks.
    for (evidence, attempts, recovery, never) in [
        (late(), vec![], once(), vec![]),
        (late(), vec![("P1", NotPaid)], once(), vec![]),
        (late(), vec![("P2", Paid)], vec![], vec![again("P2")]),
        (late(), vec![("P2", NotPaid)], once(), vec![]),
        (late(), vec![("P2", NonFinal)], vec![open("P2", 9)], vec![open("P2", 9)]),
        (late(), vec![("P2", AttemptStanding::Unknown)], vec![open("P2", 9)], vec![open("P2", 9)]),
        (late(), vec![("P2", AttemptStanding::Disputed)], vec![open("P2", 9)], vec![open("P2", 9)]),
        (late(), vec![("P2", AttemptStanding::Returned)], once(), vec![]),
        (and(query(2, Claim::ProvesPaid, 85).of("P2")), vec![], vec![], vec![again("P2")]),
        (and(query(2, Claim::NonFinal, 85).of("P2")), vec![], vec![open("P2", 1)], vec![open("P2", 1)]),
        // Of two cases that know of an attempt, the one counts that knows how it ended.
        (and(query(2, Claim::NonFinal, 85).of("P2")), vec![("P2", Paid)], vec![], vec![again("P2")]),
        (and(portal(2, Shown::Paid, 85).of("P2")), vec![], vec![], vec![again("P2")]),
        (
            vec![query(1, Claim::NonFinal, 80)],
            vec![],
            vec![Unmet::NothingShowsPaid, open("P1", 1)],
            vec![Unmet::NothingShowsPaid, open("P1", 1)],
        ),
    ] {
        let asked = of(CaseKind::LateSuccess, evidence, linked(&attempts, vec![]));
        assert_eq!(asked.choice(RaiseCorrection).unmet, recovery, "{attempts:?}");
        assert_eq!(asked.choice(WriteOff).unmet, recovery, "{attempts:?}");
        assert_eq!(asked.choice(NeverRepaid).unmet, never, "{attempts:?}");
    }
    let recovered = of(CaseKind::LateSuccess, late(), linked(&[("P2", Paid)], vec![raised(None, 128_000, false)]));
    assert_eq!(recovered.choice(RaiseCorrection).unmet, [Unmet::CorrectionRaised]);
}

#[test]
fn of_a_duplicate_all_lines_but_one_are_recovered() {
    let two = || vec![line(1, "L1"), line(2, "L2")];
    let three = || vec![line(1, "L1"), line(2, "L2"), line(3, "L3")];
    let of_line = |reference| raised(Some(reference), 128_000, false);
    let all = || vec![Unmet::AllCorrected];
    for (evidence, corrections, recovery, not_duplicate) in [
        (vec![line(1, "L1")], vec![], vec![Unmet::OneLineOnly], vec![]),
        (two(), vec![], vec![], vec![]),
        (two(), vec![of_line("L2")], all(), vec![Unmet::CorrectionRaised]),
        (three(), vec![of_line("L2")], vec![], vec![Unmet::CorrectionRaised]),
        (three(), vec![of_line("L2"), of_line("L3")], all(), vec![Unmet::CorrectionRaised]),
    ] {
        let asked = of(CaseKind::DuplicatePayout, evidence, linked(&[], corrections));
        assert_eq!(asked.choice(RaiseCorrection).unmet, recovery);
        assert_eq!(asked.choice(WriteOff).unmet, recovery);
        assert_eq!(asked.choice(NotDuplicate).unmet, not_duplicate);
    }
}

#[test]
fn whatever_moves_money_or_sets_a_report_aside_is_seen_by_others() {
    use ApprovalReason::{LargeAmount, MovesMoney, SetsReportAside};
    let reported = || vec![returned(1, "R1", 128_000)];
    let all_back = || vec![returned(1, "R1", 128_000), back(2, "R1", 128_000)];
    let part_back = || vec![returned(1, "R1", 128_000), back(2, "R1", 127_999)];
    let late = || vec![query(1, Claim::ProvesPaid, 80)];
    let lines = || vec![line(1, "L1"), line(2, "L2")];
    let (bounce, duplicate) = (CaseKind::PayoutBounced, CaseKind::DuplicatePayout);
    for (kind, evidence, large, resolution, required, reasons) in [
        (bounce, all_back(), false, RaiseCorrection, 1, vec![MovesMoney]),
        (bounce, all_back(), true, RaiseCorrection, 2, vec![MovesMoney, LargeAmount]),
        // It is drafted to wait for the funds; who has it go ahead of them is told then that it takes two.
        (bounce, reported(), false, RaiseCorrection, 1, vec![MovesMoney]),
        (bounce, part_back(), true, RaiseCorrection, 2, vec![MovesMoney, LargeAmount]),
        (bounce, reported(), false, WithdrawNotice, 1, vec![SetsReportAside]),
        (bounce, reported(), true, WithdrawNotice, 2, vec![SetsReportAside, LargeAmount]),
        (CaseKind::LateSuccess, late(), true, NeverRepaid, 1, vec![SetsReportAside]),
        (CaseKind::LateSuccess, late(), false, RaiseCorrection, 1, vec![MovesMoney]),
        (CaseKind::LateSuccess, late(), false, WriteOff, 2, vec![ApprovalReason::WriteOff]),
        (duplicate, lines(), false, NotDuplicate, 1, vec![SetsReportAside]),
        (duplicate, lines(), false, WriteOff, 2, vec![ApprovalReason::WriteOff]),
    ] {
        let amount_minor = if large { 5_000_000 } else { 128_000 };
        let asked = Asked { amount_minor, ..of(kind, evidence, Surroundings::default()) };
        let approvals = asked.choice(resolution).approvals;
        assert_eq!((approvals.required, approvals.reasons), (required, reasons), "{kind:?} {resolution:?}");
    }
}

#[test]
fn accounting_ends_what_moves_money_and_nothing_else() {
    use crate::resolution::Outcome::{Corrected, Recovered, WrittenOff};
    for (resolution, kind, expected) in [
        (RaiseCorrection, CaseKind::PayoutBounced, Some(Corrected)),
        (RaiseCorrection, CaseKind::LateSuccess, Some(Recovered)),
        (RaiseCorrection, CaseKind::DuplicatePayout, Some(Recovered)),
        (WriteOff, CaseKind::DuplicatePayout, Some(WrittenOff)),
        (NeverRepaid, CaseKind::LateSuccess, None),
    ] {
        assert_eq!(resolution.posted_outcome(kind, &Matter::of(kind, &[])), expected);
        assert_eq!(resolution.awaits_accounting(), expected.is_some());
        assert_eq!(resolution.outcome().is_none(), expected.is_some());
    }
}

#[test]
fn nothing_is_paid_again_before_every_attempt_has_ended_without_the_payee_having_it() {
    let closed = || {
        let outcome = crate::resolution::Outcome::ConfirmedNotPaid;
        State::Closed { outcome, closed_at: after(90), closed_by: crate::actor::Actor::User("lin".into()) }
    };
    let failed = || vec![query(1, Claim::ProvesNotPaid, 60)];
    let and = |piece: Evidence| [failed(), vec![piece]].concat();
    let open = |attempt: &str, case: i64| Unmet::AttemptUnsettled { attempt: attempt.into(), case: CaseNumber(case) };
    let (unknown, bounced) = (CaseKind::PayoutUnknown, CaseKind::PayoutBounced);
    let working = || asked(vec![]).state;
    for (kind, state, evidence, attempts, expected) in [
        (unknown, working(), failed(), vec![], vec![Unmet::NothingToPayAgain]),
        (unknown, closed(), failed(), vec![], vec![]),
        (unknown, closed(), vec![query(1, Claim::NoRecord, 60)], vec![], vec![]),
        (unknown, closed(), and(query(2, Claim::NonFinal, 70).of("P2")), vec![], vec![open("P2", 1)]),
        (unknown, closed(), and(query(2, Claim::ProvesNotPaid, 70).of("P2")), vec![], vec![]),
        (
            unknown,
            closed(),
            and(query(2, Claim::ProvesPaid, 70).of("P2")),
            vec![],
            vec![Unmet::PaidAgain { attempt: "P2".into() }],
        ),
        // The late success of the very attempt that was called failed.
        (unknown, closed(), and(query(2, Claim::ProvesPaid, 70)), vec![], vec![open("P1", 1)]),
        (bounced, working(), vec![answer(1, ReturnNotice, Claim::Returned, 50)], vec![], vec![Unmet::NoReturnReported]),
        (bounced, working(), vec![returned(1, "R1", 128_000)], vec![], vec![]),
        (bounced, working(), vec![returned(1, "R1", 128_000)], vec![("P2", NonFinal)], vec![open("P2", 9)]),
        (CaseKind::LateSuccess, working(), failed(), vec![], vec![Unmet::NothingToPayAgain]),
    ] {
        let asked = Asked { state, ..of(kind, evidence, linked(&attempts, vec![])) };
        assert_eq!(asked.pay_again(), expected, "{kind:?} {attempts:?}");
    }
}
