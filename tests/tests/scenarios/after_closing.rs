//! What comes up after a case was closed rewrites nothing: a linked case opens at once.

use anyhow::{Context, Result};
use futures::future::join_all;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseKind, CaseNumber, Priority, Standing};
use shared::evidence::{Phase, Shown};
use shared::resolution::Outcome::{ConfirmedNotPaid, ConfirmedPaid};
use shared::resolution::Resolution::{self, ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid};
use tests::payout::{Payout, now, payout};
use tests::response::{Response, nothing, portal, text, wechat, wechat_error};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        proof_of_payment_after_not_paid_opens_a_late_success,
        a_return_after_paid_opens_a_bounce,
        the_bank_is_never_right_against_a_success,
        a_second_piece_opens_no_second_case,
        pieces_that_arrive_together_open_one_case,
        a_return_that_stood_before_closing_opens_its_case_at_closing,
        what_proves_nothing_opens_nothing,
        a_linked_case_is_worked_and_not_closed,
        everyone_who_decided_is_told;
}

/// What Alipay answers to a query.
fn alipay(status: &str) -> Response {
    let inner = format!(r#"{{"code":"10000","status":"{status}"}}"#);
    text(&format!(r#"{{"alipay_fund_trans_common_query_response":{inner}}}"#), "application/json").status(200)
}

/// A case that Lin closed on the channel's word.
async fn closed(desk: &Desk, filing: Payout, resolution: Resolution) -> Result<(Caller, Caller, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(filing).await?;
    lin.claim(number).await?;
    lin.resolve(number, resolution).await?;
    Ok((core, lin, number))
}

async fn closed_not_paid(desk: &Desk) -> Result<(Caller, Caller, CaseNumber)> {
    closed(desk, payout().query(wechat("FAIL").minutes_ago(60)), ConfirmNotPaid).await
}

async fn proof_of_payment_after_not_paid_opens_a_late_success(desk: &Desk) -> Result<()> {
    let (core, lin, number) = closed_not_paid(desk).await?;
    let before = lin.case(number).await?;
    let recorded = core.add_query(number, wechat("SUCCESS")).await?;
    let opened = recorded.opened.context("a linked case")?;

    let view = lin.case(number).await?;
    assert_eq!((view.case.state, view.case.facts), (before.case.state, before.case.facts), "nothing is rewritten");
    assert_eq!(view.linked.iter().map(|linked| linked.number).collect::<Vec<_>>(), [opened]);
    assert_eq!(view.proposals, before.proposals);
    let happened = super::actions(&lin.trail(number).await?)?;
    assert!(happened.contains(&Action::CaseLinked));

    let linked = lin.case(opened).await?;
    assert_eq!((linked.case.kind, linked.case.linked_from), (CaseKind::LateSuccess, Some(number)));
    assert_eq!(linked.case.state.standing(linked.now), Standing::Open);
    assert_eq!(linked.case.outlook.priority, Priority::Urgent);
    assert_eq!(linked.evidence[0].sha256, recorded.evidence.sha256);
    assert_eq!(linked.linked[0].number, number);
    assert_eq!(super::actions(&lin.trail(opened).await?)?, [Action::CaseOpened]);
    assert_eq!(lin.notices_of(number).await?, [Notice::Contradicted { opened }]);
    let urgent = lin.list(&[("kind", "late_success"), ("q", &linked.case.facts.order_number)]).await?;
    assert_eq!(urgent.items[0].number, opened, "it is in the queue");
    Ok(())
}

async fn a_return_after_paid_opens_a_bounce(desk: &Desk) -> Result<()> {
    let filing = payout().channel("alipay_transfer").query(alipay("SUCCESS"));
    let (core, lin, number) = closed(desk, filing, ConfirmPaid).await?;
    let opened = core.add_query(number, alipay("REFUND")).await?.opened.context("a linked case")?;
    let linked = lin.case(opened).await?;
    assert_eq!((linked.case.kind, linked.case.outlook.priority), (CaseKind::PayoutBounced, Priority::Urgent));
    let original = lin.case(number).await?.case;
    assert_eq!(original.state.outcome(), Some(ConfirmedPaid), "success is never taken back");
    assert_eq!(original.verdict.name(), "paid", "what came back had been paid");
    Ok(())
}

/// A bug that real systems have: "the bank is right" overwriting a success.
async fn the_bank_is_never_right_against_a_success(desk: &Desk) -> Result<()> {
    let (core, lin, number) = closed(desk, payout().query(wechat("SUCCESS").minutes_ago(60)), ConfirmPaid).await?;
    let opened = core.add_query(number, wechat("FAIL")).await?.opened.context("a linked case")?;
    let view = lin.case(number).await?;
    assert_eq!((view.case.state.outcome(), view.case.verdict.name()), (Some(ConfirmedPaid), "contradiction"));
    assert_eq!(lin.case(opened).await?.case.kind, CaseKind::PayoutBounced);
    Ok(())
}

async fn a_second_piece_opens_no_second_case(desk: &Desk) -> Result<()> {
    let (core, lin, number) = closed_not_paid(desk).await?;
    let opened = core.add_query(number, wechat("SUCCESS").minutes_ago(2)).await?.opened.context("a linked case")?;
    let again = core.add_query(number, wechat("SUCCESS")).await?;
    assert_eq!(again.opened, None);
    assert_eq!(lin.case(number).await?.linked.len(), 1);
    let linked = lin.case(opened).await?;
    assert_eq!((linked.evidence.len(), linked.case.version), (2, 2), "the piece joins the case that is open");
    assert_eq!(lin.evidence(opened).await?.items.len(), 2);
    super::actions(&lin.trail(opened).await?)?;
    Ok(())
}

async fn pieces_that_arrive_together_open_one_case(desk: &Desk) -> Result<()> {
    let (core, lin, number) = closed_not_paid(desk).await?;
    let answers = join_all((0..10).map(|_| core.add_query(number, wechat("SUCCESS")))).await;
    let opened: Vec<CaseNumber> =
        answers.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().filter_map(|view| view.opened).collect();
    assert_eq!(opened.len(), 1, "{opened:?}");
    assert_eq!(lin.case(number).await?.evidence.len(), 12);
    assert_eq!(lin.case(opened[0]).await?.evidence.len(), 10);
    Ok(())
}

async fn a_return_that_stood_before_closing_opens_its_case_at_closing(desk: &Desk) -> Result<()> {
    let filing = payout().channel("alipay_transfer").query(alipay("REFUND"));
    let (_, lin, number) = closed(desk, filing, ConfirmPaid).await?;
    let view = lin.case(number).await?;
    assert_eq!(view.linked.iter().map(|linked| linked.kind).collect::<Vec<_>>(), [CaseKind::PayoutBounced]);
    assert_eq!(lin.case(view.linked[0].number).await?.evidence[0].sha256, view.evidence[1].sha256);
    Ok(())
}

async fn what_proves_nothing_opens_nothing(desk: &Desk) -> Result<()> {
    let (core, lin, number) = closed_not_paid(desk).await?;
    for answer in [nothing(Phase::Read), wechat("PROCESSING"), wechat("FAIL"), wechat_error(404, "NOT_FOUND")] {
        assert_eq!(core.add_query(number, answer).await?.opened, None);
    }
    let recorded = lin.observe(number, portal(Shown::Paid)).await?;
    assert_eq!(recorded.opened, None, "what a person saw is not the channel's word");
    let view = lin.case(number).await?;
    assert_eq!((view.linked.len(), view.case.state.outcome()), (0, Some(ConfirmedNotPaid)));
    Ok(())
}

async fn a_linked_case_is_worked_and_not_closed(desk: &Desk) -> Result<()> {
    let (core, lin, number) = closed_not_paid(desk).await?;
    let opened = core.add_query(number, wechat("SUCCESS")).await?.opened.context("a linked case")?;
    lin.claim(opened).await?;
    lin.note(opened, "the payee has been asked to pay back").await?;
    for resolution in [ConfirmPaid, ConfirmNotPaid, ConfirmNotPaidWithoutProof] {
        refused(lin.resolve_because(opened, resolution, "done").await, Code::ResolutionBlocked);
    }
    let view = lin.wait(opened, now() + chrono::Duration::days(1)).await?;
    assert_eq!((view.case.state.stored_name(), view.notes.len()), ("waiting", 1));
    Ok(())
}

async fn everyone_who_decided_is_told(desk: &Desk) -> Result<()> {
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let number = core.number_of(payout().large().query(wechat("FAIL").minutes_ago(60))).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmNotPaid).await?;
    wu.approve(number).await?;
    let opened = core.add_query(number, wechat("SUCCESS")).await?.opened.context("a linked case")?;
    let told = Notice::Contradicted { opened };
    assert_eq!(lin.notices_of(number).await?.last(), Some(&told));
    assert_eq!(wu.notices_of(number).await?, [told]);
    assert_eq!(desk.zhao().await?.notices_of(number).await?, []);
    Ok(())
}
