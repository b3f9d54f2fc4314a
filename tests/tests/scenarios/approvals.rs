//! Makers and checkers: an approval binds to what was seen, and nobody goes round it.

use anyhow::Result;
use shared::api::notices::Notice;
use shared::api::problem::{Code, FieldCode};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::evidence::Shown;
use shared::resolution::Outcome::ConfirmedPaid;
use shared::resolution::Resolution::ConfirmPaid;
use shared::resolution::{ProposalState, Unmet};
use tests::caller::Failure;
use tests::payout::{Payout, payout};
use tests::response::{portal, wechat};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        an_approval_closes_the_case,
        an_approval_binds_to_what_was_seen,
        nobody_approves_twice,
        the_maker_never_checks_whatever_the_role,
        only_supervisors_check,
        a_rejection_needs_a_reason_and_gives_the_case_back,
        only_the_maker_withdraws,
        a_proposal_is_never_deleted,
        nothing_else_happens_while_a_proposal_is_open,
        the_approvals_list_says_who_may_decide;
}

/// Needs one approval: a look at the portal shows it as paid.
pub(super) async fn proposed(desk: &Desk) -> Result<(Caller, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout()).await?;
    lin.claim(number).await?;
    lin.observe(number, portal(Shown::Paid)).await?;
    lin.resolve_because(number, ConfirmPaid, "shown as paid").await?;
    Ok((lin, number))
}

/// Needs two approvals: there is proof both ways.
pub(super) async fn proposed_for_two(desk: &Desk) -> Result<(Caller, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(contradicted()).await?;
    lin.claim(number).await?;
    lin.resolve_because(number, ConfirmPaid, "the channel confirmed it by telephone").await?;
    Ok((lin, number))
}

fn contradicted() -> Payout {
    payout().query(wechat("FAIL").minutes_ago(90)).query(wechat("SUCCESS"))
}

async fn an_approval_closes_the_case(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed(desk).await?;
    let wu = desk.wu().await?;
    let view = wu.approve(number).await?;
    assert_eq!(view.case.state.outcome(), Some(ConfirmedPaid));
    assert_eq!(view.case.state.stored_owner(), Some("wu"), "whose approval completed it closed it");
    assert!(matches!(view.proposals[0].state, ProposalState::Approved { .. }));
    assert_eq!(view.proposals[0].decisions[0].checker, "wu");
    let told = [Notice::ProposalApproved { proposal: 1, by: "wu".to_owned() }];
    assert_eq!((lin.notices_of(number).await?, wu.notices_of(number).await?), (told.to_vec(), vec![]));
    refused(wu.approve(number).await, Code::ProposalNotOpen);
    Ok(())
}

async fn an_approval_binds_to_what_was_seen(desk: &Desk) -> Result<()> {
    let (_, number) = proposed(desk).await?;
    let wu = desk.wu().await?;
    refused(wu.approve_seen(number, 1, Digest::ZERO).await, Code::EvidenceChanged);
    refused(wu.approve_seen(number, 2, Digest::ZERO).await, Code::NotFound);
    let body = serde_json::json!({ "binds_to": "not a digest" });
    let answer = wu.post::<serde_json::Value>(&format!("/exceptions/{number}/proposals/1/approve"), &body).await;
    assert_eq!(super::faults(&refused(answer, Code::InvalidFields)), [("binds_to", FieldCode::BadDigest)]);
    let view = wu.case(number).await?;
    assert_eq!((view.case.state.stored_name(), view.proposals[0].decisions.len()), ("proposed", 0));
    Ok(())
}

async fn nobody_approves_twice(desk: &Desk) -> Result<()> {
    let (_, number) = proposed_for_two(desk).await?;
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    wu.approve(number).await?;
    refused(wu.approve(number).await, Code::AlreadyDecided);
    refused(wu.reject(number, "on second thoughts").await, Code::AlreadyDecided);
    assert_eq!(wu.case(number).await?.case.state.outcome(), None);
    assert_eq!(zhao.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

/// A bug that real systems have: a super-user who approves his own proposal.
async fn the_maker_never_checks_whatever_the_role(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    let name = format!("qian{}", number.0);
    let person = desk.holdfast.person(&name, "supervisor")?;
    let all = serde_json::json!({ "roles": ["operator", "supervisor", "auditor", "admin"] });
    let change = desk.root().await?.request(reqwest::Method::PATCH, &format!("/users/{name}")).json(&all);
    assert_eq!(change.send().await?.status(), 200);
    let qian = Caller::signed_in(&desk.holdfast.url(""), &person).await?;
    qian.claim(number).await?;
    qian.observe(number, portal(Shown::Paid)).await?;
    qian.resolve(number, ConfirmPaid).await?;
    let problem = refused(qian.approve(number).await, Code::MakerMayNotCheck);
    assert_eq!(problem.status, 403);
    refused(qian.reject(number, "my own").await, Code::MakerMayNotCheck);
    assert_eq!(desk.wu().await?.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

async fn only_supervisors_check(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed(desk).await?;
    let seen = lin.newest_proposal(number).await?;
    for stranger in [desk.mei().await?, desk.gu().await?, desk.root().await?, desk.core().await?, lin] {
        refused(stranger.approve_seen(number, 1, seen.binds_to).await, Code::Forbidden);
    }
    refused(desk.mei().await?.reject(number, "no").await, Code::Forbidden);
    refused(desk.nobody()?.approve_seen(number, 1, seen.binds_to).await, Code::Unauthenticated);
    Ok(())
}

async fn a_rejection_needs_a_reason_and_gives_the_case_back(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed(desk).await?;
    let wu = desk.wu().await?;
    for reason in ["", "  "] {
        let problem = refused(wu.reject(number, reason).await, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [("reason", FieldCode::Missing)]);
    }
    let view = wu.reject(number, "the portal showed another order").await?;
    assert!(matches!(view.proposals[0].state, ProposalState::Rejected { .. }));
    assert_eq!(view.case.state.holder(view.now), Some("lin"));
    let reason = "the portal showed another order".to_owned();
    let told = [Notice::ProposalRejected { proposal: 1, by: "wu".to_owned(), reason }];
    assert_eq!(lin.notices_of(number).await?, told);
    lin.resolve_because(number, ConfirmPaid, "I looked again").await?;
    let view = wu.approve(number).await?;
    assert_eq!((view.case.state.outcome(), view.proposals.len()), (Some(ConfirmedPaid), 2), "both are kept");
    Ok(())
}

async fn only_the_maker_withdraws(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed(desk).await?;
    for other in [desk.mei().await?, desk.wu().await?, desk.gu().await?] {
        refused(other.withdraw(number, "not mine").await, Code::Forbidden);
    }
    refused(lin.withdraw(number, "").await, Code::InvalidFields);
    let view = lin.withdraw(number, "wrong case").await?;
    assert!(matches!(view.proposals[0].state, ProposalState::Withdrawn { .. }));
    assert_eq!(view.case.state.holder(view.now), Some("lin"));
    refused(lin.withdraw(number, "again").await, Code::ProposalNotOpen);
    refused(desk.wu().await?.approve(number).await, Code::ProposalNotOpen);
    Ok(())
}

/// A bug that real systems have: a pending approval that can be deleted.
async fn a_proposal_is_never_deleted(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed(desk).await?;
    for who in [lin, desk.wu().await?, desk.root().await?] {
        for path in ["", "/proposals/1", "/proposals", "/evidence/1", "/audit"] {
            let path = format!("/exceptions/{number}{path}");
            let response = who.request(reqwest::Method::DELETE, &path).send().await?;
            let answer = tests::caller::read::<serde_json::Value>(response).await;
            let Err(Failure::Refused(problem)) = answer else { anyhow::bail!("{path}: {answer:?}") };
            assert!(matches!(problem.code, Code::NotFound | Code::MethodNotAllowed), "{path}: {problem:?}");
        }
    }
    assert_eq!(desk.wu().await?.newest_proposal(number).await?.state, ProposalState::Open);
    Ok(())
}

async fn nothing_else_happens_while_a_proposal_is_open(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed(desk).await?;
    for person in [lin.clone(), desk.mei().await?] {
        refused(person.claim(number).await, Code::ProposalOpen);
        refused(person.take_over(number).await, Code::ProposalOpen);
        refused(person.release(number).await, Code::ProposalOpen);
        let unmet = refused(person.resolve(number, ConfirmPaid).await, Code::ResolutionBlocked).unmet;
        assert_eq!(unmet, [Unmet::ProposalOpen { maker: "lin".to_owned() }]);
    }
    desk.mei().await?.note(number, "the merchant called").await?;
    assert_eq!(
        desk.wu().await?.approve(number).await?.case.state.outcome(),
        Some(ConfirmedPaid),
        "a note voids nothing"
    );
    Ok(())
}

async fn the_approvals_list_says_who_may_decide(desk: &Desk) -> Result<()> {
    let (lin, number) = proposed_for_two(desk).await?;
    let (wu, zhao, gu) = (desk.wu().await?, desk.zhao().await?, desk.gu().await?);
    wu.approve(number).await?;
    for (who, may_decide) in [(&lin, false), (&wu, false), (&zhao, true), (&gu, false)] {
        let list = who.approvals().await?;
        let row = list.items.iter().find(|row| row.case.number == number);
        assert_eq!(
            row.map(|row| (row.may_decide, row.proposal.decisions.len())),
            Some((may_decide, 1)),
            "{}",
            who.name
        );
    }
    zhao.approve(number).await?;
    assert!(zhao.approvals().await?.items.iter().all(|row| row.case.number != number));
    Ok(())
}
