//! Discrepancies of one cause are resolved together, and those that cannot be say why.

use anyhow::Result;
use serde_json::json;
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Desk, Engine, Visitor};

#[tokio::test]
async fn several_of_one_cause_are_resolved_together_and_the_others_are_left() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let (core, account) = (desk.core().await?, desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?);
    let lines: Vec<_> = (0..4).map(|number| payout(&account, &format!("P-{number}"), "1.28")).collect();
    core.send_lines(&lines).await?;
    core.end_ledger_day(&account, DAY).await?;
    // The bank counts in fen what our books count in yuan; the last is another matter.
    let mut statement = BankStatement::opening(1_000_000).out("P-3", 129);
    for number in 0..3 {
        statement = statement.out(&format!("P-{number}"), 12_800);
    }
    let lin = desk.lin().await?;
    lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let open = lin.discrepancies(&account, "open").await?;
    let other = open.iter().find(|found| found.amount.minor() == 1).and_then(|found| found.case.clone());
    let other = other.map(|case| case.number.to_string()).unwrap_or_default();

    let mei = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("mei", "operator")?).await?;
    mei.open(&format!("/reconciliation/{account}/discrepancies")).await?;
    mei.press("Select 3:").await?;
    mei.sees("3 selected").await?;
    mei.press(&format!("Select {other}")).await?;
    mei.sees("4 selected").await?;
    mei.press("Resolve together").await?;
    mei.choose("Resolution", "Claim from the channel").await?;
    mei.press("Resolve together").await?;
    mei.sees("Fill this in.").await?;
    mei.fill("Reason", "counted in fen").await?;
    mei.press("Resolve together").await?;
    mei.sees("3 closed, 0 proposed for approval.").await?;
    mei.sees(&other).await?;
    mei.sees("It is of another type, of another cause, or in another account.").await?;
    mei.press("Close").await?;
    mei.misses("selected").await?;
    mei.had_no_errors().await
}
