//! What must hold of every policy.

use proptest::prelude::*;

use super::*;

fn any_step() -> impl Strategy<Value = Step> {
    (-1_i32..6, any::<bool>()).prop_map(|(approvals, senior)| Step { approvals, senior })
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let row = (prop::sample::select(Risk::ALL.to_vec()), any_step(), any_step(), any_step());
    let rows = prop::collection::vec(row, 0..20);
    let tier = |(risk, ordinary, large, very_large)| Tier { risk, ordinary, large, very_large };
    (rows, 0_i64..100, 0_i64..200).prop_map(move |(rows, large, very_large)| Policy {
        tiers: rows.into_iter().map(tier).collect(),
        large_from: vec![cny(large)],
        very_large_from: vec![cny(very_large)],
        ..Policy::built_in()
    })
}

/// A policy that asks for some more than the floors, and for seniors from some amount on.
fn sound_policy() -> impl Strategy<Value = Policy> {
    let row = (0_i32..2, 0_i32..2, 0_i32..2, 0_usize..4);
    let rows = prop::collection::vec(row, Risk::ALL.len());
    (rows, 1_i64..100, 1_i64..100).prop_map(|(rows, large, more)| {
        let tiers = Risk::ALL.into_iter().zip(rows).map(|(risk, (first, second, third, seniors))| {
            let ordinary = risk.floor(Band::Ordinary) + first;
            let large = ordinary.max(risk.floor(Band::Large)) + second;
            let step =
                |approvals: i32, place| Step { approvals: approvals.min(4), senior: approvals > 0 && place >= seniors };
            Tier { risk, ordinary: step(ordinary, 0), large: step(large, 1), very_large: step(large + third, 2) }
        });
        Policy {
            tiers: tiers.collect(),
            large_from: vec![cny(large)],
            very_large_from: vec![cny(large + more)],
            seniors: vec!["wu".to_owned(), "zhao".to_owned()],
            ..Policy::built_in()
        }
    })
}

proptest! {
    #[test]
    fn whatever_stands_in_a_policy_the_floors_hold(policy in any_policy(), minor in 0_i64..300) {
        let band = policy.band(cny(minor));
        for risk in Risk::ALL {
            let needed = policy.approvals(risk, cny(minor));
            prop_assert!(needed.required >= risk.floor(band), "{risk:?}");
            prop_assert!(needed.required == 0 || !needed.reasons.is_empty(), "{risk:?}: nobody is asked without a reason");
        }
        for risk in [Risk::Contradiction, Risk::WriteOff, Risk::RefundAhead] {
            prop_assert!(policy.approvals(risk, cny(minor)).required >= 2);
        }
    }

    #[test]
    fn a_sound_policy_asks_for_no_less_of_a_larger_amount(policy in sound_policy(), one in 0_i64..300, more in 0_i64..300) {
        prop_assert_eq!(policy.faults(), []);
        for risk in Risk::ALL {
            let (small, large) = (policy.approvals(risk, cny(one)), policy.approvals(risk, cny(one + more)));
            prop_assert!(small.required <= large.required && (!small.senior || large.senior), "{risk:?}");
        }
    }

    #[test]
    fn the_maker_never_approves_whatever_the_policy(policy in any_policy(), seniors in any::<bool>(), minor in 0_i64..300) {
        let seniors = if seniors { vec!["lin".to_owned()] } else { vec![] };
        let policy = Policy { seniors, ..policy };
        let proposal = proposal(policy.approvals(Risk::WriteOff, cny(minor)), &[]);
        prop_assert_eq!(proposal.may_be_approved_by("lin", &policy, cny(minor)), Err(NotApprover::IsMaker));
    }
}
