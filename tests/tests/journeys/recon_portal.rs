//! A day from tables alone: our lines as a CSV, the bank's as a workbook, balances that a person read off the portal; its closing
//! is rejected once and taken back once before it is approved.

use std::path::Path;

use anyhow::Result;
use serde_json::json;
use shared::api::recon::{DayStanding, StatementList};
use tests::{Desk, Engine, Visitor};

const BOOKS: &str = "date,amount,order number,counterparty\n2026-03-01,1280.10,X202603010001,某某茶业\n\
    2026-03-01,-19.99,X202603010002,李某\n2026-03-01,-0.10,X202603010003,\n";
const DATE: &str = "2026-03-01";
const WORKBOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/statements/made/bank.xlsx");

#[tokio::test]
async fn a_day_is_reconciled_from_tables_and_from_what_a_person_read() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let account = desk.wu().await?.new_account(json!({ "name": "Pine Bank", "hold_days": 0 })).await?;
    let folder = tempfile::tempdir()?;
    let (books, seen) = (folder.path().join("books.csv"), folder.path().join("portal.png"));
    std::fs::write(&books, BOOKS)?;
    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("zhao", "supervisor")?).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    std::fs::write(&seen, lin.screenshot().await?)?;
    let page = format!("/reconciliation/{account}/{DATE}");

    lin.open(&format!("/reconciliation?upload={account}")).await?;
    lin.choose("Whose lines", "Our books").await?;
    read_by_mapping(&lin, &books, "books").await?;
    lin.sees("Our books").await?;
    lin.press("Book its lines").await?;
    lin.press("See its first day").await?;
    lin.is_at(&page).await?;

    lin.open(&format!("/reconciliation?upload={account}")).await?;
    lin.attach("File", Path::new(WORKBOOK)).await?;
    lin.press("Send").await?;
    lin.press("Say which column is what").await?;
    // A bank that does not tell what is left.
    lin.choose("What column 余额 is", "—").await?;
    save_mapping(&lin, "bank").await?;
    lin.press("Book its lines").await?;
    lin.press("See its first day").await?;
    lin.is_at(&page).await?;
    lin.press("Our lines are all there").await?;
    desk.core().await?.day_when_run(&account, DATE).await?;
    lin.open(&page).await?;
    lin.sees("No discrepancy").await?;

    lin.sees("Not worked out yet").await?;
    tell_balances(&lin, &seen).await?;
    lin.sees("The balance adds up.").await?;

    for (act, told, by) in [("Reject", "Rejected.", &wu), ("Take back", "Taken back.", &lin)] {
        propose(&lin, &page).await?;
        by.open(&page).await?;
        by.press(act).await?;
        by.press(act).await?;
        by.sees("Fill this in.").await?;
        by.fill("Reason", &format!("the {act} of a day")).await?;
        by.press(act).await?;
        by.sees(told).await?;
        lin.sees(&format!("the {act} of a day")).await?;
    }
    propose(&lin, &page).await?;
    wu.press("Approve: close for good").await?;
    wu.press("Approve: close for good").await?;
    wu.sees("The day is closed.").await?;
    lin.sees("Closed").await?;
    let day = desk.core().await?.day(&account, DATE).await?;
    assert_eq!((day.standing, day.closings.len()), (DayStanding::Closed, 3));

    rename(&wu).await?;
    let files: StatementList = desk.core().await?.get(&format!("/statements?account={account}")).await?;
    let file = format!("/reconciliation/files/{}", files.items[0].id);
    let flow = format!("/reconciliation/{account}?month=2026-03");
    for (list, export) in [
        (page.as_str(), "/discrepancies/export"),
        ("/reconciliation", "/days/export"),
        ("/reconciliation", "/statements/export"),
        (file.as_str(), "/lines/export"),
        (flow.as_str(), "/funds-flow/export"),
    ] {
        lin.open(list).await?;
        fetches(&lin, export).await?;
    }
    lin.open(&page).await?;
    for (tab, export) in [("Matches", "/matches/export"), ("All lines", "/lines/export")] {
        lin.press(tab).await?;
        fetches(&lin, export).await?;
    }
    wu.had_no_errors().await?;
    lin.had_no_errors().await
}

/// Sends a table of a shape that is new, and takes the columns as they are guessed.
async fn read_by_mapping(lin: &Visitor, file: &Path, name: &str) -> Result<()> {
    lin.attach("File", file).await?;
    lin.press("Send").await?;
    lin.press("Say which column is what").await?;
    save_mapping(lin, name).await
}

async fn save_mapping(lin: &Visitor, name: &str) -> Result<()> {
    lin.sees("Of the first rows 3 become lines and 0 become none.").await?;
    lin.fill("Name of the mapping", name).await?;
    lin.press("Save, and read the file by it").await?;
    lin.sees("To be booked").await
}

/// What the account held before and after, as the portal shows it.
async fn tell_balances(lin: &Visitor, seen: &Path) -> Result<()> {
    lin.press("Record a balance").await?;
    lin.press("Save").await?;
    lin.sees("Fill this in.").await?;
    for (which, amount) in [("Opening balance", "5000"), ("Closing balance", "6260.01")] {
        lin.choose("Which", which).await?;
        lin.fill("Balance", amount).await?;
        lin.fill("Where you read it", "Accounts, then Overview").await?;
        lin.attach("Screenshots or documents", seen).await?;
        lin.press("Save").await?;
        lin.sees("The balance is recorded.").await?;
        lin.misses("When you saw it").await?;
        if which == "Opening balance" {
            lin.press("Record a balance").await?;
        }
    }
    lin.sees("Accounts, then Overview").await
}

async fn propose(lin: &Visitor, page: &str) -> Result<()> {
    lin.open(page).await?;
    lin.press("Propose to close").await?;
    lin.sees("¥1,280.10 came in, ¥20.09 went out, ¥0.00 in fees; the account held ¥6,260.01 after it.").await?;
    lin.press("Propose to close").await?;
    lin.sees("Closing the day is proposed.").await
}

/// What an account is called may change, with a reason.
async fn rename(wu: &Visitor) -> Result<()> {
    wu.open("/reconciliation?month=2026-03").await?;
    wu.press("Change Pine Bank").await?;
    wu.fill("Name", "Pine & Harbour").await?;
    wu.press("Save").await?;
    wu.sees("Fill this in.").await?;
    wu.fill("Reason", "the bank has a new name").await?;
    wu.press("Save").await?;
    wu.sees("Pine & Harbour").await
}

/// Follows the links that fetch a list as a file: a CSV begins with its mark of UTF-8, a workbook as a ZIP does.
async fn fetches(lin: &Visitor, export: &str) -> Result<()> {
    let links = format!("[...document.querySelectorAll('.exports a')].filter(link => link.href.includes('{export}'))");
    lin.until_true(&format!("return {links}.length === 2")).await?;
    let fetch = "async link => { const answer = await fetch(link.href); const bytes = new Uint8Array(await answer.arrayBuffer()); \
        return `${answer.status} ${[...bytes.slice(0, 2)]}`; }";
    lin.execute(
        &format!(
            "window.fetched = null; Promise.all({links}.map({fetch})).then(all => {{ window.fetched = all.join(); }})"
        ),
        vec![],
    )
    .await?;
    lin.until_true("return window.fetched === '200 239,187,200 80,75'").await
}
