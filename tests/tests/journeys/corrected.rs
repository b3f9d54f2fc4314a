//! Correction orders from the draft to accounting's voucher: a bounce whose merchant is credited, and a recovery that
//! accounting refuses.

use anyhow::Result;
use fantoccini::key::Key;
use serde_json::json;
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, OrderNumber};
use shared::resolution::{Outcome, Resolution};
use tests::payout::payout;
use tests::response::wechat;
use tests::returned::{Told, funds_back, returned};
use tests::{Caller, Desk, Engine, Visitor};

/// The newest order of a case.
async fn newest(core: &Caller, case: CaseNumber) -> Result<OrderNumber> {
    let orders = core.orders(&[("case", &case.to_string()), ("limit", "1")]).await?.items;
    Ok(orders.first().expect("an order").number)
}

/// A checker opens the case and approves what is proposed.
async fn approves(checker: &Visitor, case: CaseNumber) -> Result<()> {
    checker.open(&format!("/cases/{case}")).await?;
    checker.sees_in("Decide", "Reject").await?;
    checker.key('a').await?;
    checker.sees_in("Decide", "Remark").await?;
    checker.press_in("Decide", "Approve").await?;
    checker.sees(&format!("You approved {case}.")).await
}

#[tokio::test]
async fn a_bounced_payout_is_put_right_from_the_keyboard_and_closed_by_accounting() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let case = core.number_of(payout().returned(returned("RT-7", "1270.00"))).await?;
    core.tell(case, Told::Funds(funds_back("RT-7", "1270.00"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;

    lin.open(&format!("/cases/{case}")).await?;
    lin.sees_in("Decide", "Claim the case").await?;
    lin.key('c').await?;
    lin.sees_in("Decide", "Nothing. It can be decided now.").await?;
    lin.key('1').await?;
    lin.tab_to("Draft the correction order").await?;
    lin.key(Key::Enter).await?;
    lin.sees("Refund of a bounce").await?;
    let order = newest(&core, case).await?;
    lin.is_at(&format!("/corrections/{order}")).await?;
    lin.sees("¥1,270.00 of the payout's ¥1,280.00 is corrected").await?;

    // What the channel kept of the return the merchant does not bear alone.
    lin.tab_to("Change it").await?;
    lin.key(Key::Enter).await?;
    lin.sees("The lines as they would be").await?;
    lin.fill("Kept by the channel of the return", "10.01").await?;
    lin.sees("The corrections would add up to more than the payout").await?;
    lin.fill("Kept by the channel of the return", "10.00").await?;
    lin.fill("The part of that which we bear", "4.00").await?;
    lin.sees("what the channel kept for the return, the part that the merchant bears").await?;
    lin.tab_to("Save the change").await?;
    lin.key(Key::Enter).await?;
    lin.misses("The lines as they would be").await?;
    lin.sees("changed the order").await?;
    lin.fill("Reason", "The channel kept 10.00; we bear 4.00 of it.").await?;
    lin.tab_to("Put to checkers").await?;
    lin.key(Key::Enter).await?;
    lin.sees("Awaiting approval").await?;

    approves(&wu, case).await?;
    // Lin's page is told of all of it as it happens.
    lin.sees("Sent to accounting").await?;
    core.posted(order, 1, "GL-77").await?;
    lin.sees("sending 1: posted, voucher GL-77").await?;
    lin.open(&format!("/cases/{case}")).await?;
    lin.sees_in("Decide", "Closed:").await?;
    lin.sees("posted, voucher GL-77").await?;
    assert_eq!(core.case(case).await?.case.state.outcome(), Some(Outcome::Corrected));
    lin.had_no_errors().await?;
    wu.had_no_errors().await
}

#[tokio::test]
async fn a_refund_credited_ahead_of_its_funds_is_cleared_by_what_came() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let (core, lin, wu, zhao) = (desk.core().await?, desk.lin().await?, desk.wu().await?, desk.zhao().await?);
    let case = core.number_of(payout().returned(returned("RT-8", "1270.00"))).await?;
    lin.claim(case).await?;
    let order = lin.draft(case, CorrectionKind::BounceRefund).await?.order.number;
    lin.edit_order(order, json!({ "ahead_of_funds": true })).await?;
    lin.propose_order(order).await?;
    wu.approve(case).await?;
    zhao.approve(case).await?;
    core.posted(order, 1, "GL-80").await?;

    let mei = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("mei", "operator")?).await?;
    mei.open(&format!("/corrections/{order}")).await?;
    mei.sees("¥1,270.00 of the return RT-8 was credited ahead of its funds and stands in transit.").await?;
    mei.open(&format!("/cases/{case}")).await?;
    mei.sees("Nothing of it is back yet: the case waits for it.").await?;
    core.tell(case, Told::Funds(funds_back("RT-8", "1200.00"))).await?;
    mei.sees("¥1,200.00 of it is back.").await?;
    mei.press("Claim").await?;
    mei.press("Clear what is in transit of RT-8").await?;
    mei.sees("¥70.00 did not come back.").await?;
    mei.press("Draft the clearing").await?;
    mei.sees("Clearing of funds in transit").await?;
    mei.fill("Reason", "The bank kept 70.00.").await?;
    mei.press("Put to checkers").await?;
    mei.sees("Awaiting approval").await?;
    let clearing = newest(&core, case).await?;
    wu.approve(case).await?;
    zhao.approve(case).await?;
    core.posted(clearing, 1, "GL-81").await?;
    mei.sees("posted, voucher GL-81").await?;
    assert_eq!(core.case(case).await?.case.state.outcome(), Some(Outcome::Corrected));
    mei.had_no_errors().await
}

/// A payout closed as not paid that was paid after all while the payee had been paid again; its recovery was refused by
/// accounting. Lin has the case.
async fn refused(desk: &Desk) -> Result<(Visitor, Visitor, CaseNumber, OrderNumber)> {
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let filing = payout();
    let again = format!("{}-again", filing.order_number());
    let first = core.number_of(filing.query(wechat("FAIL").minutes_ago(100))).await?;
    lin.claim(first).await?;
    lin.resolve(first, Resolution::ConfirmNotPaid).await?;
    let case = core.add_query(first, wechat("SUCCESS")).await?.opened.expect("a late success");
    core.add_query(first, wechat("SUCCESS").of_attempt(&again)).await?;
    lin.claim(case).await?;
    let order = lin.draft(case, CorrectionKind::LateSuccessRecovery).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(case).await?;
    core.failed(order, 1, "the merchant's balance is too low").await?;
    let mei = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("mei", "operator")?).await?;
    let zhao = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("zhao", "supervisor")?).await?;
    mei.open(&format!("/cases/{case}")).await?;
    mei.sees("refused: the merchant's balance is too low").await?;
    mei.press("Claim").await?;
    mei.sees("Send it again as it is").await?;
    Ok((mei, zhao, case, order))
}

#[tokio::test]
async fn a_refused_recovery_is_reduced_and_the_merchant_owes_the_rest() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let (mei, zhao, case, order) = refused(&desk).await?;
    mei.press("Take less from the balance").await?;
    mei.fill("Taken from the merchant's balance", "280.00").await?;
    mei.sees("the merchant's balance does not cover this part").await?;
    mei.press("Save the change").await?;
    mei.misses("The lines as they would be").await?;
    mei.fill("Reason", "280.00 now, the rest is owed.").await?;
    mei.press("Send again: put to checkers").await?;
    mei.sees("Awaiting approval").await?;
    approves(&zhao, case).await?;
    core.posted(order, 2, "GL-2").await?;
    assert_eq!(core.case(case).await?.case.state.outcome(), Some(Outcome::Recovered));
    mei.open(&format!("/corrections/{order}")).await?;
    mei.sees("sending 1: refused: the merchant's balance is too low").await?;
    mei.sees("sending 2: posted, voucher GL-2").await?;
    mei.had_no_errors().await
}

#[tokio::test]
async fn a_refused_recovery_is_written_off_by_two() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let (mei, zhao, case, order) = refused(&desk).await?;
    mei.press("Write it off").await?;
    mei.press("Withdraw it and draft the write-off").await?;
    mei.sees(&format!("stands in for {order}")).await?;
    let written_off = newest(&core, case).await?;
    mei.fill("Reason", "The merchant is gone.").await?;
    mei.press("Put to checkers").await?;
    mei.sees("Awaiting approval").await?;
    approves(&zhao, case).await?;
    zhao.sees_in("Decide", "One more approval needed").await?;
    desk.wu().await?.approve(case).await?;
    core.posted(written_off, 1, "GL-3").await?;
    assert_eq!(core.case(case).await?.case.state.outcome(), Some(Outcome::WrittenOff));
    mei.had_no_errors().await
}

#[tokio::test]
async fn a_fee_is_adjusted_beside_the_refund() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let case = core.number_of(payout().returned(returned("RT-8", "1280.00"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{case}")).await?;
    lin.press("Claim").await?;
    lin.press("Adjust a fee").await?;
    lin.press("Draft the order").await?;
    lin.sees("An amount such as 12.80.").await?;
    lin.fill("Line of the statement", "ST-31").await?;
    lin.choose("The channel charged", "less than was booked").await?;
    lin.fill("Fee in CNY", "0.60").await?;
    lin.press("Draft the order").await?;
    lin.sees("Adjustment of a fee").await?;
    lin.sees("the channel charged less than we booked").await?;
    let order = core.order(newest(&core, case).await?).await?.order;
    assert_eq!((order.kind(), order.principal().minor()), (CorrectionKind::FeeAdjustment, 60));
    lin.had_no_errors().await
}

#[tokio::test]
async fn a_bounce_that_is_told_otherwise_after_its_posting_says_so_and_stays_open() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let case = core.number_of(payout().returned(returned("RT-9", "300.00"))).await?;
    lin.claim(case).await?;
    core.tell(case, Told::Funds(funds_back("RT-9", "300.00"))).await?;
    let order = lin.draft(case, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(case).await?;
    core.tell(case, Told::Return(returned("RT-9", "400.00"))).await?;
    core.posted(order, 1, "GL-9").await?;

    let mei = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("mei", "operator")?).await?;
    mei.open(&format!("/cases/{case}")).await?;
    mei.sees("By now the evidence tells of ¥400.00 that came back; the posted orders booked ¥300.00.").await?;
    mei.sees("What is posted stays.").await?;
    mei.sees("posted, voucher GL-9").await?;
    core.tell(case, Told::Return(returned("RT-9", "300.00"))).await?;
    mei.misses("By now the evidence tells of").await?;
    mei.sees_in("Decide", "Closed:").await?;
    mei.had_no_errors().await
}
