//! Every row of what a resolution requires of the evidence, met and unmet. The expected answer stands last.

use super::*;
use crate::evidence::Claim::{NoInformation, NoRecord, NonFinal, ProvesNotPaid, ProvesPaid, Returned};
use crate::evidence::example::{answer, portal, query};
use crate::evidence::{EvidenceKind, Shown};
use crate::resolution::ApprovalReason;
use Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid};

fn timeout() -> Evidence {
    answer(1, EvidenceKind::NoResponse, NoInformation, 0)
}

fn query_needed(attempt: &str) -> Unmet {
    Unmet::QueryNeeded { attempt: attempt.into() }
}

fn look_needed(attempt: &str) -> Unmet {
    Unmet::ObservationNeeded { attempt: attempt.into() }
}

fn not_final(attempt: &str, evidence: i32) -> Unmet {
    Unmet::AttemptNotFinal { attempt: attempt.into(), evidence }
}

#[test]
fn confirm_paid_requires_the_channels_word_or_a_portal_check() {
    let nothing_shows = || vec![Unmet::NothingShowsPaid];
    let document = || Evidence { kind: EvidenceKind::Document, ..portal(2, Shown::Paid, 40) };
    for (what, evidence, approvals, unmet) in [
        ("nothing", vec![timeout()], 1, nothing_shows()),
        ("still at it", vec![query(1, NonFinal, 40)], 1, nothing_shows()),
        ("the channel's word", vec![query(1, ProvesPaid, 1)], 0, vec![]),
        ("a return", vec![query(1, Returned, 1)], 0, vec![]),
        ("a portal check", vec![timeout(), portal(2, Shown::Paid, 5)], 1, vec![]),
        ("an unfounded portal check", vec![timeout(), portal(2, Shown::Paid, 5).unfounded()], 1, nothing_shows()),
        ("a document is no portal check", vec![timeout(), document()], 1, nothing_shows()),
        ("a portal check that shows another thing", vec![portal(2, Shown::Processing, 5)], 1, nothing_shows()),
        (
            "proof to the contrary",
            vec![query(1, ProvesNotPaid, 40)],
            1,
            vec![Unmet::ProvenOtherwise { evidence: vec![1] }],
        ),
        ("proof both ways", vec![query(1, ProvesNotPaid, 40), query(2, ProvesPaid, 50)], 2, vec![]),
    ] {
        let choice = asked(evidence).choice(ConfirmPaid);
        assert_eq!((choice.unmet, choice.approvals.required), (unmet, approvals), "{what}");
        assert_eq!(choice.at_stake, None, "{what}");
    }
}

#[test]
fn confirm_not_paid_requires_proof_a_final_word_and_the_minimum_age() {
    let no_proof = || vec![Unmet::NoProofOfNonPayment];
    for (what, evidence, unmet) in [
        ("nothing", vec![timeout()], no_proof()),
        ("no such order is no failure", vec![timeout(), query(2, NoRecord, 80)], no_proof()),
        ("a look is no proof", vec![timeout(), query(2, NoRecord, 80), portal(3, Shown::NotPaid, 81)], no_proof()),
        ("the channel's word", vec![query(1, ProvesNotPaid, 5)], vec![]),
        ("still at it, then failed", vec![query(1, NonFinal, 5), query(2, ProvesNotPaid, 6)], vec![]),
        ("failed, then still at it", vec![query(1, ProvesNotPaid, 5), query(2, NonFinal, 6)], vec![not_final("P1", 2)]),
        (
            "failed, then still at it, as recorded the other way round",
            vec![query(1, NonFinal, 6), query(2, ProvesNotPaid, 5)],
            vec![not_final("P1", 1)],
        ),
        (
            "a look does not end the channel's still at it",
            vec![query(1, ProvesNotPaid, 5), query(2, NonFinal, 6), portal(3, Shown::NotPaid, 70)],
            vec![not_final("P1", 2)],
        ),
        (
            "neither does no such order",
            vec![query(1, ProvesNotPaid, 5), query(2, NonFinal, 6), query(3, NoRecord, 70)],
            vec![not_final("P1", 2)],
        ),
        (
            "failed once more",
            vec![query(1, ProvesNotPaid, 5), query(2, NonFinal, 6), query(3, ProvesNotPaid, 70)],
            vec![],
        ),
        ("paid", vec![query(1, ProvesPaid, 5)], vec![Unmet::ProvenOtherwise { evidence: vec![1] }]),
        ("one attempt of two", vec![query(1, ProvesNotPaid, 5), query(2, NoRecord, 6).of("P2")], no_proof()),
        ("both attempts", vec![query(1, ProvesNotPaid, 5), query(2, ProvesNotPaid, 6).of("P2")], vec![]),
        (
            "both attempts, one of them at it again",
            vec![query(1, ProvesNotPaid, 5), query(2, ProvesNotPaid, 6).of("P2"), query(3, NonFinal, 9).of("P2")],
            vec![not_final("P2", 3)],
        ),
    ] {
        let choice = asked(evidence).choice(ConfirmNotPaid);
        assert_eq!(choice.unmet, unmet, "{what}");
        assert_eq!(choice.at_stake.map(Money::minor), Some(128_000), "{what}");
    }
}

#[test]
fn under_a_contradiction_every_attempt_needs_a_founded_word() {
    let disputed = || vec![query(1, ProvesPaid, 40), query(2, ProvesNotPaid, 50)];
    let with = |more: Vec<Evidence>| [disputed(), more].concat();
    let looked = || vec![query(1, ProvesPaid, 40), portal(2, Shown::NotPaid, 50)];
    let proven = || vec![Unmet::ProvenOtherwise { evidence: vec![1] }];
    let beside = |shown, minutes| with(vec![query(3, NoRecord, 55).of("P2"), portal(4, shown, minutes).of("P2")]);
    for (what, evidence, unmet) in [
        ("the channel against itself", disputed(), vec![]),
        ("a founded look disputes the channel's word, and does not replace it", looked(), proven()),
        (
            "a look beside a proof of another attempt",
            [looked(), vec![query(3, ProvesNotPaid, 55).of("P2")]].concat(),
            proven(),
        ),
        (
            "somebody saw it paid, the channel says that it was not",
            vec![query(1, ProvesNotPaid, 40), portal(2, Shown::Paid, 50)],
            vec![],
        ),
        (
            "an attempt that nobody knows beside it",
            with(vec![query(3, NoRecord, 55).of("P2")]),
            vec![look_needed("P2")],
        ),
        ("an attempt beside it that a founded look found not paid", beside(Shown::NotPaid, 55 + AGE), vec![]),
        ("the same look before the minimum age", beside(Shown::NotPaid, 54 + AGE), vec![look_needed("P2")]),
        ("an attempt proven not paid beside it", with(vec![query(3, ProvesNotPaid, 55).of("P2")]), vec![]),
    ] {
        let choice = asked(evidence).choice(ConfirmNotPaid);
        assert_eq!(choice.unmet, unmet, "{what}");
        assert_eq!((choice.approvals.required, choice.reason_required), (2, true), "{what}");
        assert_eq!(choice.approvals.reasons, [ApprovalReason::Contradiction], "{what}");
    }
}

#[test]
fn without_the_channels_proof_it_takes_an_answered_query_and_a_look_after_the_minimum_age() {
    let both = || vec![query_needed("P1"), look_needed("P1")];
    let no_answer = || answer(2, EvidenceKind::NoResponse, NoInformation, 60);
    let failed = |status| {
        let mut piece = query(2, NoInformation, 60);
        piece.transport.http_status = Some(status);
        vec![timeout(), piece, portal(3, Shown::NotFound, 70)]
    };
    let document = Evidence { kind: EvidenceKind::Document, ..portal(3, Shown::NotPaid, 70) };
    let base = |more: Evidence| vec![timeout(), query(2, NoRecord, 60), more];
    for (what, evidence, unmet) in [
        ("a timeout", vec![timeout()], both()),
        ("a timeout, then no such order", vec![timeout(), query(2, NoRecord, 60)], vec![look_needed("P1")]),
        ("a portal check too", base(portal(3, Shown::NotFound, 70)), vec![]),
        ("a portal check that shows it as failed", base(portal(3, Shown::NotPaid, 70)), vec![]),
        ("a document", base(document), vec![]),
        ("at the very minute", vec![query(1, NoRecord, AGE), portal(2, Shown::NotFound, AGE)], vec![]),
        (
            "a portal check before the minimum age does not count",
            base(portal(3, Shown::NotFound, AGE - 1)),
            vec![look_needed("P1")],
        ),
        (
            "a query before the minimum age does not count",
            vec![timeout(), query(2, NoRecord, AGE - 1), portal(3, Shown::NotFound, 70)],
            vec![query_needed("P1")],
        ),
        (
            "a query that nobody answered does not count",
            vec![timeout(), no_answer(), portal(3, Shown::NotFound, 70)],
            vec![query_needed("P1")],
        ),
        (
            "a query's answer that cannot be trusted does not count",
            vec![timeout(), query(2, NoRecord, 60).unreadable(), portal(3, Shown::NotFound, 70)],
            vec![query_needed("P1")],
        ),
        ("a query that failed in the channel does not count", failed(502), vec![query_needed("P1")]),
        ("a query that was refused was answered", failed(404), vec![]),
        (
            "a first response is no query",
            vec![answer(1, EvidenceKind::FirstResponse, NoInformation, 60), portal(2, Shown::NotFound, 70)],
            vec![query_needed("P1")],
        ),
        ("an unfounded portal check", base(portal(3, Shown::NotFound, 70).unfounded()), vec![look_needed("P1")]),
        (
            "a portal check that shows it at work",
            base(portal(3, Shown::Processing, 70)),
            vec![not_final("P1", 3), look_needed("P1")],
        ),
        (
            "the channel is at it again",
            [base(portal(3, Shown::NotFound, 70)), vec![query(4, NonFinal, 80)]].concat(),
            vec![not_final("P1", 4)],
        ),
        (
            "somebody saw it paid before",
            [base(portal(3, Shown::Paid, 65)), vec![portal(4, Shown::NotFound, 70)]].concat(),
            vec![Unmet::ProvenOtherwise { evidence: vec![3] }],
        ),
        (
            "the channel's word is there",
            vec![query(1, ProvesNotPaid, 60), portal(2, Shown::NotFound, 70)],
            vec![Unmet::AlreadyProven { evidence: vec![1] }],
        ),
        (
            "the channel says paid",
            vec![query(1, ProvesPaid, 60), portal(2, Shown::NotFound, 70)],
            vec![Unmet::ProvenOtherwise { evidence: vec![1] }],
        ),
    ] {
        let choice = asked(evidence).choice(ConfirmNotPaidWithoutProof);
        assert_eq!(choice.unmet, unmet, "{what}");
        assert!(choice.reason_required, "{what}");
    }
}

#[test]
fn every_attempt_is_asked_after_and_looked_up_for_itself() {
    let first = || vec![timeout(), query(2, NoRecord, 60), portal(3, Shown::NotFound, 70)];
    let with = |more: Vec<Evidence>| [first(), more].concat();
    for (what, more, unmet) in [
        ("a second attempt that only timed out", vec![], vec![query_needed("P2"), look_needed("P2")]),
        ("asked after", vec![query(5, NoRecord, 75).of("P2")], vec![look_needed("P2")]),
        (
            "asked after and looked up",
            vec![query(5, NoRecord, 75).of("P2"), portal(6, Shown::NotFound, 76).of("P2")],
            vec![],
        ),
        (
            "still at it",
            vec![query(5, NonFinal, 75).of("P2"), portal(6, Shown::NotFound, 70).of("P2")],
            vec![not_final("P2", 5)],
        ),
        (
            "looked up when it was younger than the minimum age, though the first was not",
            vec![query(5, NoRecord, 75).of("P2"), portal(6, Shown::NotFound, 69).of("P2")],
            vec![look_needed("P2")],
        ),
    ] {
        let second = vec![answer(4, EvidenceKind::NoResponse, NoInformation, 40).of("P2")];
        let choice = asked(with([second, more].concat())).choice(ConfirmNotPaidWithoutProof);
        assert_eq!(choice.unmet, unmet, "{what}");
    }
}

#[test]
fn the_channels_proof_of_one_attempt_stands_beside_a_look_at_the_other() {
    let evidence = vec![
        query(1, ProvesNotPaid, 50),
        query(2, NoRecord, 50).of("P2"),
        query(3, NoRecord, 85).of("P2"),
        portal(4, Shown::NotFound, 85).of("P2"),
    ];
    assert_eq!(asked(evidence).choice(ConfirmNotPaidWithoutProof).unmet, []);
}
