//! What was credited ahead of its funds stands in transit until an order clears it, and its case is not done before.

use anyhow::Result;
use futures::future::join_all;
use serde_json::{Value, json};
use shared::api::notices::Notice;
use shared::api::particulars::FundsBackRequest;
use shared::api::problem::Code;
use shared::case::{CaseNumber, Standing};
use shared::correction::{Account, CorrectionKind, OrderNumber, Side};
use shared::resolution::Outcome;
use tests::payout::payout;
use tests::returned::{Told, funds_back, returned};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        what_was_credited_ahead_is_done_once_its_funds_are_booked,
        what_never_came_is_given_up_by_two,
        nothing_is_cleared_that_is_not_in_transit,
        twenty_who_clear_the_same_return_make_one_order;
}

/// A bounce of Lin's whose refund accounting has posted ahead of the funds; with the return's reference.
async fn credited_ahead(desk: &Desk) -> Result<(Caller, CaseNumber, OrderNumber, String)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    lin.claim(number).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.edit_order(order, json!({ "ahead_of_funds": true })).await?;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    desk.zhao().await?.approve(number).await?;
    core.posted(order, 1, "V-1").await?;
    Ok((lin, number, order, reference))
}

async fn standing(who: &Caller, number: CaseNumber) -> Result<Standing> {
    let view = who.case(number).await?;
    Ok(view.case.state.standing(view.now))
}

async fn what_was_credited_ahead_is_done_once_its_funds_are_booked(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, order, reference) = credited_ahead(desk).await?;
    assert_eq!(standing(&lin, number).await?, Standing::Waiting, "the money is still under way");
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    assert_eq!(standing(&lin, number).await?, Standing::Open);
    assert!(lin.notices_of(number).await?.contains(&Notice::FundsArrived { order }));
    lin.claim(number).await?;
    let clearing = lin.draft(number, CorrectionKind::TransitClearing).await?;
    let lines = clearing.order.lines.iter().map(|line| (line.side, line.account, line.amount.minor()));
    let expected = [(Side::Debit, Account::ChannelFunds, 128_000), (Side::Credit, Account::PayoutInTransit, 128_000)];
    assert_eq!(lines.collect::<Vec<_>>(), expected);
    assert_eq!(clearing.approvals.required, 1);
    lin.propose_order(clearing.order.number).await?;
    desk.wu().await?.approve(number).await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), None, "approved is not posted");
    core.posted(clearing.order.number, 1, "V-2").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    Ok(())
}

async fn what_never_came_is_given_up_by_two(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, _, reference) = credited_ahead(desk).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "1200.00"))).await?;
    lin.claim(number).await?;
    let clearing = lin.draft(number, CorrectionKind::TransitClearing).await?;
    let order = clearing.order.number;
    let lines = clearing.order.lines.iter().map(|line| (line.side, line.account, line.amount.minor()));
    let expected = [
        (Side::Debit, Account::ChannelFunds, 120_000),
        (Side::Debit, Account::WriteOffLoss, 8_000),
        (Side::Credit, Account::PayoutInTransit, 128_000),
    ];
    assert_eq!(lines.collect::<Vec<_>>(), expected);
    assert_eq!(clearing.approvals.required, 2);
    // Neither more than came, nor less.
    for came in ["1280.00", "1199.99"] {
        let changes = json!({ "amount": { "amount": came, "currency": "CNY" } });
        refused(lin.edit_order(order, changes).await, Code::CorrectionRefused);
    }
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    // The rest comes after all, in the second before the other approves.
    core.tell(number, Told::Funds(FundsBackRequest { reference: "B-2".to_owned(), ..funds_back(&reference, "80.00") }))
        .await?;
    refused(desk.zhao().await?.approve(number).await, Code::ProposalNotOpen);
    refused(lin.propose_order(order).await, Code::CorrectionRefused);
    let all = json!({ "amount": { "amount": "1280.00", "currency": "CNY" } });
    assert_eq!(lin.edit_order(order, all).await?.approvals.required, 1);
    Ok(())
}

async fn nothing_is_cleared_that_is_not_in_transit(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    lin.claim(number).await?;
    refused(lin.draft(number, CorrectionKind::TransitClearing).await, Code::CorrectionRefused);
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    core.posted(order, 1, "V-3").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected), "nothing was ahead");
    Ok(())
}

async fn twenty_who_clear_the_same_return_make_one_order(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, _, reference) = credited_ahead(desk).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    lin.claim(number).await?;
    let version = lin.case(number).await?.case.version;
    let request = json!({ "version": version, "kind": "transit_clearing" });
    let path = format!("/exceptions/{number}/correction-orders");
    let answers = join_all((0..20).map(|_| lin.post::<Value>(&path, &request))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    refused(lin.draft(number, CorrectionKind::TransitClearing).await, Code::CorrectionRefused);
    Ok(())
}
