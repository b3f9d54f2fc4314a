//! Killed in the middle of everything: the server, a session of the database, the database itself.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tests::dice::by_hand;
use tests::holdfast::Setup;
use tests::postgres::own::Stop;
use tests::{Database, Desk, Dice, Engine, Holdfast, OwnPostgres, on_both_engines};

use super::callers::Callers;
use super::load::{Load, Unanswered};

on_both_engines! {
    alone: a_killed_server_has_kept_what_it_answered;
}

/// After so many crashes a new database is taken: what is looked at each time shall not grow without end.
const CRASHES_A_DATABASE: u64 = 10;

async fn a_killed_server_has_kept_what_it_answered(engine: Engine) -> Result<()> {
    let (seed, crashes) = (by_hand("HOLDFAST_SEED", 1), by_hand("HOLDFAST_CRASHES", 3));
    let (mut dice, mut answers, mut left) = (Dice::new(seed), 0, crashes);
    while left > 0 {
        let some = left.min(CRASHES_A_DATABASE);
        let all = crash_again_and_again(engine, &mut dice, some).await;
        answers += all.with_context(|| format!("HOLDFAST_SEED={seed} HOLDFAST_CRASHES={crashes}, {left} left"))?;
        left -= some;
    }
    println!("{crashes} crashes on {engine:?}, {answers} answers");
    ensure!(answers > 0, "nothing was answered before any crash");
    Ok(())
}

async fn crash_again_and_again(engine: Engine, dice: &mut Dice, crashes: u64) -> Result<usize> {
    let mut desk = Desk::open(engine).await?;
    let callers = Callers::of(&desk).await?;
    let mut all = super::book::Book::default();
    for crash in 1..=crashes {
        let here = callers.at(&desk.holdfast.url(""));
        let load = Load::start(&here, dice, Unanswered::Stop);
        // Some strike before anything was answered, but not all, however slow the machine.
        if !dice.once_in(4) || crash == crashes {
            load.is_answered(1).await?;
        }
        tokio::time::sleep(Duration::from_millis(dice.below(900))).await;
        let setup: Setup = desk.holdfast.crash()?;
        let book = load.end().await?;
        ensure!(book.unavailable == 0, "something was not available before the crash");
        all.add(book);
        desk = Desk::start(setup)?;
        let checked = all.check(&desk.holdfast, &callers.at(&desk.holdfast.url(""))).await;
        checked.with_context(|| format!("after crash {crash} of {crashes}"))?;
    }
    Ok(all.answered.len())
}

#[test]
fn a_crashing_postgres_has_kept_what_was_answered() {
    tests::scenario::run(async {
        let seed = by_hand("HOLDFAST_SEED", 1);
        let mut dice = Dice::new(seed);
        let postgres = Arc::new(OwnPostgres::start()?);
        let desk = Desk::start(Holdfast::with(Database::of(&postgres)))?;
        let callers = Callers::of(&desk).await?;
        let load = Load::start(&callers, &mut dice, Unanswered::Again);
        for _ in 0..by_hand("HOLDFAST_CRASHES", 2) {
            load.is_answered(20).await?;
            tokio::time::sleep(Duration::from_millis(dice.below(800))).await;
            postgres.kill_a_session().await?;
            // It recovers by itself; some are stopped in the middle of that.
            if !dice.once_in(4) {
                load.is_answered(20).await?;
            }
            tokio::time::sleep(Duration::from_millis(dice.below(800))).await;
            postgres.stop(Stop::Immediate)?;
            load.is_refused().await?;
            tokio::time::sleep(Duration::from_millis(dice.below(500))).await;
            postgres.start_again()?;
        }
        load.is_answered(20).await?;
        let book = load.end().await?;
        book.check(&desk.holdfast, &callers).await.with_context(|| format!("HOLDFAST_SEED={seed}"))
    });
}
