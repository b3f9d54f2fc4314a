//! Follow-up queries: by the schedule for as long as a case is open, on demand, and never after it is closed.

use anyhow::{Context, Result};
use chrono::Duration;
use server::channels::built_in;
use server::desk::cases::keep_waiting::KeepWaiting;
use server::desk::cases::request_query::RequestQuery;
use server::desk::cases::resolve_case::ResolveCase;
use server::error::Error;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{CaseNumber, State};
use shared::clock::Clock;
use shared::evidence::Claim;
use shared::resolution::Resolution;
use shared::role::Role;
use shared::text::Lang;
use tests::payout::{now, payout};
use tests::response::wechat;
use tests::{Engine, on_both_engines};

use super::bench::Bench;
use super::stub::{Asking, PATIENCE, asking, listening};

on_both_engines! {
    alone:
        it_asks_by_the_schedule_for_as_long_as_the_case_is_open,
        what_waits_is_asked_about,
        closing_ends_the_questions,
        an_operator_asks_at_once,
        what_cannot_be_asked_is_refused,
        attempts_whose_end_is_told_are_left_in_peace,
        old_cases_of_a_channel_that_comes_to_answer_are_asked_about;
}

/// When the desk asked about a case, in minutes after the payout was sent.
async fn asked_at(bench: &Bench, number: CaseNumber) -> Result<Vec<i64>> {
    let view = bench.case(number).await?;
    let asked = view.evidence.iter().filter(|piece| piece.recorded_by == Actor::Desk);
    Ok(asked.map(|piece| (piece.received_at - view.case.facts.sent_at).num_minutes()).collect())
}

async fn it_asks_by_the_schedule_for_as_long_as_the_case_is_open(engine: Engine) -> Result<()> {
    let Asking { bench, stub, .. } = Asking::on(engine, PATIENCE).await?;
    let payout = payout().ending("-stuck").sent_minutes_ago(0);
    bench.local.clock.set(now());
    let number = bench.file(&payout).await?;
    for _ in 0..125 {
        bench.pass(Duration::minutes(1)).await?;
    }
    assert_eq!(asked_at(&bench, number).await?, [1, 5, 30, 120]);
    for _ in 0..7 * 24 {
        bench.pass(Duration::hours(1)).await?;
    }
    let asked = asked_at(&bench, number).await?;
    assert!(asked.windows(2).all(|pair| pair[1] - pair[0] <= 360 + 60), "{asked:?}");
    assert_eq!(asked.len(), 4 + 28, "four times a day, for a week: {asked:?}");
    assert_eq!(stub.asked(payout.order_number()), 32);
    let view = bench.case(number).await?;
    let follow_up = view.follow_up.context("it is still asked about")?;
    assert!(follow_up.next_at.is_some_and(|next_at| next_at > view.now && next_at <= view.now + Duration::hours(6)));
    assert_eq!((follow_up.asking_since, follow_up.last), (None, Some(33)));
    Ok(())
}

async fn what_waits_is_asked_about(engine: Engine) -> Result<()> {
    let Asking { bench, .. } = Asking::on(engine, PATIENCE).await?;
    let lin = bench.person("lin", Role::Operator).await?;
    let number = bench.file(&payout().ending("-late")).await?;
    bench.work().await?;
    bench.claim(&lin, number).await?;
    let (version, until) = (bench.case(number).await?.case.version, bench.local.clock.now() + Duration::days(3));
    let reason = "the statement".to_owned();
    bench.desk().execute(KeepWaiting { caller: lin, number, version, until, reason, lang: Lang::En }).await?;
    let promised = bench.case(number).await?.follow_up.and_then(|follow_up| follow_up.next_at);
    assert!(promised.is_some_and(|at| at < until), "the next query is scheduled: {promised:?}");
    bench.pass(Duration::hours(6)).await?;
    bench.pass(Duration::hours(6)).await?;
    let view = bench.case(number).await?;
    let said: Vec<Claim> = view.evidence[1..].iter().map(|piece| piece.claim).collect();
    assert_eq!(said, [Claim::NonFinal, Claim::NonFinal, Claim::ProvesPaid]);
    assert_eq!(view.case.state, State::Open, "what it waited for has come");
    Ok(())
}

async fn closing_ends_the_questions(engine: Engine) -> Result<()> {
    let asking = Asking::on(engine, PATIENCE).await?;
    let bench = &asking.bench;
    let lin = bench.person("lin", Role::Operator).await?;
    let payout = payout().ending("-pays");
    let (number, other) = (bench.file(&payout).await?, bench.file(&tests::payout::payout().ending("-stuck")).await?);
    bench.work().await?;
    bench.claim(&lin, number).await?;
    let version = bench.case(number).await?.case.version;
    let resolution = Resolution::ConfirmPaid;
    bench
        .desk()
        .execute(ResolveCase { caller: lin.clone(), number, version, resolution, reason: None, lang: Lang::En })
        .await?;
    assert_eq!(asking.to_be_asked_about().await?, [other.0.to_string()]);
    assert_eq!(bench.case(number).await?.follow_up, None);
    bench.pass(Duration::days(2)).await?;
    assert_eq!(asking.stub.asked(payout.order_number()), 1);
    let refused = bench.desk().execute(RequestQuery { caller: lin, number }).await;
    assert_eq!(refused.expect_err("it is closed").code(), Code::CaseClosed);
    Ok(())
}

async fn an_operator_asks_at_once(engine: Engine) -> Result<()> {
    let Asking { bench, stub, .. } = Asking::on(engine, PATIENCE).await?;
    let lin = bench.person("lin", Role::Operator).await?;
    let payout = payout().ending("-late");
    let number = bench.file(&payout).await?;
    bench.work().await?;
    let before = bench.case(number).await?;
    for times in 2..4 {
        bench.desk().execute(RequestQuery { caller: lin.clone(), number }).await?;
        bench.work().await?;
        assert_eq!(stub.asked(payout.order_number()), times);
    }
    let view = bench.case(number).await?;
    assert_eq!(view.evidence.last().map(|piece| piece.claim), Some(Claim::ProvesPaid));
    let next_at = |view: &shared::api::exceptions::CaseView| view.follow_up.as_ref().and_then(|it| it.next_at);
    assert_eq!(next_at(&view), next_at(&before), "the schedule is as it was");
    assert_eq!(bench.times(number, Action::QueryRequested).await?, 2);
    assert_eq!(view.case.version, before.case.version + 2, "only the answers changed it");
    Ok(())
}

async fn what_cannot_be_asked_is_refused(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, built_in()).await?;
    let (lin, gu) = (bench.person("lin", Role::Operator).await?, bench.person("gu", Role::Auditor).await?);
    let number = bench.file(&payout()).await?;
    for (caller, number, code) in [
        (&gu, number, Code::Forbidden),
        (&lin, number, Code::NoQueryEndpoint),
        (&lin, CaseNumber(999_999), Code::NotFound),
    ] {
        let answer: Result<(), Error> = bench.desk().execute(RequestQuery { caller: caller.clone(), number }).await;
        assert_eq!(answer.expect_err("it is refused").code(), code);
    }
    assert_eq!(bench.happened(number).await?, [Action::CaseFiled]);
    assert_eq!(bench.case(number).await?.follow_up, None);
    Ok(())
}

async fn attempts_whose_end_is_told_are_left_in_peace(engine: Engine) -> Result<()> {
    let Asking { bench, stub, .. } = Asking::on(engine, PATIENCE).await?;
    let first = payout();
    let second = format!("{}-2-late", first.order_number());
    let filing =
        first.query(wechat("FAIL").minutes_ago(100)).query(wechat("PROCESSING").of_attempt(&second).minutes_ago(90));
    let number = bench.file(&filing).await?;
    bench.work().await?;
    assert_eq!((stub.asked(filing.order_number()), stub.asked(&second)), (0, 1));
    for _ in 0..2 {
        bench.pass(Duration::hours(6)).await?;
    }
    assert_eq!((stub.asked(filing.order_number()), stub.asked(&second)), (0, 3), "by then it is paid");
    bench.pass(Duration::hours(6)).await?;
    assert_eq!((stub.asked(filing.order_number()), stub.asked(&second)), (1, 4), "a word may be taken back");
    let view = bench.case(number).await?;
    assert!(view.evidence.iter().filter(|piece| piece.attempt == second).count() >= 4);
    Ok(())
}

async fn old_cases_of_a_channel_that_comes_to_answer_are_asked_about(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, built_in()).await?;
    let payouts = [payout().ending("-pays"), payout().ending("-stuck"), payout().channel("elsewhere")];
    let mut numbers = Vec::new();
    for payout in &payouts {
        numbers.push(bench.file(payout).await?);
    }
    bench.work().await?;
    let (stub, address) = listening().await?;
    let later = bench.beside(asking(address, PATIENCE)).await?;
    bench.local.clock.advance(Duration::minutes(10));
    later.run_due().await?;
    assert_eq!(stub.asked(payouts[0].order_number()), 0, "not about everything at once");
    bench.local.clock.advance(Duration::hours(6));
    later.run_due().await?;
    let asked: Vec<u32> = payouts.iter().map(|payout| stub.asked(payout.order_number())).collect();
    assert_eq!(asked, [1, 1, 0], "one channel is nobody's to ask");
    assert_eq!(bench.case(numbers[0]).await?.evidence.len(), 2);
    Ok(())
}
