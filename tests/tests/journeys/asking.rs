//! An operator has the channel asked now, and the answer appears by itself.

use std::sync::Arc;

use anyhow::Result;
use shared::channel::FollowUp;
use shared::text::Lang;
use shared::text::app::asking;
use stub_channel::Stub;
use tests::payout::payout;
use tests::{Desk, Engine, Visitor};
use tokio::net::TcpListener;

const CHANNEL: &str = "wechat_transfer";

/// A payment system that answers for the channel, and the channel's profile that names it.
async fn answering(desk: &Desk) -> Result<Arc<Stub>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/query", listener.local_addr()?);
    let stub = Arc::new(Stub::new(1));
    tokio::spawn(Arc::clone(&stub).serve(listener));
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let mut profile = wu.channel(CHANNEL).await?.profile;
    // Nothing is asked by the schedule while the journey lasts.
    let (schedule_minutes, then_every_minutes) = (vec![360], 360);
    let api = "transfer-bill-query".to_owned();
    profile.follow_up = Some(FollowUp { url, api, schedule_minutes, then_every_minutes, timeout_seconds: 30 });
    let change = wu.propose_channel(&profile).await?.change;
    zhao.approve_channel(CHANNEL, change.seq, change.binds_to).await?;
    Ok(stub)
}

#[tokio::test]
async fn an_operator_asks_the_channel_and_sees_the_answer_come() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let stub = answering(&desk).await?;
    let payout = payout().ending("-late").sent_minutes_ago(40);
    let number = desk.core().await?.number_of(&payout).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.sees(asking::next(Lang::En)).await?;
    // It says "processing" twice, and pays then.
    for times in 1..=3 {
        lin.press(asking::now(Lang::En)).await?;
        lin.sees_in("Evidence", &format!("#{}", times + 1)).await?;
        lin.until_true("return !document.body.innerText.includes('being queried…')").await?;
        assert_eq!(stub.asked(payout.order_number()), times);
    }
    lin.sees_in("Evidence", "Decided by evidence #4").await?;
    lin.had_no_errors().await
}
