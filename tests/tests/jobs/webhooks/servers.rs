//! Several servers, and servers that end in the middle: nothing is lost, and nothing is sent by two at once.

use std::sync::Arc;

use anyhow::Result;
use chrono::Duration;
use futures::future::join3;
use shared::webhook::{DeliveryState, EventType};
use tests::payout::payout;
use tests::receiver::Reply;
use tests::{Engine, Receiver, on_both_engines};

use super::{Telling, make};

on_both_engines! {
    alone:
        three_servers_send_everything_once,
        what_was_sent_and_not_written_down_is_sent_again_under_the_same_identifier,
        a_slow_endpoint_holds_up_no_other;
}

/// How many cases.
const MANY: usize = 40;

async fn three_servers_send_everything_once(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened, EventType::EvidenceRecorded]).await?;
    let (second, third) = (there.bench.another().await?, there.bench.another().await?);
    let mut numbers = Vec::new();
    for _ in 0..MANY {
        let number = there.file().await?;
        there.bench.observe(&there.lin, number).await?;
        numbers.push(number);
    }
    let (one, two, three) = join3(there.bench.runner().run_due(), second.run_due(), third.run_due()).await;
    assert!(one? + two? + three? >= 1);
    assert_eq!(there.receiver.taken().len(), 2 * MANY);
    for number in numbers {
        assert_eq!(there.types_told_of(number)?, [EventType::CaseOpened, EventType::EvidenceRecorded]);
    }
    Ok(())
}

async fn what_was_sent_and_not_written_down_is_sent_again_under_the_same_identifier(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened]).await?;
    there.receiver.answer([Reply::Held]);
    let number = there.file().await?;
    let runner = Arc::clone(there.bench.runner());
    let running = tokio::spawn(async move {
        let _ = runner.run_due().await;
    });
    there.receiver.wait_for(1).await;
    // The server is gone, in the middle.
    running.abort();
    let _ = running.await;
    let another = there.bench.another().await?;
    another.run_due().await?;
    assert_eq!(there.told_of(number)?.len(), 1, "the lease still holds");
    there.bench.local.clock.advance(Duration::minutes(6));
    another.run_due().await?;
    let told = there.told_of(number)?;
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1]);
    let delivery = there.only_delivery().await?;
    assert_eq!((delivery.state, delivery.attempts.len()), (DeliveryState::Delivered, 1));
    Ok(())
}

async fn a_slow_endpoint_holds_up_no_other(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened]).await?;
    let quick = Receiver::listening().await?;
    make(&there.bench, &there.root, &quick.url(), &[]).await?;
    there.receiver.answer([Reply::Held]);
    there.bench.file(&payout()).await?;
    let runner = Arc::clone(there.bench.runner());
    let running = tokio::spawn(async move { runner.run_due().await });
    there.receiver.wait_for(1).await;
    quick.wait_for(1).await;
    assert!(there.deliveries().await?.iter().all(|delivery| delivery.state == DeliveryState::Pending));
    there.receiver.release();
    running.await??;
    assert_eq!(there.only_delivery().await?.state, DeliveryState::Delivered);
    Ok(())
}
