//! What must hold of the guards, whatever the evidence.

use proptest::prelude::*;

use super::*;
use crate::evidence::Claim;
use crate::evidence::example::{any_evidence, query};
use Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof};

fn not_paid_choices(evidence: &[Evidence], minutes: i64) -> [Choice; 2] {
    let asked = Asked { minutes, ..asked(evidence.to_vec()) };
    [ConfirmNotPaid, ConfirmNotPaidWithoutProof].map(|resolution| asked.choice(resolution))
}

fn is_channels_proof(piece: &Evidence) -> bool {
    !piece.is_observation() && piece.claim == Claim::ProvesNotPaid
}

fn is_founded_look(piece: &Evidence) -> bool {
    piece.observation.as_ref().is_some_and(|seen| seen.reference.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn without_a_proof_and_without_a_founded_look_nothing_is_not_paid(evidence in any_evidence(), minutes in 0_i64..300) {
        let weak: Vec<_> =
            evidence.into_iter().filter(|piece| !is_channels_proof(piece) && !is_founded_look(piece)).collect();
        for choice in not_paid_choices(&weak, minutes) {
            prop_assert!(!choice.is_allowed(), "{:?}", choice.resolution);
        }
    }

    #[test]
    fn each_attempt_of_what_may_be_called_not_paid_has_a_proof_or_a_founded_look(
        evidence in any_evidence(), minutes in 0_i64..300,
    ) {
        for choice in not_paid_choices(&evidence, minutes).iter().filter(|choice| choice.is_allowed()) {
            for attempt in crate::evidence::attempts(ORDER, &evidence) {
                let speaks = |piece: &Evidence| {
                    piece.attempt == attempt && (is_channels_proof(piece) || is_founded_look(piece))
                };
                prop_assert!(evidence.iter().any(speaks), "{:?} {attempt}", choice.resolution);
            }
        }
    }

    #[test]
    fn what_the_channel_says_was_paid_is_called_not_paid_by_three_people_or_nobody(
        evidence in any_evidence(), at in 0_i64..120, minutes in 0_i64..300,
    ) {
        let with = [evidence, vec![query(99, Claim::ProvesPaid, at)]].concat();
        for choice in not_paid_choices(&with, minutes) {
            prop_assert!(!choice.is_allowed() || choice.approvals.required == 2, "{:?}", choice.resolution);
        }
    }

    #[test]
    fn nothing_is_not_paid_before_the_minimum_age(evidence in any_evidence(), minutes in 0_i64..AGE) {
        for choice in not_paid_choices(&evidence, minutes) {
            prop_assert!(!choice.is_allowed(), "{:?}", choice.resolution);
        }
    }

    #[test]
    fn what_says_nothing_allows_nothing(evidence in any_evidence(), at in 0_i64..120, minutes in 0_i64..300) {
        let answered = query(99, Claim::NoInformation, at);
        let with = [evidence.clone(), vec![Evidence { kind: crate::evidence::EvidenceKind::NoResponse, ..answered }]].concat();
        let (before, after) = (not_paid_choices(&evidence, minutes), not_paid_choices(&with, minutes));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_time_that_is_named_is_kept(evidence in any_evidence(), minutes in 0_i64..150) {
        for choice in not_paid_choices(&evidence, minutes) {
            if let Some(allowed_at) = choice.allowed_at {
                let then = (allowed_at - sent_at()).num_minutes();
                let later = Asked { minutes: then, ..asked(evidence.clone()) }.choice(choice.resolution);
                prop_assert!(later.is_allowed(), "{:?}", later.unmet);
            }
        }
    }
}
