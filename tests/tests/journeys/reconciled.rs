//! From an empty desk: an account is made, a file of the bank's is looked at and booked, what is left is matched by hand, what
//! differs is resolved, and the day is closed by two; a third who comes too late is told.

use anyhow::{Context, Result};
use fantoccini::key::Key;
use shared::api::recon::DayStanding;
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Desk, Engine, Visitor};

const ACCOUNT: &str = "boc-cny";
/// The day's page.
const PAGE: &str = "/reconciliation/boc-cny/2026-03-02";

#[tokio::test]
async fn a_day_is_reconciled_from_a_file_and_closed_by_two() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("march.sta");
    std::fs::write(&file, BankStatement::opening(100_000).out("P-1", 1_280).out("P2", 500).bytes())?;
    let (mut people, names) = (Vec::new(), [("wu", "supervisor"), ("zhao", "supervisor"), ("lin", "operator")]);
    for (name, role) in names {
        people.push(Visitor::signed_in(&desk.holdfast, &desk.holdfast.person(name, role)?).await?);
    }
    let [wu, zhao, lin] = <[Visitor; 3]>::try_from(people).ok().context("three people")?;

    make_account(&wu).await?;
    book(&lin, &file).await?;
    let orders = [("P-1", "12.80"), ("P-2", "5.00"), ("P-3", "7.00")];
    desk.core().await?.send_lines(&orders.map(|(order, amount)| payout(ACCOUNT, order, amount))).await?;
    lin.press("Our lines are all there").await?;
    lin.sees("Discrepancies (3 open)").await?;
    match_by_hand(&lin).await?;
    undo(&lin).await?;
    match_by_hand(&lin).await?;
    resolve(&desk, &lin).await?;

    lin.open(PAGE).await?;
    lin.press("Propose to close").await?;
    lin.sees("¥0.00 came in, ¥17.80 went out, ¥0.00 in fees; the account held ¥982.20 after it.").await?;
    lin.press("Propose to close").await?;
    lin.sees("Closing the day is proposed.").await?;
    lin.sees("You proposed it; somebody else approves or rejects.").await?;
    close_at_once(&wu, &zhao).await?;
    lin.sees("Closed").await?;
    lin.misses("Take back").await?;
    let day = desk.core().await?.day(ACCOUNT, DAY).await?;
    assert_eq!((day.standing, day.closings.len()), (DayStanding::Closed, 1));
    lin.had_no_errors().await?;
    wu.had_no_errors().await?;
    zhao.had_no_errors_but(&[409]).await
}

async fn make_account(wu: &Visitor) -> Result<()> {
    wu.press("Reconciliation").await?;
    wu.sees("No account is reconciled yet").await?;
    wu.press("Add an account").await?;
    wu.press("Add").await?;
    wu.sees("Fill this in.").await?;
    wu.fill("Name", "Bank of China").await?;
    wu.fill("Identifier", ACCOUNT).await?;
    wu.fill("Days a line may wait for its pair", "0").await?;
    wu.press("Add").await?;
    wu.misses("Identifier").await?;
    wu.sees("Bank of China").await
}

async fn book(lin: &Visitor, file: &std::path::Path) -> Result<()> {
    lin.press("Reconciliation").await?;
    lin.press("Upload a file").await?;
    lin.press("Send").await?;
    lin.sees("Choose a file.").await?;
    lin.attach("File", file).await?;
    lin.press("Send").await?;
    lin.sees("To be booked").await?;
    lin.sees("Its own counts, sums and balances agree with its lines.").await?;
    lin.sees_in("By day", DAY).await?;
    lin.press("Book its lines").await?;
    lin.press("See its first day").await?;
    lin.is_at(PAGE).await?;
    lin.sees("The balance adds up.").await
}

/// By the keyboard alone: our line, over to the one of the same amount, and the reason.
async fn match_by_hand(lin: &Visitor) -> Result<()> {
    lin.press("Match by hand").await?;
    lin.sees_in("The channel", "P2").await?;
    lin.sees_in("Our books", "P-3").await?;
    lin.keys("xlx".chars()).await?;
    lin.sees("They agree").await?;
    lin.key('m').await?;
    lin.sees("Match these lines").await?;
    lin.until_true("return document.activeElement?.tagName === 'TEXTAREA'").await?;
    lin.types("the bank mistyped it").await?;
    lin.tab_to("Match them").await?;
    lin.key(Key::Enter).await?;
    lin.sees("Matched.").await?;
    lin.sees("Discrepancies (1 open)").await
}

async fn undo(lin: &Visitor) -> Result<()> {
    lin.press("Matches").await?;
    lin.sees("the bank mistyped it").await?;
    lin.press_in("by hand", "Undo").await?;
    lin.press("Undo").await?;
    lin.sees("Fill this in.").await?;
    lin.fill("Reason", "two payments after all").await?;
    lin.press("Undo").await?;
    lin.sees("Undone.").await?;
    lin.sees("Discrepancies (3 open)").await
}

/// The line that the bank does not have is claimed from it.
async fn resolve(desk: &Desk, lin: &Visitor) -> Result<()> {
    let open = desk.core().await?.discrepancies(ACCOUNT, "open").await?;
    let number = open.first().and_then(|found| found.case.as_ref()).context("a case")?.number.to_string();
    lin.press("Discrepancies (1 open)").await?;
    lin.press(&number).await?;
    lin.is_at(&format!("/cases/{number}")).await?;
    lin.press("Claim").await?;
    lin.press_in("Decide", "Claim from the channel").await?;
    lin.fill("Reason", "Asked the bank for it.").await?;
    lin.press("Close: Claimed from the channel").await?;
    lin.sees(&format!("{number} is closed.")).await
}

/// Both are asked; the first to say yes closes it, the second is told.
async fn close_at_once(wu: &Visitor, zhao: &Visitor) -> Result<()> {
    for checker in [wu, zhao] {
        checker.open(PAGE).await?;
        checker.press("Approve: close for good").await?;
        checker.sees("The day is closed for good and cannot be opened again.").await?;
    }
    zhao.fill("Remark", "looked at all of it").await?;
    wu.press("Approve: close for good").await?;
    wu.sees("The day is closed.").await?;
    zhao.press("Approve: close for good").await?;
    zhao.sees("The day is closed. Nothing was changed.").await?;
    assert_eq!(zhao.value_of("Remark").await?, "looked at all of it");
    zhao.press("Cancel").await?;
    zhao.sees("Closed").await?;
    zhao.misses("Approve: close for good").await
}
