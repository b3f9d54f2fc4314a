//! What the policy in force asks of decisions, who may give it, and what becomes of open proposals when it changes. Each
//! scenario has a desk of its own, for the desk has one policy.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use shared::actor::Actor;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseNumber, Priority, Standing};
use shared::correction::{CorrectionKind, OrderStateName};
use shared::evidence::Shown;
use shared::money::{Currency, Money};
use shared::policy::{ApproverLimit, Policy, ProposalEffect, Risk, Step};
use shared::resolution::Outcome::{ConfirmedNotPaid, ConfirmedPaid};
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmPaid};
use shared::resolution::{ApprovalReason, NotApprover, ProposalState};
use tests::payout::{Payout, payout};
use tests::response::{portal, wechat};
use tests::returned::returned;
use tests::{Caller, Desk, Engine, on_both_engines, refused};

use super::policy_changes::{asking, put_into_force};

on_both_engines! {
    alone:
        the_guards_ask_for_what_the_policy_in_force_says,
        every_server_goes_by_a_new_policy_at_once,
        a_policy_change_voids_what_it_asks_something_else_of,
        a_policy_change_that_asks_the_same_leaves_a_proposal_open,
        the_desk_voids_by_itself_what_a_policy_change_overrules,
        a_correction_order_that_is_outruled_is_a_draft_again,
        nobody_approves_beyond_their_limit,
        the_last_of_the_approvals_is_a_senior_ones,
        an_approval_that_is_given_is_lost_with_the_limit,
        of_two_who_approve_at_once_both_count,
        a_proposal_is_read_as_its_maker_saw_it,
        several_are_decided_together_only_where_the_proof_is_the_same;
}

fn cny(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

/// A portal check shows it as paid, and Lin proposes to close it so: one approval by the built-in policy.
async fn proposed(desk: &Desk, filing: Payout) -> Result<CaseNumber> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(filing).await?;
    lin.claim(number).await?;
    lin.observe(number, portal(Shown::Paid)).await?;
    lin.resolve_because(number, ConfirmPaid, "shown as paid").await?;
    Ok(number)
}

/// Waits until the desk has voided the proposals of these cases by itself: within a second or two of the policy.
async fn voided(lin: &Caller, numbers: &[CaseNumber]) -> Result<()> {
    for number in numbers {
        let mut left = 100;
        while !super::actions(&lin.trail(*number).await?)?.contains(&Action::ProposalVoided) {
            ensure!(left > 0, "the proposal of {number} still stands");
            left -= 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(())
}

fn limiting(policy: Policy, approver: &str, minor: i64) -> Policy {
    Policy { limits: vec![ApproverLimit { approver: approver.to_owned(), up_to: vec![cny(minor)] }], ..policy }
}

async fn the_guards_ask_for_what_the_policy_in_force_says(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let number = core.number_of(payout().query(wechat("FAIL"))).await?;
    lin.claim(number).await?;
    assert_eq!(lin.choice(number, ConfirmNotPaid).await?.approvals.required, 0, "the channel's own word is enough");
    desk.zhao().await?;
    let mut policy = asking(&desk, Risk::ProvenNotPaid, Step::of(1)).await?;
    policy.large_from = vec![cny(100_000)];
    put_into_force(&desk, &policy).await?;
    let needed = lin.choice(number, ConfirmNotPaid).await?.approvals;
    assert_eq!((needed.required, needed.reasons), (1, vec![ApprovalReason::ByPolicy]));
    assert_eq!(lin.case(number).await?.policy.version, 2, "the browser is shown the policy that it decides by");
    lin.resolve(number, ConfirmNotPaid).await?;
    let proposal = lin.newest_proposal(number).await?;
    assert_eq!((proposal.approvals.required, proposal.policy_version), (1, 2));
    assert_eq!(wu.approve(number).await?.case.state.outcome(), Some(ConfirmedNotPaid));
    let closed = super::actions(&lin.trail(number).await?)?;
    assert_eq!(closed.last(), Some(&Action::CaseClosed));
    let urgent = core.number_of(payout()).await?;
    assert_eq!(lin.case(urgent).await?.case.outlook.priority, Priority::High, "¥1,280.00 is large by now");
    Ok(())
}

async fn every_server_goes_by_a_new_policy_at_once(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let beside = desk.holdfast.beside().start()?;
    desk.zhao().await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    let there = lin.at(&beside.url(""));
    assert_eq!(there.choice(number, ConfirmPaid).await?.approvals.required, 0);
    for approvals in [1, 2, 3] {
        put_into_force(&desk, &asking(&desk, Risk::ProvenPaid, Step::of(approvals)).await?).await?;
        assert_eq!(there.choice(number, ConfirmPaid).await?.approvals.required, approvals);
    }
    Ok(())
}

async fn a_policy_change_voids_what_it_asks_something_else_of(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (lin, wu, zhao) = (desk.lin().await?, desk.wu().await?, desk.zhao().await?);
    let number = proposed(&desk, payout()).await?;
    let seen = lin.newest_proposal(number).await?;
    let change = wu.propose_policy(&asking(&desk, Risk::SeenPaid, Step::of(2)).await?).await?.change;
    let effect = zhao.policy_effect(1).await?;
    assert_eq!((effect.looked_at, effect.need_more, effect.stand, effect.nobody_left), (1, 1, 0, 0));
    let affected = effect.proposals.first().context("it is named")?;
    assert_eq!((affected.number, affected.effect), (number, ProposalEffect::NeedsMore));
    assert_eq!((affected.from.required, affected.to.required), (1, 2));
    assert_eq!(lin.newest_proposal(number).await?.state, ProposalState::Open, "asking changes nothing");
    zhao.approve_policy(1, change.binds_to).await?;
    // At once, whether or not the desk has got round to it: the refusal itself writes nothing.
    refused(wu.approve_seen(number, seen.seq, seen.binds_to).await, Code::ProposalNotOpen);
    let view = lin.case(number).await?;
    let state = &view.proposals[0].state;
    assert!(matches!(state, ProposalState::Voided { policy_version: Some(2), evidence: None, .. }), "{state:?}");
    assert_eq!(view.case.state.standing(view.now), Standing::Working, "its maker has it again");
    voided(&lin, &[number]).await?;
    assert_eq!(lin.notices_of(number).await?, [Notice::ProposalOutruled { proposal: 1, policy_version: 2 }]);
    lin.resolve_because(number, ConfirmPaid, "shown as paid").await?;
    wu.approve(number).await?;
    assert_eq!(zhao.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

async fn a_policy_change_that_asks_the_same_leaves_a_proposal_open(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (lin, wu, zhao) = (desk.lin().await?, desk.wu().await?, desk.zhao().await?);
    let number = proposed(&desk, payout()).await?;
    let seen = lin.newest_proposal(number).await?;
    let change = wu.propose_policy(&asking(&desk, Risk::WriteOff, Step::of(3)).await?).await?.change;
    let effect = zhao.policy_effect(1).await?;
    assert_eq!((effect.stand, effect.need_more + effect.need_fewer + effect.approver_lost), (1, 0));
    zhao.approve_policy(1, change.binds_to).await?;
    let closed = wu.approve_seen(number, seen.seq, seen.binds_to).await?;
    assert_eq!(
        closed.case.state.outcome(),
        Some(ConfirmedPaid),
        "the approval binds to what was seen, and that stands"
    );
    assert_eq!(lin.newest_proposal(number).await?.policy_version, 1);
    Ok(())
}

async fn the_desk_voids_by_itself_what_a_policy_change_overrules(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (lin, zhao) = (desk.lin().await?, desk.zhao().await?);
    let numbers = [proposed(&desk, payout()).await?, proposed(&desk, payout()).await?];
    put_into_force(&desk, &asking(&desk, Risk::SeenPaid, Step::of(3)).await?).await?;
    voided(&lin, &numbers).await?;
    assert!(zhao.approvals().await?.items.is_empty(), "nobody touched them, and they are void");
    Ok(())
}

async fn a_correction_order_that_is_outruled_is_a_draft_again(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin, zhao) = (desk.core().await?, desk.lin().await?, desk.zhao().await?);
    let number = core.number_of(payout().returned(returned("RT-1", "1280.00"))).await?;
    lin.claim(number).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    let effect = {
        desk.wu().await?.propose_policy(&asking(&desk, Risk::Refund, Step::of(3)).await?).await?;
        zhao.policy_effect(1).await?
    };
    assert_eq!((effect.need_more, effect.nobody_left), (1, 1), "there are two supervisors only");
    let binds_to = zhao.policy().await?.open.context("it waits")?.change.binds_to;
    zhao.approve_policy(1, binds_to).await?;
    refused(zhao.approve(number).await, Code::ProposalNotOpen);
    voided(&lin, &[number]).await?;
    assert_eq!(lin.order(order).await?.order.state.name(), OrderStateName::Drafted);
    assert_eq!(lin.order(order).await?.approvals.required, 3);
    Ok(())
}

async fn nobody_approves_beyond_their_limit(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    put_into_force(&desk, &limiting(wu.policy().await?.policy, "wu", 128_000)).await?;
    let (within, beyond) =
        (proposed(&desk, payout()).await?, proposed(&desk, payout().amount("1280.01", "CNY")).await?);
    let foreign = proposed(&desk, payout().amount("1.00", "USD")).await?;
    for number in [beyond, foreign] {
        let rows = wu.approvals().await?.items;
        let row = rows.iter().find(|row| row.case.number == number).context("it is listed")?;
        assert!(row.may_decide && matches!(row.may_not_approve, Some(NotApprover::BeyondLimit { .. })), "{row:?}");
        refused(wu.approve(number).await, Code::BeyondLimit);
    }
    let problem = refused(wu.approve(beyond).await, Code::BeyondLimit);
    assert_eq!(problem.detail.as_deref(), Some("You may approve up to 1280.00 CNY."));
    assert_eq!(wu.approve(within).await?.case.state.outcome(), Some(ConfirmedPaid));
    assert_eq!(zhao.approve(beyond).await?.case.state.outcome(), Some(ConfirmedPaid), "others have no limit");
    wu.reject(foreign, "the portal shows another order").await?;
    Ok(())
}

async fn the_last_of_the_approvals_is_a_senior_ones(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let qian = Caller::signed_in(&desk.holdfast.url(""), &desk.holdfast.person("qian", "supervisor")?).await?;
    let asked = asking(&desk, Risk::SeenPaid, Step { approvals: 2, senior: true }).await?;
    let seniors = vec![wu.name.clone(), "sun".to_owned()];
    desk.holdfast.person("sun", "supervisor")?;
    put_into_force(&desk, &Policy { seniors, ..asked }).await?;
    let number = proposed(&desk, payout()).await?;
    qian.approve(number).await?;
    refused(zhao.approve(number).await, Code::SeniorNeeded);
    assert_eq!(wu.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));
    let other = proposed(&desk, payout()).await?;
    wu.approve(other).await?;
    assert_eq!(zhao.approve(other).await?.case.state.outcome(), Some(ConfirmedPaid), "a senior was first");
    Ok(())
}

async fn an_approval_that_is_given_is_lost_with_the_limit(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    put_into_force(&desk, &asking(&desk, Risk::SeenPaid, Step::of(2)).await?).await?;
    let number = proposed(&desk, payout()).await?;
    zhao.approve(number).await?;
    let change = wu.propose_policy(&limiting(wu.policy().await?.policy, "zhao", 100)).await?.change;
    assert_eq!(wu.policy_effect(2).await?.approver_lost, 1);
    zhao.approve_policy(2, change.binds_to).await?;
    let told = wu.newest_proposal(number).await?.state;
    assert!(matches!(told, ProposalState::Voided { policy_version: Some(3), .. }), "{told:?}");
    refused(wu.approve(number).await, Code::ProposalNotOpen);
    Ok(())
}

async fn of_two_who_approve_at_once_both_count(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    put_into_force(&desk, &asking(&desk, Risk::SeenPaid, Step::of(2)).await?).await?;
    for _ in 0..4 {
        let number = proposed(&desk, payout()).await?;
        let (one, other) = tokio::join!(wu.approve(number), zhao.approve(number));
        one?;
        other?;
        let view = wu.case(number).await?;
        assert_eq!(view.case.state.outcome(), Some(ConfirmedPaid));
        assert_eq!(view.proposals[0].decisions.len(), 2, "neither is lost, and none counts twice");
    }
    Ok(())
}

async fn a_proposal_is_read_as_its_maker_saw_it(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, mei, wu) = (desk.core().await?, desk.mei().await?, desk.wu().await?);
    let number = proposed(&desk, payout()).await?;
    let seen = wu.proposal_as_seen(number, 1).await?;
    assert_eq!((seen.evidence.len(), seen.verdict.name(), seen.since.len()), (2, "unknown", 0));
    mei.note(number, "the merchant called").await?;
    core.add_query(number, wechat("SUCCESS")).await?;
    let seen = wu.proposal_as_seen(number, 1).await?;
    assert_eq!((seen.evidence.len(), seen.verdict.name()), (2, "unknown"), "what came later was not seen");
    let since: Vec<_> = seen.since.iter().map(|one| (one.actor.clone(), one.action, one.evidence)).collect();
    assert_eq!(since[0], (Actor::User("mei".to_owned()), Action::CaseNoted, None));
    assert!(since.contains(&(Actor::Client("core".to_owned()), Action::EvidenceRecorded, Some(3))), "{since:?}");
    assert!(since.iter().any(|(_, action, _)| *action == Action::ProposalVoided), "{since:?}");
    refused(wu.proposal_as_seen(number, 2).await, Code::NotFound);
    refused(desk.root().await?.proposal_as_seen(number, 1).await, Code::Forbidden);
    Ok(())
}

async fn several_are_decided_together_only_where_the_proof_is_the_same(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let same = [proposed(&desk, payout()).await?, proposed(&desk, payout().amount("7.00", "CNY")).await?];
    let other = core.number_of(payout().large().query(wechat("FAIL"))).await?;
    lin.claim(other).await?;
    lin.resolve(other, ConfirmNotPaid).await?;
    refused(lin.decide(&same, true, None).await, Code::Forbidden);
    refused(wu.decide(&[same[0], other], true, None).await, Code::ProofDiffers);
    refused(wu.decide(&same, false, None).await, Code::InvalidFields);
    assert_eq!(wu.approvals().await?.items.len(), 3, "nothing was changed");
    let stale = json!({ "approve": true, "items": [
        { "number": same[0], "proposal": 1, "binds_to": wu.newest_proposal(same[0]).await?.binds_to },
        { "number": same[1], "proposal": 1, "binds_to": wu.newest_proposal(same[0]).await?.binds_to },
        { "number": same[1], "proposal": 7, "binds_to": wu.newest_proposal(same[1]).await?.binds_to },
    ] });
    let results: shared::api::approvals::DecisionResults = wu.post("/approvals/decisions", &stale).await?;
    let told: Vec<_> =
        results.results.iter().map(|one| (one.missing, one.problem.as_ref().map(|it| it.code))).collect();
    assert_eq!(told, [(Some(0), None), (None, Some(Code::EvidenceChanged)), (None, Some(Code::NotFound))]);
    assert_eq!(wu.case(same[0]).await?.case.state.outcome(), Some(ConfirmedPaid));
    let rejected = wu.decide(&[same[1]], false, Some("look again")).await?;
    assert!(rejected.results[0].problem.is_none());
    let told = lin.notices_of(same[1]).await?;
    assert!(matches!(told[..], [Notice::ProposalRejected { .. }]), "{told:?}");
    Ok(())
}
