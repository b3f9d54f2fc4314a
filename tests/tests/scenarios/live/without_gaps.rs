//! Nothing is missed: not between two streams, not what commits late, not over the end of a server.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Result;
use futures::future::{join, try_join_all};
use shared::case::CaseNumber;
use tests::payout::payout;
use tests::stream::{PATIENCE, Stream};
use tests::{Caller, Desk, Engine, on_both_engines};
use tokio::time::{Instant, sleep};

on_both_engines! {
    alone:
        nothing_is_missed_between_streams_while_many_file,
        what_commits_late_is_told,
        nothing_is_missed_over_the_end_of_a_server;
}

const FILERS: usize = 4;
const FILED_BY_EACH: usize = 25;

/// Hears for a while, leaves, and comes back behind what was heard last, until everything was heard.
async fn hear_in_pieces(listener: &Caller, all: usize) -> Result<HashSet<CaseNumber>> {
    let (mut heard, mut last_id) = (HashSet::new(), None);
    let deadline = Instant::now() + PATIENCE * 2;
    for piece in 1_u64.. {
        let mut stream = listener.listen(last_id.as_deref()).await?;
        let events = stream.all_within(Duration::from_millis(70 + piece % 7 * 60)).await?;
        heard.extend(events.iter().filter_map(|event| event.row()).map(|row| row.number));
        assert!(events.iter().all(|event| event.name != "read_anew"), "so few are told one by one");
        last_id = stream.last_id.clone();
        if heard.len() >= all || Instant::now() > deadline {
            break;
        }
    }
    Ok(heard)
}

async fn nothing_is_missed_between_streams_while_many_file(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filers = (0..FILERS).map(|_| async {
        let mut filed = Vec::new();
        for _ in 0..FILED_BY_EACH {
            filed.push(core.number_of(payout()).await?);
            sleep(Duration::from_millis(20)).await;
        }
        anyhow::Ok(filed)
    });
    let (filed, heard) = join(try_join_all(filers), hear_in_pieces(&lin, FILERS * FILED_BY_EACH)).await;
    let filed: HashSet<CaseNumber> = filed?.into_iter().flatten().collect();
    let heard = heard?;
    let missed: Vec<_> = filed.difference(&heard).collect();
    assert!(missed.is_empty(), "{missed:?}");
    Ok(())
}

/// Hears of a case while others are filed, which takes the stream further than the late change's own time.
async fn hear_late(stream: &mut Stream, core: &Caller, number: CaseNumber, version: i64) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        core.number_of(payout()).await?;
        let heard = stream.all_within(Duration::from_millis(500)).await?;
        if heard.iter().filter_map(|heard| heard.row()).any(|row| row.number == number && row.version == version) {
            return Ok(());
        }
    }
    anyhow::bail!("{number} at version {version} was never told")
}

async fn what_commits_late_is_told(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout()).await?;
    let mut stream = lin.listen(None).await?;
    stream.case(number, 1).await?;
    // A row that comes to sight now and bears a time from long before, as one does whose transaction was held up.
    let written = match engine {
        Engine::Sqlite => "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '-40 seconds')",
        Engine::Postgres => "now() - INTERVAL '40 seconds'",
    };
    let change = format!("UPDATE queue SET version = 7, updated_at = {written} WHERE number = {}", number.0);
    desk.holdfast.database().execute(&change).await?;
    hear_late(&mut stream, &core, number, 7).await?;

    // The same between two streams.
    let last_id = stream.last_id.clone();
    drop(stream);
    desk.holdfast.database().execute(&change.replace("version = 7", "version = 8")).await?;
    let mut stream = lin.listen(last_id.as_deref()).await?;
    stream.case(number, 8).await?;
    if engine == Engine::Postgres {
        // A real transaction that writes its time and then takes long.
        let change = change.replace("version = 7", "version = 9").replace(written, "now()");
        let slow = format!("BEGIN; {change}; SELECT pg_sleep(5); COMMIT");
        let (held_up, heard) =
            join(desk.holdfast.database().execute(&slow), async { hear_late(&mut stream, &core, number, 9).await })
                .await;
        held_up?;
        heard?;
    }
    Ok(())
}

async fn nothing_is_missed_over_the_end_of_a_server(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin) = (desk.core().await?, desk.holdfast.person("listener", "operator")?);
    let mut stream = Caller::signed_in(&desk.holdfast.url(""), &lin).await?.listen(None).await?;
    stream.case(core.number_of(payout()).await?, 1).await?;
    let last_id = stream.last_id.clone();
    let unheard = core.number_of(payout()).await?;
    let asked = Instant::now();
    let setup = desk.holdfast.stop()?;
    assert!(asked.elapsed() < Duration::from_secs(10), "an open stream holds nothing up: {:?}", asked.elapsed());
    stream.end().await?;
    let holdfast = setup.start()?;
    let lin = Caller::signed_in(&holdfast.url(""), &lin).await?;
    let mut stream = lin.listen(last_id.as_deref()).await?;
    stream.case(unheard, 1).await?;
    Ok(())
}
