//! A payout that nothing proves: an operator looks on the portal and proposes, a supervisor checks.

use anyhow::Result;
use shared::case::State;
use shared::resolution::Outcome;
use tests::{Desk, Engine, Visitor};

use crate::furnished::{PNG, unfound};

#[tokio::test]
async fn two_people_call_a_payout_not_paid_on_what_the_portal_shows() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let number = core.number_of(unfound()).await?;
    let case = format!("/cases/{number}");
    let folder = tempfile::tempdir()?;
    let picture = folder.path().join("portal.png");
    std::fs::write(&picture, PNG)?;

    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&case).await?;
    lin.press("Claim").await?;
    lin.sees_in("Decide", "A look at the channel's portal").await?;
    lin.press("Record a portal check").await?;
    lin.choose("What was shown", "Not found").await?;
    lin.attach("Screenshots or documents", &picture).await?;
    lin.sees("portal.png").await?;
    lin.press("Record it").await?;
    lin.sees_in("Evidence", "portal.png").await?;
    lin.press_in("Decide", "Confirm not paid without").await?;
    lin.sees_in("Decide", "If this is wrong, ¥1,280.00 is paid twice.").await?;
    lin.fill("Reason", "The portal has no such order, and nothing was debited.").await?;
    lin.press("Propose as not paid").await?;
    lin.sees(&format!("Your proposal on {number} awaits checkers.")).await?;

    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;
    wu.press("Approvals").await?;
    wu.sees_in(&number.to_string(), "The portal has no such order").await?;
    wu.press(&number.to_string()).await?;
    wu.is_at(&case).await?;
    wu.sees_in("Decide", "The maker saw evidence up to #3.").await?;
    wu.sees_in("Decide", "Nothing has changed since.").await?;
    wu.sees_in("Decide", "If this is wrong, ¥1,280.00 is paid twice.").await?;
    wu.press_in("Decide", "Approve").await?;
    wu.press_in("Decide", "Approve and close").await?;
    wu.sees_in("Decide", "Closed:").await?;

    lin.open(&case).await?;
    lin.sees_in("Decide", "Closed:").await?;
    let ended = core.case(number).await?.case.state;
    assert!(matches!(ended, State::Closed { outcome: Outcome::ConfirmedNotPaid, .. }), "{ended:?}");
    lin.had_no_errors().await?;
    wu.had_no_errors().await
}
