//! The verdict as a table, and what must hold of it whatever the evidence.

use proptest::prelude::*;

use super::*;
use crate::evidence::Claim::*;
use crate::evidence::EvidenceKind;
use crate::evidence::example::{ORDER, answer, any_evidence, portal, query};

fn unknown(reason: UnknownReason) -> Verdict {
    Verdict::Unknown { reason }
}

fn paid(by: &[i32]) -> Verdict {
    Verdict::Paid { decided_by: by.to_vec() }
}

fn not_paid(by: &[i32]) -> Verdict {
    Verdict::NotPaid { decided_by: by.to_vec() }
}

fn contradiction(paid_by: &[i32], not_paid_by: &[i32]) -> Verdict {
    Verdict::Contradiction { paid_by: paid_by.to_vec(), not_paid_by: not_paid_by.to_vec() }
}

#[test]
fn the_verdict_needs_a_proof() {
    use UnknownReason::{AttemptUnproven, NoRecord as NotFound, NothingKnown, OnlyObserved, StillProcessing};
    let nothing = || answer(1, EvidenceKind::NoResponse, NoInformation, 0);
    let unproven = |attempt: &str| unknown(AttemptUnproven { attempt: attempt.into() });
    let seen = |shown, evidence| unknown(OnlyObserved { shown, evidence });
    for (what, evidence, expected) in [
        ("no evidence", vec![], unknown(NothingKnown)),
        ("a timeout", vec![nothing()], unknown(NothingKnown)),
        ("a timeout, then no such order", vec![nothing(), query(2, NoRecord, 40)], unknown(NotFound { evidence: 2 })),
        ("accepted", vec![query(1, NonFinal, 1)], unknown(StillProcessing { evidence: 1 })),
        (
            "no such order, then still at it",
            vec![query(1, NoRecord, 1), query(2, NonFinal, 2)],
            unknown(StillProcessing { evidence: 2 }),
        ),
        (
            "the last word counts by when it was received",
            vec![query(1, NonFinal, 9), query(2, NoRecord, 2)],
            unknown(StillProcessing { evidence: 1 }),
        ),
        ("the channel says paid", vec![nothing(), query(2, ProvesPaid, 5)], paid(&[2])),
        ("a return says that it was paid", vec![query(1, Returned, 5)], paid(&[1])),
        ("paid, and then come back", vec![query(1, ProvesPaid, 5), query(2, Returned, 9)], paid(&[1, 2])),
        ("the channel says not paid", vec![query(1, ProvesNotPaid, 5)], not_paid(&[1])),
        ("both", vec![query(1, ProvesNotPaid, 5), query(2, ProvesPaid, 9)], contradiction(&[2], &[1])),
        (
            "a return of what was not paid",
            vec![query(1, ProvesNotPaid, 5), query(2, Returned, 9)],
            contradiction(&[2], &[1]),
        ),
        ("a look proves nothing", vec![portal(1, Shown::NotPaid, 40)], seen(Shown::NotPaid, 1)),
        ("a look at a success proves nothing", vec![portal(1, Shown::Paid, 40)], seen(Shown::Paid, 1)),
        ("not found is no failure", vec![portal(1, Shown::NotFound, 40)], unknown(NotFound { evidence: 1 })),
        (
            "a look against the channel's word",
            vec![query(1, ProvesPaid, 5), portal(2, Shown::NotPaid, 40)],
            contradiction(&[1], &[2]),
        ),
        (
            "two looks that differ",
            vec![portal(1, Shown::Paid, 35), portal(2, Shown::NotPaid, 40)],
            contradiction(&[1], &[2]),
        ),
        ("a second attempt that nobody knows", vec![query(1, ProvesNotPaid, 5), nothing_of("P2")], unproven("P2")),
        ("the first attempt that nobody knows", vec![query(1, ProvesNotPaid, 5).of("P2")], unproven("P1")),
        (
            "both attempts not paid",
            vec![query(1, ProvesNotPaid, 5), query(2, ProvesNotPaid, 9).of("P2")],
            not_paid(&[1, 2]),
        ),
        ("one attempt paid", vec![query(1, ProvesNotPaid, 5), query(2, ProvesPaid, 9).of("P2")], paid(&[2])),
        (
            "one attempt paid, the other disputed",
            vec![query(1, ProvesNotPaid, 5), query(2, ProvesPaid, 9), query(3, ProvesPaid, 9).of("P2")],
            paid(&[3]),
        ),
    ] {
        assert_eq!(Verdict::of(ORDER, &evidence), expected, "{what}");
    }
}

fn nothing_of(attempt: &str) -> Evidence {
    answer(9, EvidenceKind::NoResponse, NoInformation, 9).of(attempt)
}

/// A verdict whose pieces stand in order, and without the attempt that was merely the first to be met.
fn in_order(mut verdict: Verdict) -> Verdict {
    match &mut verdict {
        Verdict::Paid { decided_by } | Verdict::NotPaid { decided_by } => decided_by.sort_unstable(),
        Verdict::Contradiction { paid_by, not_paid_by } => {
            paid_by.sort_unstable();
            not_paid_by.sort_unstable();
        }
        Verdict::Unknown { reason: UnknownReason::AttemptUnproven { attempt } } => attempt.clear(),
        Verdict::Unknown { .. } => {}
    }
    verdict
}

proptest! {
    #[test]
    fn the_order_of_the_evidence_does_not_matter(
        (evidence, shuffled) in any_evidence().prop_flat_map(|evidence| (Just(evidence.clone()), Just(evidence).prop_shuffle()))
    ) {
        prop_assert_eq!(in_order(Verdict::of(ORDER, &evidence)), in_order(Verdict::of(ORDER, &shuffled)));
    }

    #[test]
    fn what_says_nothing_changes_nothing(evidence in any_evidence(), minutes in 0_i64..200) {
        let with = [evidence.clone(), vec![query(99, NoInformation, minutes)]].concat();
        prop_assert_eq!(Verdict::of(ORDER, &with), Verdict::of(ORDER, &evidence));
    }

    #[test]
    fn a_proof_of_payment_is_never_lost(evidence in any_evidence(), minutes in 0_i64..200) {
        let with = [evidence, vec![query(99, ProvesPaid, minutes)]].concat();
        let verdict = Verdict::of(ORDER, &with);
        prop_assert!(matches!(verdict, Verdict::Paid { .. } | Verdict::Contradiction { .. }), "{:?}", verdict);
    }

    #[test]
    fn paid_and_not_paid_rest_on_the_channels_own_word(evidence in any_evidence()) {
        if let Verdict::Paid { decided_by } | Verdict::NotPaid { decided_by } = Verdict::of(ORDER, &evidence) {
            prop_assert!(!decided_by.is_empty());
            let is_channels = |seq: &i32| evidence.iter().any(|piece| piece.seq == *seq && !piece.is_observation());
            prop_assert!(decided_by.iter().all(is_channels));
        }
    }

    #[test]
    fn not_paid_is_proven_of_every_attempt(evidence in any_evidence()) {
        if matches!(Verdict::of(ORDER, &evidence), Verdict::NotPaid { .. }) {
            for attempt in attempts(ORDER, &evidence) {
                let proven = |piece: &Evidence| piece.attempt == attempt && piece.claim == ProvesNotPaid;
                prop_assert!(evidence.iter().any(proven), "{attempt}");
            }
        }
    }
}
