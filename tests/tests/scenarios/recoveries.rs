//! Recoveries of what was paid that should not have been, refused by accounting or not, and fees beside them.

use anyhow::Result;
use serde_json::json;
use shared::api::problem::Code;
use shared::case::{CaseNumber, Standing};
use shared::correction::{Account, CorrectionKind, OrderNumber, OrderStateName, Side};
use shared::resolution::Outcome;
use tests::payout::payout;
use tests::response::wechat;
use tests::returned::settled;
use tests::{Caller, Desk, on_both_engines, refused};

use super::corrections::state;

on_both_engines! {
    shared:
        a_refused_recovery_is_reduced_and_sent_again,
        a_refused_recovery_is_written_off_by_two,
        a_duplicate_is_recovered_by_the_line_that_is_named,
        of_three_settlements_two_are_recovered_before_the_case_ends,
        a_fee_that_is_adjusted_settles_nothing_by_itself;
}

/// A payout closed as not paid that was paid after all, when the payee had been paid again: the late success, which Lin has.
async fn late_success(desk: &Desk) -> Result<(Caller, CaseNumber)> {
    use shared::resolution::Resolution::ConfirmNotPaid;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let again = format!("{}-again", filing.order_number());
    let number = core.number_of(filing.query(wechat("FAIL").minutes_ago(100))).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmNotPaid).await?;
    let opened = core.add_query(number, wechat("SUCCESS")).await?.opened.expect("a late success");
    core.add_query(number, wechat("SUCCESS").of_attempt(&again)).await?;
    lin.claim(opened).await?;
    Ok((lin, opened))
}

/// A recovery that accounting refused, at work again.
async fn refused_recovery(desk: &Desk) -> Result<(Caller, CaseNumber, OrderNumber)> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number) = late_success(desk).await?;
    let order = lin.draft(number, CorrectionKind::LateSuccessRecovery).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    core.failed(order, 1, "the merchant's balance is too low").await?;
    lin.claim(number).await?;
    Ok((lin, number, order))
}

async fn a_refused_recovery_is_reduced_and_sent_again(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number, order) = refused_recovery(desk).await?;
    let reduced = lin.edit_order(order, json!({ "from_balance": { "amount": "280.00", "currency": "CNY" } })).await?;
    let lines: Vec<_> = reduced.order.lines.iter().map(|line| (line.account, line.amount.minor())).collect();
    let expected =
        [(Account::MerchantPayable, 28_000), (Account::Receivable, 100_000), (Account::ChannelFunds, 128_000)];
    assert_eq!(lines, expected);
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    core.posted(order, 2, "V-2").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Recovered));
    Ok(())
}

async fn a_refused_recovery_is_written_off_by_two(desk: &Desk) -> Result<()> {
    let (core, wu, zhao) = (desk.core().await?, desk.wu().await?, desk.zhao().await?);
    let (lin, number, order) = refused_recovery(desk).await?;
    refused(lin.draft(number, CorrectionKind::WriteOff).await, Code::AlreadyCorrected);
    let written_off = lin.draft_with(number, CorrectionKind::WriteOff, json!({ "replaces": order })).await?;
    assert_eq!((written_off.approvals.required, written_off.order.replaces), (2, Some(order)));
    assert_eq!(state(&lin, order).await?, OrderStateName::Withdrawn);
    lin.propose_order(written_off.order.number).await?;
    wu.approve(number).await?;
    zhao.approve(number).await?;
    core.posted(written_off.order.number, 1, "V-3").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::WrittenOff));
    refused(core.posted(order, 1, "V-4").await, Code::AcknowledgementContradicts);
    Ok(())
}

async fn a_duplicate_is_recovered_by_the_line_that_is_named(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let line = |place: u32| format!("L-{}-{place}", filing.order_number());
    let both = filing.clone().settled(settled(&line(1), "1280.00")).settled(settled(&line(2), "1280.00"));
    let number = core.number_of(both).await?;
    lin.claim(number).await?;
    refused(lin.draft(number, CorrectionKind::DuplicateRecovery).await, Code::CorrectionRefused);
    refused(lin.draft(number, CorrectionKind::BounceRefund).await, Code::CorrectionRefused);
    let named = json!({ "reference": line(2) });
    let draft = lin.draft_with(number, CorrectionKind::DuplicateRecovery, named).await?;
    assert_eq!(draft.order.cause.reference(), line(2));
    Ok(())
}

async fn of_three_settlements_two_are_recovered_before_the_case_ends(desk: &Desk) -> Result<()> {
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let filing = payout().amount("100.00", "CNY");
    let line = |place: u32| format!("L-{}-{place}", filing.order_number());
    let lines = (1..=3).fold(filing.clone(), |filing, place| filing.settled(settled(&line(place), "30.00")));
    let number = core.number_of(lines).await?;
    for place in [3, 2] {
        lin.claim(number).await?;
        let fields = json!({ "reference": line(place) });
        let order = lin.draft_with(number, CorrectionKind::DuplicateRecovery, fields).await?.order.number;
        lin.propose_order(order).await?;
        wu.approve(number).await?;
        core.posted(order, 1, &format!("V-{place}")).await?;
        let expected = (place == 2).then_some(Outcome::Recovered);
        assert_eq!(lin.case(number).await?.case.state.outcome(), expected, "line {place}");
    }
    Ok(())
}

async fn a_fee_that_is_adjusted_settles_nothing_by_itself(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number) = late_success(desk).await?;
    let fee = json!({ "reference": "ST-1", "direction": "short", "amount": { "amount": "0.60", "currency": "CNY" } });
    for missing in ["reference", "direction", "amount"] {
        let mut fields = fee.clone();
        fields.as_object_mut().expect("fields").remove(missing);
        let refusal = lin.draft_with(number, CorrectionKind::FeeAdjustment, fields).await;
        refused(refusal, Code::CorrectionRefused);
    }
    let adjusted = lin.draft_with(number, CorrectionKind::FeeAdjustment, fee.clone()).await?.order;
    let lines: Vec<_> = adjusted.lines.iter().map(|line| (line.side, line.account, line.amount.minor())).collect();
    assert_eq!(lines, [(Side::Debit, Account::FeeExpense, 60), (Side::Credit, Account::ChannelFunds, 60)]);
    refused(lin.draft_with(number, CorrectionKind::FeeAdjustment, fee).await, Code::AlreadyCorrected);
    lin.propose_order(adjusted.number).await?;
    wu.approve(number).await?;
    core.posted(adjusted.number, 1, "V-1").await?;
    let view = lin.case(number).await?;
    assert_eq!(view.case.state.standing(view.now), Standing::Open, "what was paid late is still to be recovered");

    lin.claim(number).await?;
    let order = lin.draft(number, CorrectionKind::LateSuccessRecovery).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    core.posted(order, 1, "V-2").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Recovered));
    Ok(())
}
