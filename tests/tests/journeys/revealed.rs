//! A beneficiary is shown in full to whoever asks and may, and everybody can read in the trail who asked.

use anyhow::Result;
use tests::payout::payout;
use tests::{Desk, Engine, Visitor};

/// The account that test payouts go to.
const ACCOUNT: &str = "6222020200012345678";

#[tokio::test]
async fn who_looks_at_a_beneficiary_stands_in_a_trail_that_the_browser_verifies() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let number = desk.core().await?.number_of(payout()).await?;
    let case = format!("/cases/{number}");
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&case).await?;
    lin.sees_in("Facts", "5678").await?;
    lin.misses(ACCOUNT).await?;
    lin.press("Show in full").await?;
    lin.sees_in("Facts", ACCOUNT).await?;
    lin.sees_in("Facts", "Shown in full; this was recorded.").await?;
    lin.press("Hide").await?;
    lin.misses(ACCOUNT).await?;

    let gu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("gu", "auditor")?).await?;
    gu.open(&case).await?;
    gu.press("Show the audit trail").await?;
    gu.sees("lin looked at the beneficiary unmasked").await?;
    gu.sees("Checked in your browser: 2 entries, and the chain is whole.").await?;
    lin.had_no_errors().await?;
    gu.had_no_errors().await
}
