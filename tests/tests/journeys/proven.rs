//! A payout that the channel itself says was paid: settled in seconds, from signing in on, without touching
//! the mouse.

use anyhow::Result;
use fantoccini::key::Key;
use shared::case::{CaseNumber, State};
use shared::resolution::Outcome;
use tests::payout::payout;
use tests::response::wechat;
use tests::{Caller, Desk, Engine, Visitor};

#[tokio::test]
async fn an_operator_signs_in_and_settles_a_proven_case_from_the_keyboard() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    for _ in 0..3 {
        core.file(payout().query(wechat("SUCCESS"))).await?;
    }
    let queue = queue(&core).await?;
    let person = desk.holdfast.person("lin", "operator")?;
    let lin = Visitor::arrive(&desk.holdfast, 1440, 900).await?;
    lin.open("/sign-in").await?;
    lin.until_true("return document.activeElement?.autocomplete === 'username'").await?;
    lin.types(&person.name).await?;
    lin.key(Key::Tab).await?;
    lin.types(&person.password).await?;
    lin.key(Key::Enter).await?;
    lin.sees(&queue[2].to_string()).await?;

    lin.key('j').await?;
    lin.key(Key::Enter).await?;
    lin.is_at(&format!("/cases/{}", queue[1])).await?;
    lin.sees_in("Evidence", "Decided by evidence #2").await?;
    lin.sees_in("Decide", "Claim the case").await?;
    lin.key('c').await?;
    lin.sees_in("Decide", "Nothing. It can be decided now.").await?;
    lin.key('1').await?;
    lin.sees_in("Decide", "It will not be sent again.").await?;
    lin.tab_to("Close as paid").await?;
    lin.key(Key::Enter).await?;

    lin.is_at(&format!("/cases/{}", queue[2])).await?;
    lin.sees(&format!("{} is closed. Here is {}.", queue[1], queue[2])).await?;
    let ended = core.case(queue[1]).await?.case.state;
    assert!(matches!(ended, State::Closed { outcome: Outcome::ConfirmedPaid, .. }), "{ended:?}");
    lin.had_no_errors().await
}

/// The open cases in the order of the queue.
async fn queue(caller: &Caller) -> Result<Vec<CaseNumber>> {
    Ok(caller.list(&[("state", "open")]).await?.items.into_iter().map(|row| row.number).collect())
}
