//! The policy, tried row by row and by chance.

mod properties;

use chrono::DateTime;

use super::*;
use crate::digest::Digest;
use crate::resolution::{Decision, NotApprover, Proposal, ProposalState, Resolution};

fn cny(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::from_code("USD").unwrap())
}

fn with_tier(risk: Risk, change: impl Fn(&mut Tier)) -> Policy {
    let mut policy = Policy::built_in();
    policy.tiers.iter_mut().filter(|tier| tier.risk == risk).for_each(change);
    policy
}

fn at_large(risk: Risk, step: Step) -> Policy {
    with_tier(risk, |tier| (tier.large, tier.very_large) = (step, step))
}

fn limited(approver: &str, up_to: Vec<Money>) -> Policy {
    Policy { limits: vec![ApproverLimit { approver: approver.to_owned(), up_to }], ..Policy::built_in() }
}

#[test]
fn an_amount_is_as_large_as_its_currency_says() {
    let policy = Policy { very_large_from: vec![cny(50_000_000)], ..Policy::built_in() };
    let thb = Money::from_minor(1, Currency::from_code("THB").unwrap());
    for (amount, band) in [
        (cny(4_999_999), Band::Ordinary),
        (cny(5_000_000), Band::Large),
        (cny(49_999_999), Band::Large),
        (cny(50_000_000), Band::VeryLarge),
        (usd(700_000), Band::Large),
        (usd(i64::MAX), Band::Large),
        (thb, Band::VeryLarge),
    ] {
        assert_eq!(policy.band(amount), band, "{amount}");
        assert_eq!(policy.is_large(amount), band != Band::Ordinary);
    }
}

#[test]
fn the_built_in_policy_is_sound_and_asks_for_no_more_than_the_floors_and_a_second_for_large_amounts() {
    let policy = Policy::built_in();
    assert_eq!(policy.faults(), []);
    for risk in Risk::ALL {
        let (ordinary, large) = (policy.step(risk, Band::Ordinary), policy.step(risk, Band::Large));
        assert_eq!(ordinary.approvals, risk.floor(Band::Ordinary), "{risk:?}");
        assert!((0..=1).contains(&(large.approvals - ordinary.approvals)), "{risk:?}");
    }
}

#[test]
fn no_policy_asks_for_less_than_the_domain_demands() {
    use Band::{Large, Ordinary, VeryLarge};
    for (risk, band, floor) in [
        (Risk::ProvenPaid, VeryLarge, 0),
        (Risk::ProvenNotPaid, VeryLarge, 0),
        (Risk::SeenPaid, Ordinary, 1),
        (Risk::SeenNotPaid, Ordinary, 1),
        (Risk::SeenNotPaid, Large, 2),
        (Risk::SeenNotPaid, VeryLarge, 2),
        (Risk::Contradiction, Ordinary, 2),
        (Risk::Refund, Ordinary, 1),
        (Risk::RefundAhead, Ordinary, 2),
        (Risk::Recovery, Ordinary, 1),
        (Risk::Adjustment, Ordinary, 1),
        (Risk::WriteOff, Ordinary, 2),
        (Risk::ReportSetAside, Ordinary, 1),
        (Risk::NeverRepaid, Ordinary, 1),
    ] {
        assert_eq!(risk.floor(band), floor, "{risk:?} {band:?}");
        let lowered =
            with_tier(risk, |tier| Band::ALL.into_iter().for_each(|band| tier.set(band, Step::of(floor - 1))));
        assert!(!lowered.faults().is_empty(), "{risk:?} {band:?}");
        assert!(lowered.step(risk, band).approvals >= floor, "the guard asks for them whatever stands in a policy");
        let without = Policy { tiers: vec![], ..Policy::built_in() };
        assert_eq!(without.step(risk, band), Policy::built_in().step(risk, band), "a missing row is the built-in one");
    }
}

#[test]
fn what_is_wrong_with_a_policy_is_said_field_by_field() {
    use PolicyFault::{
        BelowFloor, LessForMore, NoTier, NotAboveLarge, NotPositive, SeniorOfNone, TooFewSeniors, TooMany, Twice,
    };
    let built_in = Policy::built_in;
    let senior = Step { approvals: 2, senior: true };
    let of_none = Step { approvals: 0, senior: true };
    let large_twice = vec![cny(1), cny(2)];
    let two = || vec!["wu".to_owned(), "zhao".to_owned()];
    let table: Vec<(Policy, &str, PolicyFault)> = vec![
        (
            with_tier(Risk::WriteOff, |tier| tier.ordinary = Step::of(1)),
            "tiers[9].ordinary",
            BelowFloor { risk: Risk::WriteOff, floor: 2 },
        ),
        (at_large(Risk::SeenPaid, Step::of(5)), "tiers[2].large", TooMany),
        (
            at_large(Risk::Refund, Step::of(1)).with_ordinary(Risk::Refund, 2),
            "tiers[5].large",
            LessForMore(Risk::Refund),
        ),
        (Policy { seniors: two(), ..at_large(Risk::ProvenPaid, of_none) }, "tiers[0].large", SeniorOfNone),
        (Policy { seniors: vec!["wu".to_owned()], ..at_large(Risk::Refund, senior) }, "seniors", TooFewSeniors),
        (Policy { tiers: built_in().tiers[1..].to_vec(), ..built_in() }, "tiers", NoTier(Risk::ProvenPaid)),
        (
            Policy { tiers: [built_in().tiers, vec![Tier::built_in(Risk::Refund)]].concat(), ..built_in() },
            "tiers[12]",
            Twice("refund".to_owned()),
        ),
        (Policy { large_from: large_twice, ..built_in() }, "large_from[1]", Twice("CNY".to_owned())),
        (Policy { large_from: vec![cny(0)], ..built_in() }, "large_from[0]", NotPositive),
        (Policy { very_large_from: vec![cny(5_000_000)], ..built_in() }, "very_large_from[0]", NotAboveLarge),
        (
            Policy { very_large_from: vec![Money::from_minor(1, Currency::from_code("THB").unwrap())], ..built_in() },
            "very_large_from[0]",
            NotAboveLarge,
        ),
        (Policy { posting_hours: 0, ..built_in() }, "posting_hours", PolicyFault::Hours),
        (
            Policy { seniors: vec!["wu".to_owned(), "wu".to_owned()], ..built_in() },
            "seniors[1]",
            Twice("wu".to_owned()),
        ),
        (limited("wu", vec![cny(1), cny(2)]), "limits[0].up_to[1]", Twice("CNY".to_owned())),
        (limited("wu", vec![cny(-1)]), "limits[0].up_to[0]", NotPositive),
    ];
    for (policy, field, fault) in table {
        let found = policy.faults();
        assert!(
            found.contains(&PolicyFaultAt { field: field.to_owned(), fault: fault.clone() }),
            "{fault:?}: {found:?}"
        );
    }
    let named = Policy { seniors: two(), ..limited("qian", vec![]) };
    let strangers = named.strangers(&["wu", "li"]);
    let places: Vec<&str> = strangers.iter().map(|found| found.field.as_str()).collect();
    assert_eq!(places, ["seniors[1]", "limits[0].approver"]);
    assert_eq!(named.strangers(&["wu", "zhao", "qian"]), []);
}

impl Policy {
    fn with_ordinary(mut self, risk: Risk, approvals: i32) -> Self {
        self.tiers.iter_mut().filter(|tier| tier.risk == risk).for_each(|tier| tier.ordinary = Step::of(approvals));
        self
    }
}

#[test]
fn approvals_say_why_they_are_needed() {
    use ApprovalReason::{ByPolicy, LargeAmount, MovesMoney};
    let senior = Step { approvals: 1, senior: true };
    for (policy, risk, amount, required, reasons, is_senior) in [
        (Policy::built_in(), Risk::ProvenPaid, cny(9_999_999), 0, vec![], false),
        (Policy::built_in(), Risk::ProvenNotPaid, cny(9_999_999), 1, vec![LargeAmount], false),
        (Policy::built_in().with_ordinary(Risk::ProvenPaid, 1), Risk::ProvenPaid, cny(1), 1, vec![ByPolicy], false),
        (at_large(Risk::ProvenPaid, Step::of(2)), Risk::ProvenPaid, cny(1), 0, vec![], false),
        (at_large(Risk::ProvenPaid, Step::of(2)), Risk::ProvenPaid, cny(5_000_000), 2, vec![LargeAmount], false),
        (at_large(Risk::Refund, senior), Risk::Refund, cny(5_000_000), 1, vec![MovesMoney, LargeAmount], true),
    ] {
        let needed = policy.approvals(risk, amount);
        assert_eq!(
            (needed.required, needed.reasons, needed.senior),
            (required, reasons, is_senior),
            "{risk:?} {amount}"
        );
    }
}

fn proposal(approvals: Approvals, approved_by: &[&str]) -> Proposal {
    let decided_at = DateTime::UNIX_EPOCH;
    let decision =
        |checker: &&str| Decision { checker: (*checker).to_owned(), approved: true, reason: None, decided_at };
    Proposal {
        seq: 1,
        resolution: Resolution::ConfirmPaid,
        correction: None,
        maker: "lin".to_owned(),
        reason: None,
        proposed_at: decided_at,
        binds_to: Digest::ZERO,
        evidence_seen: 1,
        approvals,
        policy_version: 1,
        decisions: approved_by.iter().map(decision).collect(),
        state: ProposalState::Open,
    }
}

#[test]
fn who_may_approve_what() {
    let beyond = |up_to| Err(NotApprover::BeyondLimit { up_to });
    let seniors = || Policy { seniors: vec!["wu".to_owned(), "zhao".to_owned()], ..Policy::built_in() };
    let needs = |required, senior, amount| Approvals { required, senior, amount: Some(amount), ..Approvals::default() };
    let senior_needed = Err(NotApprover::SeniorNeeded);
    for (policy, needed, given, checker, expected) in [
        (Policy::built_in(), needs(1, false, cny(i64::MAX)), vec![], "wu", Ok(())),
        (Policy::built_in(), needs(1, false, cny(1)), vec![], "lin", Err(NotApprover::IsMaker)),
        (Policy::built_in(), needs(2, false, cny(1)), vec!["wu"], "wu", Err(NotApprover::HasDecided)),
        // A limit is reached by its own amount, and is none for others, nor for other currencies than its own.
        (limited("wu", vec![cny(100)]), needs(1, false, cny(100)), vec![], "wu", Ok(())),
        (limited("wu", vec![cny(100)]), needs(1, false, cny(101)), vec![], "wu", beyond(cny(100))),
        (limited("wu", vec![cny(100)]), needs(1, false, usd(1)), vec![], "wu", beyond(usd(0))),
        (limited("wu", vec![]), needs(1, false, cny(1)), vec![], "wu", beyond(cny(0))),
        (limited("wu", vec![cny(100)]), needs(1, false, cny(101)), vec![], "zhao", Ok(())),
        // The last place is a senior's, as long as no senior has approved.
        (seniors(), needs(2, true, cny(1)), vec![], "qian", Ok(())),
        (seniors(), needs(2, true, cny(1)), vec!["qian"], "sun", senior_needed),
        (seniors(), needs(2, true, cny(1)), vec!["qian"], "wu", Ok(())),
        (seniors(), needs(2, true, cny(1)), vec!["wu"], "qian", Ok(())),
        (seniors(), needs(1, true, cny(1)), vec![], "qian", senior_needed),
    ] {
        let proposal = proposal(needed, &given);
        assert_eq!(proposal.may_be_approved_by(checker, &policy, cny(1)), expected, "{checker} {given:?}");
    }
}

#[test]
fn a_proposal_goes_on_only_where_the_policy_asks_the_same_of_it() {
    use ProposalEffect::{ApproverLost, NeedsFewer, NeedsMore, Stands};
    let needs = |required, senior| Approvals { required, senior, amount: Some(cny(500)), ..Approvals::default() };
    for (policy, had, now, approved_by, expected) in [
        (Policy::built_in(), needs(1, false), needs(1, false), vec![], Stands),
        (Policy::built_in(), needs(1, false), needs(2, false), vec![], NeedsMore),
        (Policy::built_in(), needs(1, false), needs(1, true), vec![], NeedsMore),
        (Policy::built_in(), needs(2, false), needs(1, true), vec![], NeedsMore),
        (Policy::built_in(), needs(2, false), needs(1, false), vec![], NeedsFewer),
        (Policy::built_in(), needs(2, true), needs(2, false), vec!["wu"], NeedsFewer),
        (limited("wu", vec![cny(499)]), needs(2, false), needs(2, false), vec!["wu"], ApproverLost),
        (limited("wu", vec![cny(499)]), needs(2, false), needs(2, false), vec!["zhao"], Stands),
        (limited("wu", vec![cny(500)]), needs(2, false), needs(2, false), vec!["wu"], Stands),
    ] {
        let effect = effect_of(&proposal(had, &approved_by), &now, &policy, cny(1));
        assert_eq!(effect, expected, "{now:?} {approved_by:?}");
    }
}

#[test]
fn it_is_known_where_too_few_are_left() {
    let needs = |required, senior| Approvals { required, senior, amount: Some(cny(500)), ..Approvals::default() };
    let seniors = Policy { seniors: vec!["wu".to_owned(), "sun".to_owned()], ..Policy::built_in() };
    for (policy, needed, maker, supervisors, expected) in [
        (Policy::built_in(), needs(2, false), "lin", vec!["wu", "zhao"], false),
        (Policy::built_in(), needs(2, false), "wu", vec!["wu", "zhao"], true),
        (Policy::built_in(), needs(3, false), "lin", vec!["wu", "zhao"], true),
        (limited("zhao", vec![cny(499)]), needs(2, false), "lin", vec!["wu", "zhao"], true),
        (limited("zhao", vec![cny(500)]), needs(2, false), "lin", vec!["wu", "zhao"], false),
        (seniors.clone(), needs(1, true), "lin", vec!["wu", "zhao"], false),
        (seniors, needs(1, true), "wu", vec!["wu", "zhao"], true),
    ] {
        assert_eq!(has_too_few_left(&needed, maker, &supervisors, &policy), expected, "{needed:?} {supervisors:?}");
    }
}

#[test]
fn what_asks_for_less_is_told_first() {
    use Loosening::{FewerApprovals, LargerAmounts, MayApproveMore};
    let stricter = at_large(Risk::Refund, Step::of(3));
    let named = Policy { seniors: vec!["wu".to_owned()], ..Policy::built_in() };
    let (low, high) = (limited("wu", vec![cny(1)]), limited("wu", vec![cny(2)]));
    let large = |minor| Policy { large_from: vec![cny(minor)], ..Policy::built_in() };
    let very = |amounts| Policy { very_large_from: amounts, ..large(10) };
    for (before, after, count, loosening) in [
        (Policy::built_in(), stricter.clone(), 2, None),
        (stricter, Policy::built_in(), 2, Some(FewerApprovals)),
        (large(10), large(9), 1, None),
        (large(9), large(10), 1, Some(LargerAmounts)),
        (Policy { large_from: vec![], ..large(1) }, large(1), 1, Some(LargerAmounts)),
        (very(vec![]), very(vec![cny(20)]), 1, None),
        (very(vec![cny(20)]), very(vec![]), 1, Some(LargerAmounts)),
        (Policy::built_in(), named.clone(), 1, Some(MayApproveMore)),
        (named, Policy::built_in(), 1, None),
        (Policy::built_in(), low.clone(), 1, None),
        (low.clone(), high.clone(), 1, Some(MayApproveMore)),
        (high, low.clone(), 1, None),
        (low, Policy::built_in(), 1, Some(MayApproveMore)),
        (Policy::built_in(), Policy { posting_hours: 48, ..Policy::built_in() }, 1, None),
        (Policy::built_in(), Policy { version: 2, ..Policy::built_in() }, 0, None),
    ] {
        let found = differences(&before, &after);
        assert_eq!(found.len(), count, "{found:?}");
        assert_eq!(found.first().and_then(PolicyDifference::loosening), loosening, "{found:?}");
    }
}

#[test]
fn the_digest_changes_with_anything_that_is_proposed() {
    let policy = Policy::built_in();
    let seen = policy_change_digest(1, &policy);
    assert_eq!(seen, policy_change_digest(1, &policy.clone()));
    let other = Policy { posting_hours: 25, ..policy.clone() };
    assert!(seen != policy_change_digest(2, &policy) && seen != policy_change_digest(1, &other));
}
