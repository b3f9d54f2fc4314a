//! Two people on one case: the second to act is told what the first did, and loses nothing.

use anyhow::Result;
use tests::payout::payout;
use tests::response::wechat;
use tests::{Desk, Engine, Visitor};

#[tokio::test]
async fn the_second_to_act_is_told_what_the_first_did_and_keeps_what_they_typed() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let number = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    let case = format!("/cases/{number}");
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&case).await?;
    lin.press("Claim").await?;
    lin.press_in("Decide", "Confirm paid").await?;
    lin.fill("Reason", "The channel says SUCCESS.").await?;
    lin.press("Write a note").await?;
    lin.fill("Note", "Called the merchant at noon").await?;

    let mei = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("mei", "operator")?).await?;
    mei.open(&case).await?;
    mei.sees("lin has it").await?;
    mei.press("Take over").await?;
    mei.sees("Take the case over from lin?").await?;
    mei.press("Take over").await?;
    mei.sees("The case is yours.").await?;

    lin.press("Close as paid").await?;
    lin.sees("This case changed while you were looking at it").await?;
    lin.sees("mei has it").await?;
    assert_eq!(lin.value_of("Reason").await?, "The channel says SUCCESS.");
    assert_eq!(lin.value_of("Note").await?, "Called the merchant at noon");
    lin.press("Notices, 1 unread").await?;
    lin.sees("mei took the case over from you.").await?;

    mei.press_in("Decide", "Confirm paid").await?;
    mei.press("Close as paid").await?;
    mei.sees(&format!("{number} is closed.")).await?;
    lin.sees_in("Decide", "Closed:").await?;
    lin.sees("The channel says SUCCESS.").await?;
    assert_eq!(lin.value_of("Note").await?, "Called the merchant at noon");
    Ok(())
}

#[tokio::test]
async fn what_one_does_oneself_between_choosing_and_closing_is_no_surprise() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let number = desk.core().await?.number_of(payout().query(wechat("SUCCESS"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Claim").await?;
    lin.press_in("Decide", "Confirm paid").await?;
    lin.fill("Reason", "The channel says SUCCESS.").await?;
    lin.press("Write a note").await?;
    lin.fill("Note", "Called the merchant at noon").await?;
    lin.press("Save").await?;
    lin.sees_in("Facts", "Called the merchant at noon").await?;
    lin.press("Close as paid").await?;
    lin.sees(&format!("{number} is closed.")).await?;
    lin.had_no_errors().await
}
