//! What nobody can use any more goes; cases, evidence and trails stay.

use anyhow::Result;
use chrono::Duration;
use server::channels::built_in;
use shared::role::Role;
use tests::payout::payout;
use tests::{Engine, on_both_engines};

use super::bench::Bench;

on_both_engines! {
    alone: links_that_ended_a_month_ago_go_and_everything_else_stays;
}

async fn links_that_ended_a_month_ago_go_and_everything_else_stays(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, built_in()).await?;
    bench.person("lin", Role::Operator).await?;
    let number = bench.file(&payout()).await?;
    let links = async || bench.local.texts("SELECT user_name FROM setup_links").await;
    assert_eq!(links().await?, ["lin"]);
    bench.pass(Duration::days(30)).await?;
    assert_eq!(links().await?, ["lin"], "it ended 29 days ago");
    bench.pass(Duration::days(2)).await?;
    assert!(links().await?.is_empty());
    assert_eq!(bench.case(number).await?.evidence.len(), 1);
    assert!(!bench.happened(number).await?.is_empty());
    let trail = bench.local.texts("SELECT subject FROM audit WHERE subject = 'user:lin'").await?;
    assert!(!trail.is_empty());
    Ok(())
}
