//! The queue's filters live in the address: what one sees can be reloaded, linked and kept.

use anyhow::Result;
use serde_json::Value;
use tests::payout::payout;
use tests::response::wechat;
use tests::{Desk, Engine, Visitor};

#[tokio::test]
async fn filters_outlive_a_reload_and_are_kept_as_a_view() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    core.file(payout().merchant("M-1", "Yunshan Trading")).await?;
    core.file(payout().merchant("M-2", "Harbour Foods")).await?;
    core.file(payout().merchant("M-3", "Yunshan Paid").query(wechat("SUCCESS"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.sees("Harbour Foods").await?;

    lin.key('/').await?;
    lin.types("yunshan").await?;
    lin.misses("Harbour Foods").await?;
    lin.choose("Verdict", "Unknown").await?;
    lin.misses("Yunshan Paid").await?;
    lin.sees("Yunshan Trading").await?;
    let address = lin.address().await?;
    let list = listed(&lin).await?;

    lin.refresh().await?;
    lin.sees("Yunshan Trading").await?;
    assert_eq!((lin.address().await?, listed(&lin).await?), (address.clone(), list));

    lin.press("Save this view").await?;
    lin.fill("Name of the view", "Yunshan, not known").await?;
    lin.press("Save").await?;
    lin.sees("View “Yunshan, not known” saved.").await?;
    lin.press("Clear filters").await?;
    lin.sees("Harbour Foods").await?;
    lin.press("Yunshan, not known").await?;
    lin.is_at(&address).await?;
    lin.misses("Harbour Foods").await?;

    lin.open("/?q=8888").await?;
    lin.sees("Nothing is found for “8888”.").await?;
    lin.had_no_errors().await
}

/// The numbers in the list.
async fn listed(visitor: &Visitor) -> Result<Value> {
    let script = "return [...document.querySelectorAll('.row__link')].map((link) => link.innerText)";
    Ok(visitor.execute(script, vec![]).await?)
}
