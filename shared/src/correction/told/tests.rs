use super::*;
use crate::case::{CaseKind, Matter};
use crate::correction::example::{bounce, case as of_matter, cny, duplicate, late_success};
use crate::correction::{AdjustmentDirection, WrittenOff};
use crate::evidence::example::{after, answer};
use crate::evidence::{Claim, Details, EvidenceKind, FundsBack, ReturnFee, Returned, SettlementLine, Verdict};

/// A payout of ¥12.80 with these pieces.
fn case(kind: CaseKind, evidence: &[Evidence]) -> Case {
    Case { verdict: Verdict::of("P-1", evidence), ..of_matter(kind, Matter::of(kind, evidence)) }
}

fn told(seq: i32, claim: Claim, details: Option<Details>) -> Evidence {
    Evidence { details, ..answer(seq, EvidenceKind::ReturnNotice, claim, 60).of("P-1") }
}

fn reported(seq: i32, minor: i64) -> Evidence {
    let returned = Returned {
        reference: "RET-1".into(),
        reason_code: None,
        reason: None,
        amount: cny(minor),
        fee: None,
        returned_at: after(60),
    };
    told(seq, Claim::Returned, Some(Details::Return(returned)))
}

fn back(seq: i32, minor: i64) -> Evidence {
    let (return_reference, reference) = ("RET-1".into(), format!("F-{seq}"));
    let funds = FundsBack { return_reference, reference, amount: cny(minor), booked_at: after(90) };
    told(seq, Claim::Returned, Some(Details::FundsBack(funds)))
}

fn line(seq: i32, minor: i64) -> Evidence {
    let line = SettlementLine { reference: format!("L-{seq}"), amount: cny(minor), settled_at: after(60) };
    told(seq, Claim::ProvesPaid, Some(Details::Settlement(line)))
}

fn write_off(minor: i64) -> Cause {
    Cause::WriteOff { reference: "P-1".into(), amount: cny(minor), what: WrittenOff::ChannelFunds }
}

#[test]
fn an_order_books_what_the_evidence_tells() {
    use CaseKind::{DuplicatePayout, LateSuccess, PayoutBounced};
    use NotAsTold::{Above, LeftOut};
    let paid = || vec![told(1, Claim::ProvesPaid, None)];
    let above = |minor| Err(Above { at_most: cny(minor) });
    let left_out = |minor| Err(LeftOut { rest: cny(minor) });
    let two = || vec![line(1, 1280), line(2, 500)];
    for (kind, evidence, cause, expected) in [
        (PayoutBounced, vec![reported(1, 300)], bounce(300, 10, 0, 0), Ok(())),
        (PayoutBounced, vec![reported(1, 300)], bounce(301, 0, 0, 0), above(300)),
        (PayoutBounced, vec![reported(1, 300)], bounce(290, 10, 0, 0), Ok(())),
        (PayoutBounced, vec![reported(1, 300)], bounce(290, 0, 0, 0), left_out(10)),
        (PayoutBounced, vec![reported(1, 300), reported(2, 200)], bounce(300, 0, 0, 0), above(200)),
        (PayoutBounced, vec![reported(1, 200), reported(2, 300)], bounce(200, 0, 0, 0), left_out(100)),
        (PayoutBounced, vec![back(1, 300)], bounce(300, 0, 0, 0), above(0)),
        (LateSuccess, paid(), late_success(1280, 0), Ok(())),
        (LateSuccess, paid(), late_success(1281, 0), above(1280)),
        (LateSuccess, paid(), late_success(1000, 0), left_out(280)),
        (LateSuccess, vec![], late_success(1, 0), above(0)),
        (LateSuccess, paid(), write_off(1281), above(1280)),
        (LateSuccess, paid(), write_off(1279), left_out(1)),
        (DuplicatePayout, two(), duplicate(500, 0), Ok(())),
        (DuplicatePayout, two(), duplicate(501, 0), above(500)),
        (DuplicatePayout, two(), duplicate(499, 0), left_out(1)),
        (DuplicatePayout, vec![line(2, 500)], duplicate(500, 0), above(0)),
    ] {
        let checked = check_told(&cause, &case(kind, &evidence), &evidence, cny(1280));
        assert_eq!(checked, expected, "{cause:?} {evidence:?}");
    }
    // What the payout has no room for is in no order whoever looks: nobody left it out.
    let evidence = paid();
    let checked = |room| check_told(&late_success(1000, 0), &case(LateSuccess, &evidence), &evidence, cny(room));
    assert_eq!((checked(0), checked(200)), (Ok(()), left_out(200)));
}

#[test]
fn a_fee_that_is_adjusted_beside_a_payout_is_bound_by_nothing_told() {
    let fee = Cause::FeeAdjustment { reference: "F".into(), direction: AdjustmentDirection::Short, amount: cny(3) };
    let evidence = [reported(1, 300)];
    assert_eq!(Told::of(&fee, &case(CaseKind::PayoutBounced, &evidence), &evidence), None);
}

#[test]
fn the_fee_that_was_kept_beside_what_came_back_is_told() {
    let with_fee = |minor, given_back| {
        let fee = Some(ReturnFee { amount: cny(minor), given_back });
        let mut piece = reported(1, 1270);
        if let Some(Details::Return(returned)) = &mut piece.details {
            returned.fee = fee;
        }
        [piece]
    };
    for (evidence, beside) in [(with_fee(10, false), 10), (with_fee(10, true), 0), (with_fee(9, false), 0)] {
        let told = Told::of(&bounce(1270, 0, 0, 0), &case(CaseKind::PayoutBounced, &evidence), &evidence);
        assert_eq!(told, Some(Told { amount: cny(1270), fee_beside: cny(beside) }), "{evidence:?}");
    }
}

#[test]
fn an_order_waits_for_all_the_funds_that_it_books() {
    for (evidence, returned, expected) in [
        (vec![reported(1, 300), back(2, 300)], 300, true),
        (vec![reported(1, 300), back(2, 290)], 300, false),
        // What the channel kept never comes back.
        (vec![reported(1, 300), back(2, 290)], 290, true),
        // It was reported as less since.
        (vec![reported(1, 300), reported(2, 200), back(3, 200)], 300, false),
        (vec![reported(1, 300), back(2, 100), back(3, 200)], 300, true),
        (vec![reported(1, 300)], 300, false),
    ] {
        let case = case(CaseKind::PayoutBounced, &evidence);
        let since = funds_back_at(&bounce(returned, 0, 0, 0), case.matter.returns());
        assert_eq!(since, expected.then(|| after(90)), "{returned} {evidence:?}");
    }
}
