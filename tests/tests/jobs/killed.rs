//! A server's own process killed while a channel keeps it waiting: after a restart the lost answer is on record, and the
//! question is asked again when the schedule says so, once, however many servers there are.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use shared::api::exceptions::CaseView;
use shared::case::CaseNumber;
use shared::channel::FollowUp;
use shared::evidence::{EvidenceKind, Phase, Rule};
use tests::payout::payout;
use tests::{Caller, Desk, Engine, on_both_engines};

use super::stub::{PATIENCE, listening};

on_both_engines! {
    alone: a_killed_server_leaves_a_lost_answer_and_one_more_question;
}

/// How long anything may take, on a machine that is busy with other tests.
const WAIT_MAX: Duration = Duration::from_secs(90);
/// How long it is watched that nobody asks: some looks of each server for what is due.
const WATCH: Duration = Duration::from_secs(4);
const CHANNEL: &str = "wechat_transfer";

/// Has the channel ask there, by its own way of changing: one proposes, another approves.
async fn have_it_ask(desk: &Desk, url: String) -> Result<()> {
    let mut profile = desk.wu().await?.channel(CHANNEL).await?.profile;
    profile.follow_up = Some(FollowUp {
        url,
        api: "transfer-bill-query".to_owned(),
        schedule_minutes: vec![1],
        then_every_minutes: 60,
        timeout_seconds: PATIENCE,
    });
    let change = desk.wu().await?.propose_channel(&profile).await?.change;
    desk.zhao().await?.approve_channel(CHANNEL, change.seq, change.binds_to).await?;
    Ok(())
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let began = Instant::now();
    while !holds().await? {
        ensure!(began.elapsed() < WAIT_MAX, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn has_pieces(caller: &Caller, number: CaseNumber, count: usize) -> Result<CaseView> {
    until(&format!("there are {count} pieces of evidence"), async || {
        Ok(caller.case(number).await?.evidence.len() >= count)
    })
    .await?;
    Ok(caller.case(number).await?)
}

async fn a_killed_server_leaves_a_lost_answer_and_one_more_question(engine: Engine) -> Result<()> {
    let (stub, address) = listening().await?;
    let desk = Desk::open(engine).await?;
    have_it_ask(&desk, format!("http://{address}/query")).await?;
    let (payout, core) = (payout().ending("-hangs"), desk.core().await?);
    let number = core.number_of(&payout).await?;
    until("the channel is asked", async || Ok(stub.asked(payout.order_number()) == 1)).await?;

    let setup = desk.holdfast.crash()?;
    let first = setup.start()?;
    let second = first.beside().start()?;
    let core = core.at(&first.url(""));
    // Time passes: the lease of the server that is gone runs out.
    let of_case = format!("WHERE kind = 'follow_up_query' AND subject = '{}'", number.0);
    first.database().execute(&format!("UPDATE jobs SET leased_until = started_at {of_case}")).await?;
    let view = has_pieces(&core, number, 2).await?;
    let lost = &view.evidence[1];
    ensure!(lost.kind == EvidenceKind::NoResponse && matches!(lost.rule, Rule::AnswerLost { .. }), "{lost:?}");
    ensure!(view.follow_up.and_then(|follow_up| follow_up.next_at) > Some(view.now), "the schedule goes on");
    tokio::time::sleep(WATCH).await;
    ensure!(stub.asked(payout.order_number()) == 1, "it was asked again in place of the lost call");

    // Time passes: the next question is due.
    let filed_at = "(SELECT filed_at FROM cases WHERE number = CAST(subject AS BIGINT))";
    first.database().execute(&format!("UPDATE jobs SET run_at = {filed_at} {of_case}")).await?;
    until("the channel is asked again", async || Ok(stub.asked(payout.order_number()) == 2)).await?;
    tokio::time::sleep(WATCH).await;
    stub.hang_up();
    let view = has_pieces(&core, number, 3).await?;
    ensure!(view.evidence[2].rule == Rule::NoResponse { phase: Phase::Read }, "{:?}", view.evidence[2].rule);
    tokio::time::sleep(WATCH).await;
    let asked = stub.asked(payout.order_number());
    ensure!((asked, core.case(number).await?.evidence.len()) == (2, 3), "one of two servers asks, once: {asked}");
    first.execute(&["audit", "verify"], "")?;
    drop(second);
    Ok(())
}
