//! Settling bounces, late successes and duplicates: what may be chosen, who must agree, what new evidence does to it.

use anyhow::{Context, Result};
use futures::future::join_all;
use shared::api::particulars::ReturnRequest;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseKind, CaseNumber, State};
use shared::evidence::{Claim, EvidenceKind};
use shared::resolution::Outcome::{NeverRepaid, NotDuplicate, NoticeWithdrawn};
use shared::resolution::Resolution::{self, ConfirmNotPaid, ConfirmPaid, RaiseCorrection};
use shared::resolution::{AttemptStanding, ProposalState, Unmet};
use tests::payout::{Payout, payout};
use tests::response::wechat;
use tests::returned::{Told, funds_back, returned, settled};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        that_nothing_came_back_is_said_with_a_reason_and_approved,
        funds_that_are_back_void_what_says_that_nothing_came_back,
        a_late_success_without_another_payment_is_closed_by_two,
        a_second_payment_rules_out_that_the_payee_was_paid_once,
        what_a_linked_case_learns_voids_what_was_seen,
        a_duplicate_that_is_none_is_closed_by_two,
        what_moves_money_is_not_settled_by_a_word,
        of_many_who_withdraw_a_notice_one_proposes,
        nothing_is_paid_again_while_an_attempt_may_still_be_paid,
        what_came_back_is_paid_again_once,
        what_was_paid_again_on_purpose_is_no_late_success,
        what_was_paid_again_and_came_back_too_is_a_bounce_of_its_own,
        a_second_settlement_line_opens_a_duplicate,
        a_return_that_comes_after_a_bounce_was_settled_opens_another;
}

/// A bounce that Lin holds.
async fn bounce(desk: &Desk, filing: Payout) -> Result<(Caller, Caller, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(filing).await?;
    lin.claim(number).await?;
    Ok((core, lin, number))
}

/// A payout that was closed as not paid, and the case that its late success opened, which Lin holds.
async fn late(desk: &Desk) -> Result<(Caller, Caller, CaseNumber, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let origin = core.number_of(payout().query(wechat("FAIL").minutes_ago(60))).await?;
    lin.claim(origin).await?;
    lin.resolve(origin, ConfirmNotPaid).await?;
    let opened = core.add_query(origin, wechat("SUCCESS")).await?.opened.context("a late success")?;
    lin.claim(opened).await?;
    Ok((core, lin, origin, opened))
}

async fn that_nothing_came_back_is_said_with_a_reason_and_approved(desk: &Desk) -> Result<()> {
    let (_, lin, number) = bounce(desk, payout().returned(returned("RT-1", "1280.00"))).await?;
    refused(lin.resolve(number, Resolution::WithdrawNotice).await, Code::InvalidFields);
    let view = lin.resolve_because(number, Resolution::WithdrawNotice, "The channel took it back.").await?;
    let proposal = view.proposals.last().context("a proposal")?;
    assert_eq!(proposal.approvals.required, 1);
    refused(lin.approve(number).await, Code::Forbidden);
    let closed = desk.wu().await?.approve(number).await?;
    assert_eq!(closed.case.state.outcome(), Some(NoticeWithdrawn));
    Ok(())
}

async fn funds_that_are_back_void_what_says_that_nothing_came_back(desk: &Desk) -> Result<()> {
    let (core, lin, number) = bounce(desk, payout().returned(returned("RT-1", "1280.00"))).await?;
    lin.resolve_because(number, Resolution::WithdrawNotice, "A mistake.").await?;
    core.tell(number, Told::Funds(funds_back("RT-1", "1280.00"))).await?;
    let view = lin.case(number).await?;
    assert!(matches!(view.proposals[0].state, ProposalState::Voided { evidence: Some(2), .. }), "{:?}", view.proposals);
    let expected = [Unmet::FundsAreBack { evidence: vec![2] }];
    assert_eq!(lin.choice(number, Resolution::WithdrawNotice).await?.unmet, expected);
    refused(lin.resolve_because(number, Resolution::WithdrawNotice, "Still a mistake.").await, Code::ResolutionBlocked);
    assert!(lin.choice(number, RaiseCorrection).await?.is_allowed());
    Ok(())
}

async fn a_late_success_without_another_payment_is_closed_by_two(desk: &Desk) -> Result<()> {
    let (_, lin, _, number) = late(desk).await?;
    assert_eq!(lin.choice(number, RaiseCorrection).await?.unmet, [Unmet::PaidOnce]);
    lin.resolve_because(number, Resolution::NeverRepaid, "The merchant did not pay again.").await?;
    let closed = desk.wu().await?.approve(number).await?;
    assert_eq!(closed.case.state.outcome(), Some(NeverRepaid));
    Ok(())
}

async fn a_second_payment_rules_out_that_the_payee_was_paid_once(desk: &Desk) -> Result<()> {
    let (core, lin, origin, number) = late(desk).await?;
    let again = format!("{}-2", lin.case(number).await?.case.facts.order_number);
    core.add_query(origin, wechat("PROCESSING").of_attempt(&again)).await?;
    let open = [Unmet::AttemptUnsettled { attempt: again.clone(), case: origin }];
    assert_eq!(lin.choice(number, Resolution::NeverRepaid).await?.unmet, open);
    assert_eq!(lin.choice(number, RaiseCorrection).await?.unmet, open);

    core.add_query(origin, wechat("SUCCESS").of_attempt(&again)).await?;
    let paid = [Unmet::PaidAgain { attempt: again.clone() }];
    assert_eq!(lin.choice(number, Resolution::NeverRepaid).await?.unmet, paid);
    assert!(lin.choice(number, RaiseCorrection).await?.is_allowed());
    assert!(lin.choice(number, Resolution::WriteOff).await?.is_allowed());
    let around = lin.case(number).await?.around;
    assert!(around.attempts.iter().any(|known| known.order_number == again && known.standing == AttemptStanding::Paid));
    Ok(())
}

async fn what_a_linked_case_learns_voids_what_was_seen(desk: &Desk) -> Result<()> {
    let (core, lin, origin, number) = late(desk).await?;
    let again = format!("{}-2", lin.case(number).await?.case.facts.order_number);
    lin.resolve_because(number, Resolution::NeverRepaid, "Nobody paid again.").await?;
    let wu = desk.wu().await?;
    let seen = wu.newest_proposal(number).await?;
    core.add_query(origin, wechat("PROCESSING").of_attempt(&again)).await?;
    refused(wu.approve_seen(number, seen.seq, seen.binds_to).await, Code::EvidenceChanged);
    assert!(matches!(wu.case(number).await?.case.state, State::Proposed { .. }));
    Ok(())
}

async fn a_duplicate_that_is_none_is_closed_by_two(desk: &Desk) -> Result<()> {
    let filing = payout().settled(settled("L-1", "1280.00")).settled(settled("L-2", "1280.00"));
    let (core, lin, number) = bounce(desk, filing).await?;
    lin.resolve_because(number, Resolution::NotDuplicate, "The second line corrects the first.").await?;
    core.tell(number, Told::Line(settled("L-3", "1280.00"))).await?;
    let voided = lin.case(number).await?.proposals.pop().context("a proposal")?;
    assert!(matches!(voided.state, ProposalState::Voided { .. }));
    lin.resolve_because(number, Resolution::NotDuplicate, "All three are one.").await?;
    let closed = desk.wu().await?.approve(number).await?;
    assert_eq!(closed.case.state.outcome(), Some(NotDuplicate));
    Ok(())
}

async fn what_moves_money_is_not_settled_by_a_word(desk: &Desk) -> Result<()> {
    let (_, lin, number) = bounce(desk, payout().returned(returned("RT-1", "1280.00"))).await?;
    for resolution in [RaiseCorrection, Resolution::WriteOff, Resolution::KeepWaiting] {
        refused(lin.resolve_because(number, resolution, "Now.").await, Code::InvalidFields);
    }
    let nothing_of_that = lin.resolve_because(number, ConfirmPaid, "It was paid.").await;
    refused(nothing_of_that, Code::ResolutionBlocked);
    Ok(())
}

async fn of_many_who_withdraw_a_notice_one_proposes(desk: &Desk) -> Result<()> {
    let (_, lin, number) = bounce(desk, payout().returned(returned("RT-1", "1280.00"))).await?;
    let version = lin.case(number).await?.case.version;
    let propose = || lin.resolve_seen(number, version, Resolution::WithdrawNotice, Some("A mistake."));
    let answers = join_all((0..8).map(|_| propose())).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(lin.case(number).await?.proposals.len(), 1);
    Ok(())
}

async fn nothing_is_paid_again_while_an_attempt_may_still_be_paid(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().query(wechat("FAIL").minutes_ago(60));
    let (number, new) = (core.number_of(&filing).await?, format!("{}-2", filing.order_number()));
    refused(lin.pay_again(number, &new).await, Code::ResolutionBlocked);
    lin.claim(number).await?;
    lin.resolve(number, ConfirmNotPaid).await?;
    refused(lin.pay_again(number, filing.order_number()).await, Code::InvalidFields);

    let view = lin.pay_again(number, &new).await?;
    let piece = view.evidence.last().context("a piece")?;
    assert_eq!((piece.kind, piece.claim, piece.attempt.as_str()), (EvidenceKind::PayAgain, Claim::NonFinal, &*new));
    assert!(super::actions(&lin.trail(number).await?)?.contains(&Action::PayAgainRequested));
    let problem = refused(lin.pay_again(number, &format!("{new}-3")).await, Code::ResolutionBlocked);
    assert_eq!(problem.unmet, [Unmet::AttemptUnsettled { attempt: new.clone(), case: number }]);

    core.add_query(number, wechat("FAIL").of_attempt(&new)).await?;
    lin.pay_again(number, &format!("{new}-3")).await?;
    refused(desk.gu().await?.pay_again(number, &format!("{new}-4")).await, Code::Forbidden);
    Ok(())
}

async fn what_came_back_is_paid_again_once(desk: &Desk) -> Result<()> {
    let (_, lin, number) = bounce(desk, payout().returned(returned("RT-1", "1280.00"))).await?;
    let order = lin.case(number).await?.case.facts.order_number;
    let orders: Vec<String> = (2..8).map(|end| format!("{order}-{end}")).collect();
    let answers = join_all(orders.iter().map(|order| lin.pay_again(number, order))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    Ok(())
}

async fn what_was_paid_again_on_purpose_is_no_late_success(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().query(wechat("FAIL").minutes_ago(60));
    let (number, new) = (core.number_of(&filing).await?, format!("{}-2", filing.order_number()));
    lin.claim(number).await?;
    lin.resolve(number, ConfirmNotPaid).await?;
    lin.pay_again(number, &new).await?;
    assert_eq!(core.add_query(number, wechat("SUCCESS").of_attempt(&new)).await?.opened, None);
    let late = core.add_query(number, wechat("SUCCESS")).await?.opened.context("a late success")?;
    lin.claim(late).await?;
    assert_eq!(lin.choice(late, Resolution::NeverRepaid).await?.unmet, [Unmet::PaidAgain { attempt: new }]);
    assert!(lin.choice(late, RaiseCorrection).await?.is_allowed());
    Ok(())
}

async fn what_was_paid_again_and_came_back_too_is_a_bounce_of_its_own(desk: &Desk) -> Result<()> {
    let not_paid = payout().query(wechat("FAIL").minutes_ago(60));
    for filing in [payout().returned(returned("RT-1", "1280.00")), not_paid] {
        let (core, lin, number) = bounce(desk, filing).await?;
        if lin.case(number).await?.case.kind == CaseKind::PayoutUnknown {
            lin.resolve(number, ConfirmNotPaid).await?;
        }
        let before = lin.case(number).await?.case;
        let new = format!("{}-2", before.facts.order_number);
        lin.pay_again(number, &new).await?;
        core.add_query(number, wechat("SUCCESS").of_attempt(&new)).await?;
        let again = Told::Return(ReturnRequest { attempt: Some(new.clone()), ..returned("RT-2", "1280.00") });
        let opened = core.tell(number, again).await?.opened.context("a bounce of its own")?;
        assert_eq!(core.tell(number, Told::Funds(funds_back("RT-2", "1280.00"))).await?.opened, None);
        let bounced = lin.case(opened).await?.case;
        assert_eq!((bounced.kind, bounced.facts.order_number.as_str()), (CaseKind::PayoutBounced, new.as_str()));
        assert_eq!((bounced.linked_from, bounced.matter.returns().len()), (Some(number), 1));
        assert!(bounced.matter.returns()[0].is_back());
        lin.claim(opened).await?;
        assert!(lin.choice(opened, RaiseCorrection).await?.is_allowed());
        // The first is about what it was about before.
        let after = lin.case(number).await?.case;
        assert_eq!((after.kind, &after.matter), (before.kind, &before.matter));
        if after.kind == CaseKind::PayoutBounced {
            assert!(lin.choice(number, RaiseCorrection).await?.is_allowed());
        }
    }
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn a_second_settlement_line_opens_a_duplicate(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().query(wechat("SUCCESS").minutes_ago(100))).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmPaid).await?;
    assert_eq!(core.tell(number, Told::Line(settled("L-1", "1280.00"))).await?.opened, None);
    assert_eq!(core.tell(number, Told::Line(settled("L-1", "1280.00"))).await?.opened, None, "the same line again");
    let opened = core.tell(number, Told::Line(settled("L-2", "1280.00"))).await?.opened.context("a duplicate")?;
    let duplicate = lin.case(opened).await?.case;
    let lines: Vec<_> = duplicate.matter.lines().iter().map(|line| line.reference.as_str()).collect();
    assert_eq!((duplicate.kind, lines), (CaseKind::DuplicatePayout, vec!["L-1", "L-2"]));
    assert_eq!(core.tell(number, Told::Line(settled("L-3", "1280.00"))).await?.opened, None, "it is open already");
    assert_eq!(lin.case(opened).await?.case.matter.lines().len(), 3);
    Ok(())
}

async fn a_return_that_comes_after_a_bounce_was_settled_opens_another(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let origin = core.number_of(payout().query(wechat("SUCCESS").minutes_ago(100))).await?;
    lin.claim(origin).await?;
    lin.resolve(origin, ConfirmPaid).await?;
    let first = core.tell(origin, Told::Return(returned("RT-1", "280.00"))).await?.opened.context("a bounce")?;
    lin.claim(first).await?;
    lin.resolve_because(first, Resolution::WithdrawNotice, "Taken back.").await?;
    desk.wu().await?.approve(first).await?;
    let second = core.tell(origin, Told::Return(returned("RT-2", "100.00"))).await?.opened.context("another")?;
    assert_ne!(first, second);
    let linked = lin.case(origin).await?.linked;
    assert_eq!(linked.iter().map(|linked| linked.number).collect::<Vec<_>>(), [first, second]);
    assert_eq!(lin.case(first).await?.case.matter.returns().len(), 1, "what is settled is left alone");
    Ok(())
}
