//! Correction orders of what reconciliation found: for what is at issue, the way that the lines say, and done when posted.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::correction::{Account, CorrectionKind, Side};
use shared::resolution::Outcome;
use tests::ledger::{BankStatement, DAY};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_long_is_booked_by_its_order_whole,
        a_surplus_is_written_off_by_two;
}

/// Lin, who has the case of 7.00 that came and that our books do not know.
async fn surplus(desk: &Desk) -> Result<(Caller, CaseNumber)> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(100_000).r#in("R-1", 700).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let open = lin.discrepancies(&account, "open").await?;
    let number = open[0].case.as_ref().context("its case")?.number;
    lin.claim(number).await?;
    Ok((lin, number))
}

fn cny(amount: &str) -> Value {
    json!({ "amount": { "amount": amount, "currency": "CNY" } })
}

async fn a_long_is_booked_by_its_order_whole(desk: &Desk) -> Result<()> {
    let (lin, number) = surplus(desk).await?;
    refused(lin.draft_with(number, CorrectionKind::DiscrepancyAdjustment, cny("6.99")).await, Code::CorrectionRefused);
    let draft = lin.draft(number, CorrectionKind::DiscrepancyAdjustment).await?;
    let order = draft.order.number;
    let lines: Vec<_> = draft.order.lines.iter().map(|line| (line.side, line.account, line.amount.minor())).collect();
    assert_eq!(lines, [(Side::Debit, Account::ChannelFunds, 700), (Side::Credit, Account::Suspense, 700)]);
    for amount in ["6.99", "7.01"] {
        refused(lin.edit_order(order, cny(amount)).await, Code::CorrectionRefused);
    }
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    desk.core().await?.posted(order, 1, "V-1").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Booked));
    Ok(())
}

async fn a_surplus_is_written_off_by_two(desk: &Desk) -> Result<()> {
    let (lin, number) = surplus(desk).await?;
    let draft = lin.draft(number, CorrectionKind::WriteOff).await?;
    assert_eq!((draft.approvals.required, draft.order.lines[1].account), (2, Account::WriteOffGain));
    let order = draft.order.number;
    lin.propose_order(order).await?;
    for checker in [desk.wu().await?, desk.zhao().await?] {
        checker.approve(number).await?;
    }
    desk.core().await?.posted(order, 1, "V-1").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::WrittenOff));
    Ok(())
}
