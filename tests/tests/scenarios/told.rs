//! A correction order books what the evidence tells, no more and no less, and none waits for money that never comes.

use anyhow::Result;
use serde_json::{Value, json};
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::case::{CaseNumber, Standing};
use shared::correction::{BookedOtherwise, CorrectionKind, OrderNumber, OrderStateName};
use shared::money::{Currency, Money};
use shared::resolution::Outcome;
use tests::payout::payout;
use tests::returned::{Told, funds_back, returned, settled};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        no_refund_is_more_than_what_was_reported,
        no_recovery_is_more_than_what_its_line_settled,
        no_order_leaves_a_part_in_no_order,
        what_the_channel_kept_is_not_waited_for,
        a_refund_waits_for_all_that_it_books,
        what_is_told_otherwise_since_is_not_sent,
        what_is_told_otherwise_since_its_posting_keeps_the_case_open,
        what_is_told_as_booked_again_ends_the_case;
}

fn cny(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "CNY" })
}

/// A bounce that Lin has, of which that much was reported as returned.
async fn bounced(desk: &Desk, amount: &str) -> Result<(Caller, CaseNumber, String)> {
    let (core, lin, filing) = (desk.core().await?, desk.lin().await?, payout());
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, amount))).await?;
    lin.claim(number).await?;
    Ok((lin, number, reference))
}

async fn no_refund_is_more_than_what_was_reported(desk: &Desk) -> Result<()> {
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    let more = json!({ "amount": cny("300.01") });
    refused(lin.draft_with(number, CorrectionKind::BounceRefund, more.clone()).await, Code::CorrectionRefused);
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    refused(lin.edit_order(order, more).await, Code::CorrectionRefused);
    // It was reported as less since: what was drafted before is put to nobody.
    desk.core().await?.tell(number, Told::Return(returned(&reference, "200.00"))).await?;
    refused(lin.propose_order(order).await, Code::CorrectionRefused);
    lin.edit_order(order, json!({ "amount": cny("200.00") })).await?;
    lin.propose_order(order).await?;
    Ok(())
}

async fn no_recovery_is_more_than_what_its_line_settled(desk: &Desk) -> Result<()> {
    let (core, lin, filing) = (desk.core().await?, desk.lin().await?, payout());
    let line = |place: u32| format!("L-{}-{place}", filing.order_number());
    let both = filing.clone().settled(settled(&line(1), "1280.00")).settled(settled(&line(2), "500.00"));
    let number = core.number_of(both).await?;
    lin.claim(number).await?;
    for kind in [CorrectionKind::DuplicateRecovery, CorrectionKind::WriteOff] {
        let more = json!({ "reference": line(2), "amount": cny("500.01") });
        refused(lin.draft_with(number, kind, more).await, Code::CorrectionRefused);
    }
    let named = json!({ "reference": line(2) });
    let draft = lin.draft_with(number, CorrectionKind::DuplicateRecovery, named).await?;
    assert_eq!(draft.order.principal().minor(), 50_000);
    Ok(())
}

async fn no_order_leaves_a_part_in_no_order(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    let part = json!({ "amount": cny("299.99") });
    let problem = refused(
        lin.clone().with("accept-language", "zh").draft_with(number, CorrectionKind::BounceRefund, part.clone()).await,
        Code::CorrectionRefused,
    );
    assert!(problem.detail.is_some_and(|words| words.contains("凭据所示款项中有 0.01 CNY 将不在任何差错订单内")));
    let draft = lin.draft(number, CorrectionKind::BounceRefund).await?;
    let order = draft.order.number;
    assert_eq!(draft.told.map(|told| told.amount.minor()), Some(30_000));
    let problem = refused(lin.edit_order(order, part).await, Code::CorrectionRefused);
    assert!(
        problem.detail.is_some_and(|words| words.contains("0.01 CNY of what the evidence tells would be in no order"))
    );
    // More is reported of the same return since: what was drafted before is put to nobody.
    core.tell(number, Told::Return(returned(&reference, "400.00"))).await?;
    refused(lin.propose_order(order).await, Code::CorrectionRefused);
    lin.edit_order(order, json!({ "amount": cny("400.00") })).await?;
    lin.propose_order(order).await?;

    // Of a recovery what the balance does not cover is owed: nothing of it is dropped.
    let filing = payout();
    let line = |place: u32| format!("L-{}-{place}", filing.order_number());
    let both = filing.clone().settled(settled(&line(1), "1280.00")).settled(settled(&line(2), "500.00"));
    let number = core.number_of(both).await?;
    lin.claim(number).await?;
    for kind in [CorrectionKind::DuplicateRecovery, CorrectionKind::WriteOff] {
        let less = json!({ "reference": line(2), "amount": cny("499.99") });
        refused(lin.draft_with(number, kind, less).await, Code::CorrectionRefused);
    }
    let named = json!({ "reference": line(2) });
    let order = lin.draft_with(number, CorrectionKind::DuplicateRecovery, named).await?.order.number;
    let less = json!({ "amount": cny("300.00"), "from_balance": cny("300.00") });
    refused(lin.edit_order(order, less).await, Code::CorrectionRefused);
    let owed = lin.edit_order(order, json!({ "from_balance": cny("300.00") })).await?;
    assert_eq!(owed.order.principal().minor(), 50_000);
    Ok(())
}

async fn what_the_channel_kept_is_not_waited_for(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.edit_order(order, json!({ "amount": cny("290.00"), "return_fee": cny("10.00") })).await?;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "290.00"))).await?;
    assert_eq!(lin.order(order).await?.order.state.name(), OrderStateName::Sent);
    Ok(())
}

async fn a_refund_waits_for_all_that_it_books(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    // All that is reported by now is back, and that is less than was approved.
    core.tell(number, Told::Return(returned(&reference, "200.00"))).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "200.00"))).await?;
    assert_eq!(lin.order(order).await?.order.state.name(), OrderStateName::Approved);
    Ok(())
}

/// What was approved waits for its funds, and meanwhile more is reported of the same return: what is approved is not sent, and
/// whoever proposed it is told. It is sent once the evidence tells what was approved again.
async fn what_is_told_otherwise_since_is_not_sent(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    core.tell(number, Told::Return(returned(&reference, "400.00"))).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "400.00"))).await?;
    assert_eq!(lin.order(order).await?.order.state.name(), OrderStateName::Approved);
    let view = lin.case(number).await?;
    assert_eq!(view.case.state.standing(view.now), Standing::Open, "somebody has to look at it");
    let told = lin.notices_of(number).await?;
    assert!(told.contains(&Notice::OrderNotAsTold { order }), "{told:?}");

    core.tell(number, Told::Return(returned(&reference, "300.00"))).await?;
    assert_eq!(lin.order(order).await?.order.state.name(), OrderStateName::Sent);
    core.posted(order, 1, "V-1").await?;
    // More is back than was reported and booked.
    let minor = |minor| Money::from_minor(minor, Currency::CNY);
    let found = BookedOtherwise { told: minor(40_000), booked: minor(30_000) };
    assert!(lin.notices_of(number).await?.contains(&Notice::BookedOtherwise { found }));
    core.tell(number, Told::Funds(funds_back(&reference, "300.00"))).await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    Ok(())
}

/// An order is sent, and more is reported of its return before accounting answers: the case does not end as if all were put right.
/// It does once the rest is reported as a return of its own, and booked.
async fn what_is_told_otherwise_since_its_posting_keeps_the_case_open(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    core.tell(number, Told::Funds(funds_back(&reference, "300.00"))).await?;
    let order = sent(desk, &lin, number, &reference).await?;
    core.tell(number, Told::Return(returned(&reference, "400.00"))).await?;
    core.posted(order, 1, "V-1").await?;
    let view = lin.case(number).await?;
    assert_eq!(view.case.state.standing(view.now), Standing::Open, "somebody has to look at it");
    let told = lin.notices_of(number).await?;
    let minor = |minor| Money::from_minor(minor, Currency::CNY);
    let found = BookedOtherwise { told: minor(40_000), booked: minor(30_000) };
    assert!(told.contains(&Notice::BookedOtherwise { found }), "{told:?}");

    let rest = format!("{reference}-2");
    core.tell(number, Told::Return(returned(&rest, "100.00"))).await?;
    core.tell(number, Told::Return(returned(&reference, "300.00"))).await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), None, "the rest is in no order");
    core.tell(number, Told::Funds(funds_back(&rest, "100.00"))).await?;
    lin.claim(number).await?;
    let order = sent(desk, &lin, number, &rest).await?;
    core.posted(order, 1, "V-2").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    Ok(())
}

/// The same, where the first report was right: told again, the case ends by what is posted.
async fn what_is_told_as_booked_again_ends_the_case(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, reference) = bounced(desk, "300.00").await?;
    core.tell(number, Told::Funds(funds_back(&reference, "300.00"))).await?;
    let order = sent(desk, &lin, number, &reference).await?;
    core.tell(number, Told::Return(returned(&reference, "250.00"))).await?;
    core.posted(order, 1, "V-1").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), None);
    core.tell(number, Told::Return(returned(&reference, "300.00"))).await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    Ok(())
}

/// The refund of a return whose funds are back: drafted, proposed, approved and so sent.
async fn sent(desk: &Desk, lin: &Caller, number: CaseNumber, reference: &str) -> Result<OrderNumber> {
    let about = json!({ "reference": reference });
    let order = lin.draft_with(number, CorrectionKind::BounceRefund, about).await?.order.number;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    assert_eq!(lin.order(order).await?.order.state.name(), OrderStateName::Sent);
    Ok(order)
}
