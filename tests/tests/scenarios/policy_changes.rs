//! Changes of the policy: proposed by one person, approved by another, bound to what was seen, never below the floors. The
//! desk has one policy, so each scenario has a desk of its own.

use anyhow::{Context, Result};
use shared::api::notices::Notice;
use shared::api::problem::{Code, FieldCode};
use shared::audit::Action;
use shared::channel::ChangeState;
use shared::digest::Digest;
use shared::policy::{ApproverLimit, Loosening, Policy, Risk, Step};
use shared::role::Role;
use tests::{Caller, Desk, Engine, on_both_engines, refused};

on_both_engines! {
    alone:
        the_built_in_policy_is_the_first_version,
        what_one_proposes_another_puts_into_force,
        a_maker_with_a_second_role_never_approves_their_own_change,
        only_supervisors_approve_a_change,
        an_approval_of_a_change_binds_to_what_was_seen,
        of_two_supervisors_who_approve_at_once_one_does,
        the_floors_are_refused_field_by_field,
        a_policy_names_supervisors_only,
        one_change_waits_at_a_time_and_is_made_from_the_version_in_force,
        a_rejected_and_a_withdrawn_change_put_nothing_into_force;
}

/// The policy in force, with this many approvals for a risk, whatever the amount.
pub(super) async fn asking(desk: &Desk, risk: Risk, step: Step) -> Result<Policy> {
    let mut policy = desk.wu().await?.policy().await?.policy;
    for tier in policy.tiers.iter_mut().filter(|tier| tier.risk == risk) {
        (tier.ordinary, tier.large, tier.very_large) = (step, step, step);
    }
    Ok(policy)
}

/// Puts a policy into force: Wu proposes, Zhao approves.
pub(super) async fn put_into_force(desk: &Desk, policy: &Policy) -> Result<Policy> {
    let change = desk.wu().await?.propose_policy(policy).await?.change;
    desk.zhao().await?.approve_policy(change.seq, change.binds_to).await?;
    Ok(change.policy)
}

/// What a person was told of the policy, the oldest first.
async fn told_of_policy(caller: &Caller) -> Result<Vec<Notice>> {
    let notices = caller.notices().await?;
    Ok(notices.into_iter().filter(Notice::is_about_policy).collect())
}

async fn the_built_in_policy_is_the_first_version(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    for who in [desk.lin().await?, desk.wu().await?, desk.gu().await?, desk.root().await?] {
        let view = who.policy().await?;
        assert_eq!((view.policy, view.open), (Policy::built_in(), None), "{}", who.name);
        assert_eq!(view.changed_by.map(|actor| actor.to_string()), Some("desk".to_owned()));
    }
    assert_eq!(desk.wu().await?.policy().await?.supervisors, ["wu"]);
    assert_eq!(desk.core().await?.policy().await?.policy.version, 1, "who reads cases reads what they are decided by");
    assert_eq!(super::actions(&desk.gu().await?.policy_trail().await?)?, [Action::PolicyInForce]);
    Ok(())
}

async fn what_one_proposes_another_puts_into_force(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao, lin) = (desk.wu().await?, desk.zhao().await?, desk.lin().await?);
    let policy = asking(&desk, Risk::ProvenPaid, Step::of(1)).await?;
    let proposed = wu.propose_policy(&policy).await?;
    assert_eq!((proposed.change.seq, proposed.change.base_version, proposed.change.policy.version), (1, 1, 2));
    assert_eq!(proposed.differences.len(), 3, "one for each size of amount");
    assert!(proposed.differences.iter().all(|difference| difference.loosening.is_none()));
    let waiting = zhao.policy().await?;
    assert_eq!(waiting.policy, Policy::built_in(), "nothing is in force before it is approved");
    assert!(waiting.open.context("it waits")?.may_decide && !wu.policy().await?.open.context("it waits")?.may_decide);
    let approved = zhao.approve_policy(1, proposed.change.binds_to).await?;
    assert_eq!(approved.change.state.checker(), Some("zhao"));
    let in_force = lin.policy().await?;
    assert_eq!((in_force.policy.version, in_force.open), (2, None));
    let back = Policy { version: 2, ..Policy::built_in() };
    let second = wu.propose_policy(&back).await?;
    assert_eq!(second.differences[0].loosening, Some(Loosening::FewerApprovals));
    zhao.approve_policy(2, second.change.binds_to).await?;
    let versions = lin.policy_versions().await?.items;
    assert_eq!(versions.iter().map(|version| version.policy.version).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(versions[1].policy.tiers, policy.tiers, "old versions stay");
    let by = zhao.name.clone();
    let approved = |change, version| Notice::PolicyChangeApproved { change, by: by.clone(), version };
    assert_eq!(told_of_policy(&wu).await?, [approved(1, 2), approved(2, 3)]);
    let waits = |change| Notice::PolicyChangeWaits { change, by: wu.name.clone() };
    assert_eq!(told_of_policy(&zhao).await?, [waits(1), waits(2)]);
    use Action::{PolicyChangeApproved, PolicyChangeProposed, PolicyInForce};
    let once = [PolicyChangeProposed, PolicyChangeApproved, PolicyInForce];
    assert_eq!(
        super::actions(&lin.policy_trail().await?)?,
        [vec![PolicyInForce], once.to_vec(), once.to_vec()].concat()
    );
    Ok(())
}

async fn a_maker_with_a_second_role_never_approves_their_own_change(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let person = desk.holdfast.person("sun", "admin")?;
    let sun = Caller::signed_in(&desk.holdfast.url(""), &person).await?;
    let policy = asking(&desk, Risk::WriteOff, Step::of(3)).await?;
    let change = sun.propose_policy(&policy).await?.change;
    refused(sun.approve_policy(1, change.binds_to).await, Code::Forbidden);
    desk.root().await?.give_roles("sun", &[Role::Admin, Role::Supervisor]).await?;
    let sun = Caller::signed_in(&desk.holdfast.url(""), &person).await?;
    refused(sun.approve_policy(1, change.binds_to).await, Code::MakerMayNotCheck);
    refused(sun.reject_policy(1, "my own").await, Code::MakerMayNotCheck);
    refused(desk.zhao().await?.withdraw_policy(1, "not mine").await, Code::Forbidden);
    assert_eq!(sun.policy().await?.policy.version, 1);
    Ok(())
}

async fn only_supervisors_approve_a_change(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let policy = asking(&desk, Risk::WriteOff, Step::of(3)).await?;
    for who in [desk.lin().await?, desk.gu().await?, desk.core().await?] {
        refused(who.propose_policy(&policy).await, Code::Forbidden);
    }
    let change = desk.root().await?.propose_policy(&policy).await?.change;
    for who in [desk.lin().await?, desk.gu().await?, desk.core().await?, desk.root().await?] {
        refused(who.approve_policy(1, change.binds_to).await, Code::Forbidden);
    }
    refused(desk.root().await?.policy_effect(1).await, Code::Forbidden);
    desk.wu().await?.approve_policy(1, change.binds_to).await?;
    Ok(())
}

async fn an_approval_of_a_change_binds_to_what_was_seen(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let first = wu.propose_policy(&asking(&desk, Risk::WriteOff, Step::of(3)).await?).await?.change;
    refused(zhao.approve_policy(1, Digest::ZERO).await, Code::EvidenceChanged);
    refused(zhao.approve_policy(2, first.binds_to).await, Code::NotFound);
    wu.withdraw_policy(1, "four are needed").await?;
    wu.propose_policy(&asking(&desk, Risk::WriteOff, Step::of(4)).await?).await?;
    refused(zhao.approve_policy(2, first.binds_to).await, Code::EvidenceChanged);
    Ok(())
}

async fn of_two_supervisors_who_approve_at_once_one_does(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao, root) = (desk.wu().await?, desk.zhao().await?, desk.root().await?);
    for version in 2..=5 {
        let mut policy = wu.policy().await?.policy;
        policy.posting_hours += 1;
        let change = root.propose_policy(&policy).await?.change;
        let (one, other) = tokio::join!(
            wu.approve_policy(change.seq, change.binds_to),
            zhao.approve_policy(change.seq, change.binds_to)
        );
        let late = if one.is_ok() { other } else { one };
        refused(late, Code::ProposalNotOpen);
        assert_eq!(wu.policy().await?.policy.version, version);
    }
    Ok(())
}

async fn the_floors_are_refused_field_by_field(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let wu = desk.wu().await?;
    for (risk, place) in [(Risk::Contradiction, 4), (Risk::RefundAhead, 6), (Risk::WriteOff, 9)] {
        let problem = refused(wu.propose_policy(&asking(&desk, risk, Step::of(1)).await?).await, Code::InvalidFields);
        let at = |band: &str| format!("policy.tiers[{place}].{band}");
        let places = [at("ordinary"), at("large"), at("very_large")];
        let expected: Vec<_> = places.iter().map(|place| (place.as_str(), FieldCode::BelowFloor)).collect();
        assert_eq!(super::faults(&problem), expected, "{risk:?}");
        assert!(problem.errors[0].expected.contains("at least 2 approvals"), "{problem:?}");
    }
    let none = asking(&desk, Risk::Refund, Step::of(0)).await?;
    let problem = refused(wu.clone().with("accept-language", "zh").propose_policy(&none).await, Code::InvalidFields);
    assert_eq!(problem.errors[0].expected, "“退汇入账”至少须1人复核，任何政策不得低于此");
    let same = wu.policy().await?.policy;
    let problem = refused(wu.propose_policy(&same).await, Code::InvalidFields);
    assert_eq!(super::faults(&problem), [("policy", FieldCode::Unchanged)]);
    Ok(())
}

async fn a_policy_names_supervisors_only(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let wu = desk.wu().await?;
    desk.lin().await?;
    let policy = wu.policy().await?.policy;
    let limits = vec![ApproverLimit { approver: "lin".to_owned(), up_to: vec![] }];
    let named = Policy { seniors: vec!["wu".to_owned(), "nobody".to_owned()], limits, ..policy };
    let problem = refused(wu.propose_policy(&named).await, Code::InvalidFields);
    let expected =
        [("policy.seniors[1]", FieldCode::UnknownValue), ("policy.limits[0].approver", FieldCode::UnknownValue)];
    assert_eq!(super::faults(&problem), expected);
    Ok(())
}

async fn one_change_waits_at_a_time_and_is_made_from_the_version_in_force(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let policy = asking(&desk, Risk::WriteOff, Step::of(3)).await?;
    let change = wu.propose_policy(&policy).await?.change;
    let problem = refused(zhao.propose_policy(&policy).await, Code::PolicyChangeOpen);
    assert_eq!(problem.detail.as_deref(), Some("wu proposed it."));
    zhao.approve_policy(1, change.binds_to).await?;
    let stale = Policy { posting_hours: 48, ..policy };
    let problem = refused(wu.propose_policy(&stale).await, Code::PolicyChanged);
    assert_eq!(problem.detail.as_deref(), Some("You saw version 1; version 2 is in force."));
    Ok(())
}

async fn a_rejected_and_a_withdrawn_change_put_nothing_into_force(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let policy = asking(&desk, Risk::WriteOff, Step::of(3)).await?;
    let first = wu.propose_policy(&policy).await?.change;
    refused(zhao.reject_policy(1, " ").await, Code::InvalidFields);
    zhao.reject_policy(1, "two are enough").await?;
    refused(zhao.approve_policy(1, first.binds_to).await, Code::ProposalNotOpen);
    wu.propose_policy(&policy).await?;
    wu.withdraw_policy(2, "I looked again").await?;
    refused(wu.withdraw_policy(2, "again").await, Code::ProposalNotOpen);
    let states: Vec<ChangeState> = wu.policy_changes().await?.items.into_iter().map(|view| view.change.state).collect();
    assert!(matches!(states[..], [ChangeState::Withdrawn { .. }, ChangeState::Rejected { .. }]), "both are kept");
    assert_eq!(wu.policy().await?.policy, Policy::built_in());
    let rejected =
        Notice::PolicyChangeRejected { change: 1, by: "zhao".to_owned(), reason: "two are enough".to_owned() };
    assert_eq!(told_of_policy(&wu).await?, [rejected]);
    Ok(())
}
