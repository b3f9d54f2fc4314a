//! A server ends in the middle of a call: nothing is asked twice for it, and that its answer was lost is on record.

use std::sync::Arc;
use std::time::Duration as Pause;

use anyhow::Result;
use chrono::Duration;
use futures::future::join;
use server::desk::cases::request_query::RequestQuery;
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::evidence::{Claim, EvidenceKind, Rule};
use shared::role::Role;
use tests::payout::payout;
use tests::{Engine, on_both_engines};

use super::stub::{Asking, PATIENCE};

on_both_engines! {
    alone: an_answer_that_was_lost_is_on_record_and_the_schedule_goes_on, a_slow_server_keeps_its_answer;
}

/// Begins a call to a channel that hangs, and waits until the channel was asked.
async fn begin(asking: &Asking, order_number: &str) -> tokio::task::JoinHandle<()> {
    let runner = Arc::clone(asking.bench.runner());
    let running = tokio::spawn(async move {
        let _ = runner.run_due().await;
    });
    while asking.stub.asked(order_number) == 0 {
        tokio::time::sleep(Pause::from_millis(20)).await;
    }
    running
}

async fn an_answer_that_was_lost_is_on_record_and_the_schedule_goes_on(engine: Engine) -> Result<()> {
    let there = Asking::on(engine, PATIENCE).await?;
    let lin = there.bench.person("lin", Role::Operator).await?;
    let payout = payout().ending("-hangs");
    let number: CaseNumber = there.bench.file(&payout).await?;
    let running = begin(&there, payout.order_number()).await;
    let during = there.bench.case(number).await?;
    assert!(during.follow_up.is_some_and(|follow_up| follow_up.asking_since.is_some()), "it is being asked");
    let again = there.bench.desk().execute(RequestQuery { caller: lin, number }).await;
    assert_eq!(again.expect_err("it is being asked").code(), Code::QueryInFlight);
    // The server is gone, in the middle.
    running.abort();
    let _ = running.await;

    let beside = there.bench.beside(vec![]).await?;
    there.bench.local.clock.advance(Duration::minutes(1));
    beside.run_due().await?;
    assert_eq!(there.bench.case(number).await?.evidence.len(), 1, "the lease still holds");
    there.bench.local.clock.advance(Duration::minutes(5));
    // A job that finds no connection on a busy machine is tried again a little later; it counts what came of it all.
    for _ in 0..3 {
        beside.run_due().await?;
        there.bench.local.clock.advance(Duration::minutes(1));
    }
    let view = there.bench.case(number).await?;
    assert_eq!(view.evidence.len(), 2);
    let lost = &view.evidence[1];
    assert_eq!((lost.kind, lost.claim), (EvidenceKind::NoResponse, Claim::NoInformation));
    assert!(matches!(lost.rule, Rule::AnswerLost { asked_at } if asked_at < view.now), "{:?}", lost.rule);
    assert_eq!(there.stub.asked(payout.order_number()), 1, "it is not asked again in its place");
    let follow_up = view.follow_up.expect("it is still asked about");
    assert!(follow_up.asking_since.is_none() && follow_up.next_at.is_some_and(|next_at| next_at > view.now));

    there.bench.local.clock.advance(Duration::hours(6));
    let again = async {
        while there.stub.asked(payout.order_number()) < 2 {
            tokio::time::sleep(Pause::from_millis(20)).await;
        }
        there.stub.hang_up();
    };
    let (ran, ()) = join(beside.run_due(), again).await;
    ran?;
    assert_eq!(there.stub.asked(payout.order_number()), 2);
    assert_eq!(there.bench.case(number).await?.evidence.len(), 3);
    Ok(())
}

async fn a_slow_server_keeps_its_answer(engine: Engine) -> Result<()> {
    let there = Asking::on(engine, PATIENCE).await?;
    let payout = payout().ending("-hangs");
    let number = there.bench.file(&payout).await?;
    let running = begin(&there, payout.order_number()).await;
    // Its lease runs out before its call ends; another server takes the job up.
    there.bench.local.clock.advance(Duration::minutes(10));
    there.bench.beside(vec![]).await?.run_due().await?;
    there.stub.hang_up();
    running.await?;
    let view = there.bench.case(number).await?;
    let rules: Vec<&Rule> = view.evidence[1..].iter().map(|piece| &piece.rule).collect();
    assert!(matches!(rules[..], [Rule::AnswerLost { .. }, Rule::NoResponse { .. }]), "{rules:?}");
    assert_eq!(there.stub.asked(payout.order_number()), 1);
    let next_at = view.follow_up.and_then(|follow_up| follow_up.next_at);
    assert!(next_at.is_some_and(|next_at| next_at > view.now), "the job is the other's");
    Ok(())
}
