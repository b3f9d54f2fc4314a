//! An admin has another system told what happens, sees what it answered, and has it told again.

use anyhow::{Context, Result};
use tests::payout::payout;
use tests::receiver::Reply;
use tests::{Desk, Engine, Holdfast, Receiver, Visitor};

#[tokio::test]
async fn an_endpoint_is_made_tried_told_again_and_switched_off() -> Result<()> {
    let setup = Holdfast::on(Engine::Sqlite).await?.setting("HOLDFAST_WEBHOOKS_ALLOW_PRIVATE", "true");
    let desk = Desk::start(setup)?;
    let receiver = Receiver::listening().await?;
    let root = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("root", "admin")?).await?;
    root.press("Webhooks").await?;
    root.sees("No endpoints yet").await?;
    root.press("Add an endpoint").await?;
    root.fill("What it is for", "the ledger").await?;
    root.fill("Address", "https://").await?;
    root.press("Add").await?;
    root.sees("an address such as").await?;
    root.fill("Address", &receiver.url()).await?;
    root.press("Add").await?;
    root.sees("Copy it now").await?;
    let secret = root.execute("return document.querySelector('dialog[open] code').innerText", vec![]).await?;
    let secret = secret.as_str().context("no secret is shown")?.to_owned();
    assert!(secret.starts_with("whsec_"), "{secret}");
    root.press("Done").await?;
    root.misses("Copy it now").await?;

    receiver.answer([Reply::Status(500, "out of paper".to_owned())]);
    root.press("the ledger").await?;
    root.sees("Nothing here").await?;
    let page = root.text_of("").await?.context("no page")?;
    assert!(!page.contains(&secret), "the secret is shown again");
    root.press("Send a test").await?;
    receiver.wait_for(2).await;
    let number = desk.core().await?.number_of(payout()).await?;
    receiver.wait_for(3).await;
    root.press("Read again").await?;
    root.sees_in(&number.to_string(), "A case was opened").await?;
    root.press("A test").await?;
    root.sees("HTTP 500").await?;
    root.sees("out of paper").await?;
    root.press("Send again").await?;
    receiver.wait_for(4).await;
    let sent = receiver.taken();
    assert_eq!(sent[3].header("webhook-id"), sent[0].header("webhook-id"));
    root.press("Close").await?;
    root.had_no_errors_but(&[422]).await?;

    root.press("Actions").await?;
    root.press("Switch off").await?;
    root.sees("What happens meanwhile is kept").await?;
    root.press("Switch off").await?;
    root.sees("Switched off by an admin.").await?;
    root.press("Switch on").await?;
    root.sees("Working").await?;
    root.had_no_errors().await
}
