//! A server's own process killed while it reads a statement and while it matches: another takes the work up where its lease has
//! run out, and ends at the same.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use shared::api::recon::{DayView, StatementState, StatementView};
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Caller, Desk, Engine, on_both_engines};

on_both_engines! {
    alone: a_killed_server_leaves_a_file_that_is_read_and_a_day_that_is_matched;
}

/// How long anything may take, on a machine that is busy with other tests.
const WAIT_MAX: Duration = Duration::from_secs(120);
/// How many payouts: some batches of both jobs.
const PAYOUTS: usize = 30_000;

async fn until(what: &str, mut holds: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let began = Instant::now();
    while !holds().await? {
        ensure!(began.elapsed() < WAIT_MAX, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

async fn file(caller: &Caller, id: i64) -> Result<StatementView> {
    Ok(caller.get(&format!("/statements/{id}")).await?)
}

/// Kills the server and starts another on what is left, once the lease of the job has run out.
async fn killed(desk: Desk, kind: &str) -> Result<Desk> {
    let setup = desk.holdfast.crash()?;
    let desk = Desk::start(setup)?;
    let run_out = format!("UPDATE jobs SET leased_until = run_at WHERE kind = '{kind}' AND leased_until IS NOT NULL");
    desk.holdfast.database().execute(&run_out).await?;
    Ok(desk)
}

async fn a_killed_server_leaves_a_file_that_is_read_and_a_day_that_is_matched(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    let lines: Vec<Value> = (0..PAYOUTS).map(|number| payout(&account, &format!("P-{number:06}"), "1.00")).collect();
    for lines in lines.chunks(10_000) {
        desk.core().await?.send_lines(lines).await?;
    }
    desk.core().await?.end_ledger_day(&account, DAY).await?;
    let mut statement = BankStatement::opening(100_000_000);
    // The channel lists one more than our books, and lacks one.
    for number in 1..=PAYOUTS {
        statement = statement.out(&format!("P-{number:06}"), 100);
    }
    let lin = desk.lin().await?;
    let id = lin.send_statement(&account, statement.bytes()).await?.id;
    until("some lines are read", async || {
        Ok(!matches!(file(&lin, id).await?.state, StatementState::Reading { lines: 0 }))
    })
    .await?;
    let desk = killed(desk, "read_statement").await?;

    // A server that is started anew knows lin already: somebody else goes on.
    let mei = desk.mei().await?;
    mei.statement_when_read(id).await?;
    let read = file(&mei, id).await?;
    ensure!(read.state == StatementState::Read, "{:?}", read.state);
    ensure!(read.statement.is_some_and(|it| it.sums.count == PAYOUTS as u64), "it was read whole");
    let query = format!("SELECT CAST(COUNT(*) AS TEXT) FROM recon_lines WHERE file = {id}");
    ensure!(desk.holdfast.database().texts(&query).await? == [PAYOUTS.to_string()], "each line once");

    mei.book(id).await?;
    let placed = "SELECT CAST(COUNT(*) AS TEXT) FROM recon_places";
    until("some lines are placed", async || Ok(desk.holdfast.database().texts(placed).await? != ["0"])).await?;
    let desk = killed(desk, "match_days").await?;
    let zhao = desk.zhao().await?;
    let day: DayView = zhao.day_when_run(&account, DAY).await?;
    let figures = day.figures.as_ref().map(|it| (it.matched, it.open, it.held));
    ensure!(figures == Some((2 * (PAYOUTS as i64 - 1), 2, 0)), "{figures:?}");
    let doubled = "SELECT CAST(COUNT(*) AS TEXT) FROM (SELECT place FROM recon_places WHERE kind = 'matched' \
                   GROUP BY place HAVING COUNT(*) <> 2) AS uneven";
    ensure!(desk.holdfast.database().texts(doubled).await? == ["0"], "each match has its two lines");
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}
