//! What was delivered or given up is sent anew by hand, under the same identifiers and in the same order.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use server::desk::webhooks::replay::{ReplayDeliveries, ReplayDelivery};
use server::error::Error;
use shared::api::problem::Code;
use shared::api::webhooks::ReplayRequest;
use shared::audit::Action;
use shared::clock::Clock;
use shared::webhook::{DeliveryState, EventType};
use tests::payout::payout;
use tests::{Engine, on_both_engines};

use super::Telling;

on_both_engines! {
    alone: one_delivery_is_sent_anew, a_time_is_sent_anew, one_that_waits_is_tried_at_once;
}

fn replay(there: &Telling, delivery: i64) -> ReplayDelivery {
    ReplayDelivery { caller: there.root.clone(), id: there.id().to_owned(), delivery }
}

async fn replay_all(there: &Telling, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<i64, Error> {
    let (caller, id, range) = (there.root.clone(), there.id().to_owned(), ReplayRequest { from, until });
    Ok(there.bench.desk().execute(ReplayDeliveries { caller, id, range }).await?.replayed)
}

async fn one_delivery_is_sent_anew(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    let number = there.file_and_tell(&payout()).await?;
    let delivery = there.only_delivery().await?;
    assert_eq!(delivery.state, DeliveryState::Delivered);
    let again = there.bench.desk().execute(replay(&there, delivery.id)).await?;
    assert_eq!((again.state, again.attempts.len()), (DeliveryState::Pending, 1));
    there.bench.work().await?;
    let told = there.told_of(number)?;
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1], "the same in every word");
    assert_eq!(there.only_delivery().await?.attempts.len(), 2);
    let refused = there.bench.desk().execute(replay(&there, delivery.id + 1)).await.expect_err("there is none");
    assert_eq!(refused.code(), Code::NotFound);
    let query = format!("SELECT action FROM audit WHERE subject = 'webhook:{}' ORDER BY seq", there.id());
    let actions = there.bench.local.texts(&query).await?;
    assert_eq!(actions, [Action::WebhookCreated, Action::WebhookReplayed].map(Action::name));
    Ok(())
}

async fn a_time_is_sent_anew(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened, EventType::EvidenceRecorded]).await?;
    there.file_and_tell(&payout()).await?;
    there.pass(Duration::hours(1)).await?;
    let from = there.bench.local.clock.now();
    let number = there.file_and_tell(&payout()).await?;
    there.bench.observe(&there.lin, number).await?;
    there.bench.work().await?;
    there.pass(Duration::hours(1)).await?;
    let until = there.bench.local.clock.now();
    there.file_and_tell(&payout()).await?;
    assert_eq!(there.receiver.taken().len(), 4);
    assert_eq!(
        replay_all(&there, until, from).await.expect_err("it ends before it begins").code(),
        Code::InvalidFields
    );
    assert_eq!(replay_all(&there, from, until).await?, 2);
    there.bench.work().await?;
    assert_eq!(there.receiver.taken().len(), 6);
    use EventType::{CaseOpened, EvidenceRecorded};
    assert_eq!(there.types_told_of(number)?, [CaseOpened, EvidenceRecorded, CaseOpened, EvidenceRecorded]);
    Ok(())
}

async fn one_that_waits_is_tried_at_once(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    there.receiver.answer_with(&[500, 500]);
    let number = there.file_and_tell(&payout()).await?;
    there.pass(Duration::seconds(6)).await?;
    let delivery = there.only_delivery().await?;
    assert_eq!((delivery.failures, there.told_of(number)?.len()), (2, 2));
    there.bench.desk().execute(replay(&there, delivery.id)).await?;
    there.bench.work().await?;
    assert_eq!(there.told_of(number)?.len(), 3);
    assert_eq!(there.only_delivery().await?.state, DeliveryState::Delivered);
    Ok(())
}
