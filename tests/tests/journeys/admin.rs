//! An admin lets people and systems in, and shuts them out again.

use anyhow::{Context, Result};
use shared::api::problem::Code;
use tests::holdfast::ApiClient;
use tests::payout::payout;
use tests::{Caller, Desk, Engine, Visitor, refused};

#[tokio::test]
async fn a_key_is_shown_once_rotated_and_revoked() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let root = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("root", "admin")?).await?;
    root.press("API clients").await?;
    root.sees("No API clients yet").await?;
    root.press("Add a client").await?;
    root.fill("Name", "ledger").await?;
    root.press("File exceptions").await?;
    root.press("Add").await?;
    let first = shown_key(&root).await?;
    let ledger = caller(&desk, &first)?;
    ledger.file(payout()).await?;

    root.refresh().await?;
    root.sees("ledger").await?;
    let page = root.text_of("").await?.context("no page")?;
    assert!(!page.contains(&first), "the key is shown again");

    root.press("New key").await?;
    root.choose("How long the old keys still work", "24 hours").await?;
    root.press("New key").await?;
    let second = shown_key(&root).await?;
    let rotated = caller(&desk, &second)?;
    ledger.file(payout()).await?;
    rotated.file(payout()).await?;

    root.sees("ends").await?;
    root.press_in("ends", "Revoke").await?;
    root.sees("Calls with it are refused from now on.").await?;
    root.press("Revoke").await?;
    root.misses("Calls with it are refused from now on.").await?;
    root.misses("ends").await?;
    refused(ledger.file(payout()).await, Code::Unauthenticated);
    rotated.file(payout()).await?;
    root.had_no_errors().await
}

#[tokio::test]
async fn an_admin_makes_and_stops_a_person_and_nobody_else_can() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let mei = desk.holdfast.person("mei", "operator")?;
    let root = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("root", "admin")?).await?;
    root.sees_in("mei", "Operator").await?;
    root.press("Add a person").await?;
    root.fill("User name", "mei").await?;
    root.fill("Name, as others see it", "Mei Lan").await?;
    root.press("Add").await?;
    root.sees("That name is taken").await?;
    root.press("Cancel").await?;
    root.had_no_errors_but(&[409]).await?;

    let operator = Visitor::signed_in(&desk.holdfast, &mei).await?;
    let places = operator.text_of("Main navigation").await?;
    assert_eq!(places.as_deref(), Some("Queue Corrections Reconciliation Channels Policy"));
    operator.open("/admin/people").await?;
    operator.sees("This page is not for your roles").await?;
    operator.had_no_errors().await?;

    root.press("Actions for mei").await?;
    root.press("Switch off").await?;
    root.sees("Switch mei off?").await?;
    root.press("Switch off").await?;
    root.sees_in("mei", "Switched off").await?;
    operator.open("/").await?;
    operator.sees("Password").await?;
    root.had_no_errors().await
}

/// The key in the dialog, which is then closed.
async fn shown_key(root: &Visitor) -> Result<String> {
    root.sees("Copy it now").await?;
    let key = root.execute("return document.querySelector('dialog[open] code').innerText", vec![]).await?;
    root.press("Done").await?;
    root.misses("Copy it now").await?;
    Ok(key.as_str().context("no key is shown")?.to_owned())
}

/// The system that has the key.
fn caller(desk: &Desk, key: &str) -> Result<Caller> {
    Caller::system(&desk.holdfast.url(""), "ledger", &ApiClient::with_key(&desk.holdfast, key))
}
