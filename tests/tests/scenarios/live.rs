//! What happens is told as it happens: within a second, from any server, without a gap, and only to whom it may concern.

mod endings;
mod presence;
mod rates;
mod without_gaps;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use reqwest::Method;
use shared::api::changes::UnreadView;
use shared::api::problem::Code;
use shared::case::Standing;
use shared::role::Scope;
use tests::caller::Answer;
use tests::payout::payout;
use tests::stream::Stream;
use tests::{Caller, Desk, Engine, on_both_engines, refused};

on_both_engines! {
    shared:
        changes_are_told_within_a_second,
        what_is_told_is_what_lists_show,
        another_system_may_listen,
        a_person_is_told_of_their_notices_and_of_nobody_elses,
        a_stream_is_sent_as_it_comes_and_kept_nowhere,
        where_to_go_on_is_read_strictly,
        one_session_opens_so_many_streams;
}

/// How long each of these took, in the middle: a busy machine may hold one of them up.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

async fn changes_are_told_within_a_second(desk: &Desk) -> Result<()> {
    let (core, lin, mei) = (desk.core().await?, desk.lin().await?, desk.mei().await?);
    let mut stream = mei.listen(None).await?;
    let mut times = Vec::new();
    for _ in 0..3 {
        let number = core.number_of(payout()).await?;
        let filed = Instant::now();
        assert_eq!(stream.case(number, 1).await?.standing, Standing::Open);
        times.push(filed.elapsed());
        lin.claim(number).await?;
        let claimed = Instant::now();
        let row = stream.case(number, 2).await?;
        times.push(claimed.elapsed());
        assert_eq!((row.standing, row.owner.as_deref()), (Standing::Working, Some("lin")));
        lin.note(number, "asked the channel").await?;
        assert_eq!(stream.case(number, 3).await?.version, 3, "a note is a change too");
    }
    assert!(median(times.clone()) < Duration::from_secs(1), "{times:?}");
    Ok(())
}

async fn what_is_told_is_what_lists_show(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let mut stream = lin.listen(None).await?;
    let number = core.number_of(payout().account("6222020200019876543")).await?;
    let number_text = number.to_string();
    let heard = stream.until("the case", |heard| heard.data["number"] == number_text.as_str()).await?;
    let text = heard.data.to_string();
    assert!(!text.contains("9876") && !text.contains('李'), "the beneficiary is not told: {text}");
    let order = lin.case(number).await?.case.facts.order_number;
    let listed = lin.list(&[("q", &order)]).await?.items;
    assert_eq!(heard.row(), listed.into_iter().next());
    Ok(())
}

async fn another_system_may_listen(desk: &Desk) -> Result<()> {
    let listener =
        desk.system(&format!("listens-{:?}", desk.holdfast.database().engine()).to_lowercase(), &[Scope::CasesRead])?;
    let mut stream = listener.listen(None).await?;
    let number = desk.core().await?.number_of(payout()).await?;
    assert_eq!(stream.case(number, 1).await?.number, number);
    let all = stream.all_within(Duration::from_millis(600)).await?;
    assert!(all.iter().all(|heard| heard.name == "changed" || heard.name == "read_anew"), "{all:?}");
    Ok(())
}

/// Waits until so many notices are unread.
async fn unread(stream: &mut Stream, count: i64) -> Result<UnreadView> {
    let what = format!("{count} unread notices");
    let heard = stream.until(&what, |heard| heard.name == "notices" && heard.data["unread"] == count).await?;
    serde_json::from_value(heard.data).context("notices")
}

async fn a_person_is_told_of_their_notices_and_of_nobody_elses(desk: &Desk) -> Result<()> {
    let base = desk.holdfast.url("");
    let engine = desk.holdfast.database().engine();
    let wang = desk.holdfast.person(&format!("wang-{engine:?}").to_lowercase(), "operator")?;
    let wang = Caller::signed_in(&base, &wang).await?;
    let (mut own, mut other) = (wang.listen(None).await?, desk.gu().await?.listen(None).await?);
    // How they stand is told at once.
    assert_eq!(unread(&mut own, 0).await?, UnreadView::default());
    other.all_within(Duration::from_millis(600)).await?;
    let number = desk.core().await?.number_of(payout()).await?;
    wang.claim(number).await?;
    desk.mei().await?.take_over(number).await?;
    let told = unread(&mut own, 1).await?;
    let number = serde_json::json!({ "up_to": told.newest });
    wang.request(Method::POST, "/notices/read").json(&number).send().await?.error_for_status()?;
    assert_eq!(unread(&mut own, 0).await?, UnreadView::default());
    let others = other.all_within(Duration::from_millis(600)).await?;
    let others: Vec<_> = others.iter().filter(|heard| heard.name == "notices").collect();
    assert!(others.is_empty(), "{others:?}");
    Ok(())
}

async fn a_stream_is_sent_as_it_comes_and_kept_nowhere(desk: &Desk) -> Result<()> {
    let stream = desk.lin().await?.listen(None).await?;
    let headers = stream.response().headers();
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(headers.get(name).and_then(|header| header.to_str().ok()), Some(value), "{name}");
    }
    assert!(headers.contains_key("content-security-policy"));
    Ok(())
}

async fn where_to_go_on_is_read_strictly(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    for wrong in ["x", "-1", "1.5", "99999999999999999"] {
        refused(lin.listen(Some(wrong)).await.map(drop), Code::InvalidParameter);
        let by_address: Answer<()> = lin.get(&format!("/changes?since={wrong}")).await;
        refused(by_address, Code::InvalidParameter);
    }
    let other: Answer<()> = lin.get("/changes?after=1").await;
    refused(other, Code::InvalidParameter);
    lin.listen(Some("1")).await?;
    Ok(())
}

async fn one_session_opens_so_many_streams(desk: &Desk) -> Result<()> {
    let engine = desk.holdfast.database().engine();
    let person = desk.holdfast.person(&format!("many-{engine:?}").to_lowercase(), "operator")?;
    let (one, other) = (
        Caller::signed_in(&desk.holdfast.url(""), &person).await?,
        Caller::signed_in(&desk.holdfast.url(""), &person).await?,
    );
    let mut streams = Vec::new();
    for _ in 0..16 {
        streams.push(one.listen(None).await?);
    }
    refused(one.listen(None).await.map(drop), Code::TooManyStreams);
    other.listen(None).await?;
    streams.clear();
    // That a stream was left is noticed soon, not at once.
    for _ in 0..100 {
        if one.listen(None).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("streams that were left still count")
}

/// What came through one server is told by another on the same database.
#[test]
fn a_server_tells_what_came_through_another() {
    tests::scenario::run(async {
        let one = Desk::open(Engine::Postgres).await?;
        let other = one.holdfast.beside().start()?;
        let (core, lin) = (one.core().await?, one.lin().await?);
        let mei = Caller::signed_in(&other.url(""), &one.holdfast.person("mei", "operator")?).await?;
        let mut stream = mei.listen(None).await?;
        let mut times = Vec::new();
        for _ in 0..5 {
            let number = core.number_of(payout()).await?;
            let filed = Instant::now();
            stream.case(number, 1).await?;
            times.push(filed.elapsed());
            lin.claim(number).await?;
            assert_eq!(stream.case(number, 2).await?.owner.as_deref(), Some("lin"));
        }
        assert!(median(times.clone()) < Duration::from_secs(1), "{times:?}");
        Ok(())
    });
}
