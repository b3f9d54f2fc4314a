use super::*;
use crate::evidence::example::{after, answer};
use crate::evidence::{Claim, EvidenceKind, FundsBack, Rule};
use crate::money::Currency;

fn yuan(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn returned(seq: i32, reference: &str, minor: i64) -> Evidence {
    let details = Details::Return(Returned {
        reference: reference.into(),
        reason_code: Some("AC01".into()),
        reason: None,
        amount: yuan(minor),
        fee: None,
        returned_at: after(60),
    });
    let piece = answer(seq, EvidenceKind::ReturnNotice, Claim::Returned, 60);
    Evidence { details: Some(details), rule: Rule::Told, ..piece }
}

/// The same, read out of the channel's notice, with its fee where it tells of one.
fn read(seq: i32, reference: &str, minor: i64, fee: Option<ReturnFee>) -> Evidence {
    let piece = returned(seq, reference, minor);
    let Some(Details::Return(returned)) = piece.details else { unreachable!() };
    let details = Details::Return(Returned { reason_code: None, fee, ..returned });
    Evidence { details: Some(details), rule: Rule::NoCode { api: "notice".into() }, ..piece }
}

fn back(seq: i32, return_reference: &str, reference: &str, minor: i64) -> Evidence {
    let details = Details::FundsBack(FundsBack {
        return_reference: return_reference.into(),
        reference: reference.into(),
        amount: yuan(minor),
        booked_at: after(90),
    });
    Evidence { details: Some(details), ..answer(seq, EvidenceKind::FundsBack, Claim::Returned, 90) }
}

/// Each return as: reference, reported minor, back minor, whether it is back.
fn told(evidence: &[Evidence]) -> Vec<(String, Option<i64>, Option<i64>, bool)> {
    Matter::of(CaseKind::PayoutBounced, evidence)
        .returns()
        .iter()
        .map(|known| {
            let reported = known.reported.as_ref().map(|reported| reported.amount.minor());
            let back = known.back.as_ref().map(|back| back.amount.minor());
            (known.reference.clone(), reported, back, known.is_back())
        })
        .collect()
}

#[test]
fn reported_and_back_are_two_facts_of_one_return() {
    let notice = answer(1, EvidenceKind::ReturnNotice, Claim::Returned, 50);
    for (evidence, expected) in [
        (vec![notice], vec![]),
        (vec![returned(1, "R1", 500)], vec![("R1", Some(500), None, false)]),
        (vec![back(1, "R1", "L1", 500)], vec![("R1", None, Some(500), false)]),
        (vec![back(1, "R1", "L1", 500), returned(2, "R1", 500)], vec![("R1", Some(500), Some(500), true)]),
        // The latest report is the one that counts; a line that is told of twice came back once.
        (vec![returned(1, "R1", 500), returned(2, "R1", 400)], vec![("R1", Some(400), None, false)]),
        (
            vec![returned(1, "R1", 500), back(2, "R1", "L1", 300), back(3, "R1", "L1", 300)],
            vec![("R1", Some(500), Some(300), false)],
        ),
        (
            vec![returned(1, "R1", 500), back(2, "R1", "L1", 300), back(3, "R1", "L2", 200)],
            vec![("R1", Some(500), Some(500), true)],
        ),
        (
            vec![returned(1, "R1", 300), returned(2, "R2", 200), back(3, "R2", "L1", 200)],
            vec![("R1", Some(300), None, false), ("R2", Some(200), Some(200), true)],
        ),
        // Who named the wrong return names the right one.
        (
            vec![returned(1, "R1", 300), back(2, "R9", "L1", 300), back(3, "R1", "L1", 300)],
            vec![("R1", Some(300), Some(300), true)],
        ),
    ] {
        let expected: Vec<_> =
            expected.into_iter().map(|(reference, a, b, c)| (String::from(reference), a, b, c)).collect();
        assert_eq!(told(&evidence), expected);
    }
}

#[test]
fn what_was_read_from_the_channels_bytes_wins_and_the_rest_is_filled_in() {
    let fee = |minor| Some(ReturnFee { amount: yuan(minor), given_back: false });
    for (evidence, expected) in [
        (vec![returned(1, "R1", 500)], (1, false, 500, true, None)),
        (vec![read(1, "R1", 500, None)], (1, true, 500, false, None)),
        // Whether it was recorded before or after.
        (vec![returned(1, "R1", 400), read(2, "R1", 500, None)], (2, true, 500, true, None)),
        (vec![read(1, "R1", 500, fee(3)), returned(2, "R1", 400)], (1, true, 500, true, fee(3))),
        // Of two notices the later one counts.
        (vec![read(1, "R1", 500, fee(3)), read(2, "R1", 450, None)], (2, true, 450, false, None)),
    ] {
        let matter = Matter::of(CaseKind::PayoutBounced, &evidence);
        let reported = matter.returns()[0].reported.clone().unwrap();
        let found =
            (reported.evidence, reported.read, reported.amount.minor(), reported.reason_code.is_some(), reported.fee);
        assert_eq!(found, expected);
    }
}

#[test]
fn a_settlement_line_counts_once() {
    let line = |seq, reference: &str| {
        let details = SettlementLine { reference: reference.into(), amount: yuan(500), settled_at: after(60) };
        let piece = answer(seq, EvidenceKind::StatementLine, Claim::ProvesPaid, 60);
        Evidence { details: Some(Details::Settlement(details)), ..piece }
    };
    let matter = Matter::of(CaseKind::DuplicatePayout, &[line(1, "L1"), line(2, "L2"), line(3, "L1")]);
    let lines: Vec<_> = matter.lines().iter().map(|line| (line.reference.as_str(), line.evidence)).collect();
    assert_eq!(lines, [("L1", 1), ("L2", 2)]);
    assert_eq!(Matter::of(CaseKind::LateSuccess, &[line(1, "L1")]), Matter::Payout);
}
