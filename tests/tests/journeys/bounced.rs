//! A payout that came back: an operator records what is known of it, sees both facts, and says with a supervisor that nothing
//! came back where that is so.

use anyhow::Result;
use shared::case::State;
use shared::resolution::Outcome;
use tests::payout::payout;
use tests::response::text;
use tests::returned::returned;
use tests::{Desk, Engine, Visitor};

#[tokio::test]
async fn the_two_facts_of_a_return_are_recorded_one_by_one() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let number = core.number_of(payout().notified(text("{}", "application/json").minutes_ago(50))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.sees("names no return").await?;
    lin.press("Claim").await?;
    lin.sees_in("Decide", "No return is reported").await?;

    lin.press("Record a return").await?;
    lin.fill("Return", "RT-77").await?;
    lin.choose("Reason code", "AC01 incorrect account number").await?;
    lin.press("Record it").await?;
    lin.sees("AC01: incorrect account number").await?;
    lin.sees("Funds not back yet").await?;
    lin.press("Record funds back").await?;
    // The one return is chosen already.
    lin.fill("Line of the account", "ST-9").await?;
    lin.press("Record it").await?;
    lin.sees("Funds back").await?;
    lin.press_in("Decide", "Raise a correction order").await?;
    lin.sees_in("Decide", "Draft the correction order").await?;

    let matter = core.case(number).await?.case.matter;
    assert!(matter.returns().iter().all(shared::case::Return::is_back), "{matter:?}");
    lin.had_no_errors().await
}

#[tokio::test]
async fn two_people_say_that_nothing_came_back() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let number = core.number_of(payout().returned(returned("RT-1", "1280.00"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Claim").await?;
    lin.press_in("Decide", "Nothing came back").await?;
    lin.sees_in("Decide", "If this is wrong, the merchant is owed ¥1,280.00.").await?;
    lin.fill("Reason", "The channel took its notice back.").await?;
    lin.press("Propose: Nothing came back").await?;
    lin.sees(&format!("Your proposal on {number} awaits checkers.")).await?;

    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;
    wu.open(&format!("/cases/{number}")).await?;
    wu.press_in("Decide", "Approve").await?;
    wu.press_in("Decide", "Approve and close").await?;
    wu.sees_in("Decide", "Closed:").await?;
    let ended = core.case(number).await?.case.state;
    assert!(matches!(ended, State::Closed { outcome: Outcome::NoticeWithdrawn, .. }), "{ended:?}");
    lin.had_no_errors().await?;
    wu.had_no_errors().await
}
