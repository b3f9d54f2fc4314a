//! Approvals while something else happens: one order of things, one winner, and an answer for the other.

use anyhow::Result;
use futures::future::join;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::evidence::Phase;
use shared::resolution::Outcome::ConfirmedPaid;
use shared::resolution::ProposalState;
use shared::resolution::Resolution::ConfirmPaid;
use tests::response::{nothing, wechat};
use tests::{Caller, Desk, on_both_engines, refused};

use super::approvals::{proposed, proposed_for_two};

on_both_engines! {
    shared:
        evidence_between_propose_and_approve_voids_the_proposal,
        two_supervisors_at_once_close_it_once,
        an_approval_and_evidence_at_once_have_one_order;
}

async fn evidence_between_propose_and_approve_voids_the_proposal(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed_for_two(desk).await?;
    let (core, wu, zhao) = (desk.core().await?, desk.wu().await?, desk.zhao().await?);
    wu.approve(number).await?;
    let seen = zhao.newest_proposal(number).await?;
    core.add_query(number, nothing(Phase::Read)).await?;
    refused(zhao.approve_seen(number, seen.seq, seen.binds_to).await, Code::ProposalNotOpen);
    refused(zhao.reject(number, "too late").await, Code::ProposalNotOpen);
    let told = [Notice::ProposalVoided { proposal: 1, evidence: 4 }];
    assert_eq!(lin.notices_of(number).await?, told);
    assert_eq!(wu.notices_of(number).await?, told, "who approved is told too");
    let view = lin.case(number).await?;
    assert!(matches!(view.proposals[0].state, ProposalState::Voided { evidence: Some(4), .. }));
    assert_eq!(view.case.state.holder(view.now), Some("lin"), "the maker has it again");

    lin.resolve_because(number, ConfirmPaid, "still so").await?;
    assert_ne!(lin.newest_proposal(number).await?.binds_to, seen.binds_to);
    refused(wu.approve_seen(number, 2, seen.binds_to).await, Code::EvidenceChanged);
    wu.approve(number).await?;
    assert_eq!(zhao.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

async fn two_supervisors_at_once_close_it_once(desk: &Desk) -> Result<()> {
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    for round in 0..5 {
        let (lin, number) = proposed(desk).await?;
        let seen = lin.newest_proposal(number).await?;
        let approve = async |who: &Caller| who.approve_seen(number, seen.seq, seen.binds_to).await;
        let (first, second) = join(approve(&wu), approve(&zhao)).await;
        let (winner, loser) = if first.is_ok() { (first, second) } else { (second, first) };
        assert_eq!(winner?.case.state.outcome(), Some(ConfirmedPaid), "round {round}");
        refused(loser, Code::ProposalNotOpen);
        let view = lin.case(number).await?;
        assert_eq!(view.proposals[0].decisions.len(), 1);
        let closings = super::actions(&lin.trail(number).await?)?;
        let closed = closings.iter().filter(|action| **action == shared::audit::Action::CaseClosed).count();
        assert_eq!(closed, 1);
    }
    Ok(())
}

async fn an_approval_and_evidence_at_once_have_one_order(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    for round in 0..5 {
        let (lin, number) = proposed(desk).await?;
        let seen = lin.newest_proposal(number).await?;
        let (approved, recorded) =
            join(wu.approve_seen(number, 1, seen.binds_to), core.add_query(number, wechat("PROCESSING"))).await;
        assert_eq!(recorded?.evidence.seq, 3, "evidence is never lost");
        let view = lin.case(number).await?;
        match approved {
            Ok(_) => assert_eq!(view.case.state.outcome(), Some(ConfirmedPaid), "round {round}: approved first"),
            refusal => {
                refused(refusal, Code::ProposalNotOpen);
                assert_eq!(view.case.state.outcome(), None, "round {round}: voided first");
            }
        }
    }
    Ok(())
}
