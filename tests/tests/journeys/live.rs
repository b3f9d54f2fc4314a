//! The desk lives: what others do shows by itself, nothing jumps, people see each other, and a lost connection heals.

use anyhow::Result;
use serde_json::Value;
use shared::case::CaseNumber;
use tests::payout::{Payout, payout};
use tests::proxy::Proxy;
use tests::response::wechat;
use tests::{Caller, Desk, Engine, Visitor};

use super::furnished::{proposed, unfound};

#[tokio::test]
async fn two_people_on_one_case_see_each_other_and_what_the_other_does() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let number = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    let case = format!("/cases/{number}");
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&case).await?;
    lin.press("Claim").await?;
    lin.press("Write a note").await?;
    lin.fill("Note", "Called the merchant at noon").await?;

    let mei = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("mei", "operator")?).await?;
    mei.open(&case).await?;
    mei.sees("lin is writing on this case").await?;
    lin.sees("mei is looking at this case").await?;
    mei.press("Write a note").await?;
    lin.sees("mei is writing on this case").await?;
    mei.fill("Note", "The channel calls back").await?;
    mei.press("Save").await?;

    // Lin does nothing, and is told.
    lin.sees("This case changed while you were looking at it").await?;
    lin.sees("mei wrote a note.").await?;
    lin.sees("The channel calls back").await?;
    assert_eq!(lin.value_of("Note").await?, "Called the merchant at noon");
    mei.open("/").await?;
    lin.misses("on this case").await?;
    lin.misses("mei is looking at this case").await?;
    lin.had_no_errors().await?;
    Ok(())
}

/// The numbers of the rows that show, from the top.
async fn rows(visitor: &Visitor) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.rows__window .row__link')].map((link) => link.innerText)";
    let rows: Vec<Value> = serde_json::from_value(visitor.execute(script, vec![]).await?)?;
    Ok(rows.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn sent(minutes_ago: i64) -> Payout {
    payout().sent_minutes_ago(minutes_ago)
}

#[tokio::test]
async fn rows_change_where_they_stand_and_new_ones_wait_to_be_asked_for() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let (core, mei) = (desk.core().await?, desk.mei().await?);
    let mut numbers: Vec<CaseNumber> = Vec::new();
    for minutes in [600, 500, 400] {
        numbers.push(core.number_of(sent(minutes)).await?);
    }
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.sees(&numbers[2].to_string()).await?;
    let before = rows(&lin).await?;
    assert_eq!(before.len(), 3);
    // At work in the list.
    lin.key('j').await?;

    mei.claim(numbers[1]).await?;
    lin.sees_in(&numbers[1].to_string(), "mei").await?;
    let new = core.number_of(sent(700)).await?;
    lin.sees("1 new or changed — show").await?;
    assert_eq!(rows(&lin).await?, before, "nothing moved");
    lin.press("1 new or changed — show").await?;
    lin.sees(&new.to_string()).await?;
    assert_eq!(rows(&lin).await?.len(), 4);
    lin.misses("new or changed").await?;

    // Who only looks on from the top is kept up to date.
    lin.open("/").await?;
    lin.sees(&new.to_string()).await?;
    let newest = core.number_of(sent(800)).await?;
    lin.sees(&newest.to_string()).await?;
    lin.had_no_errors().await?;
    Ok(())
}

#[tokio::test]
async fn approvals_counts_and_notices_follow_by_themselves() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let (core, mei) = (desk.core().await?, desk.mei().await?);
    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;
    wu.open("/approvals").await?;
    wu.sees("Nothing").await?;
    let person = desk.holdfast.person("lin", "operator")?;
    let own = Caller::signed_in(&desk.holdfast.url(""), &person).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &person).await?;
    let number = proposed(&core, &own, unfound(), "The portal does not know it.").await?;
    wu.sees(&number.to_string()).await?;
    lin.sees_in("Views", "Mine 1").await?;
    let other = Caller::signed_in(&desk.holdfast.url(""), &desk.holdfast.person("zhou", "supervisor")?).await?;
    other.reject(number, "Ask the channel first.").await?;
    wu.misses(&number.to_string()).await?;
    lin.press("Notices, 1 unread").await?;
    lin.sees("zhou rejected your proposal").await?;
    // Nobody has touched the list: a case that another takes shows with them.
    mei.take_over(number).await?;
    lin.press("Notices, 2 unread").await?;
    Ok(())
}

#[tokio::test]
async fn a_server_that_was_away_is_said_and_what_happened_meanwhile_shows() -> Result<()> {
    let desk = Desk::open(Engine::Postgres).await?;
    let core = desk.core().await?;
    let number = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    let person = desk.holdfast.person("lin", "operator")?;
    let proxy = Proxy::before(vec![desk.holdfast.url("")]).await?;
    let lin = Visitor::arrive_at(proxy.address(), 1440, 900).await?;
    lin.sign_in(&person).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Write a note").await?;
    lin.fill("Note", "Called the merchant at noon").await?;

    let setup = desk.holdfast.stop()?;
    lin.sees("The server cannot be reached.").await?;
    let holdfast = setup.start()?;
    let mei = Caller::signed_in(&holdfast.url(""), &holdfast.person("mei", "operator")?).await?;
    mei.note(number, "Written while nobody heard").await?;
    proxy.now_before(vec![holdfast.url("")]);
    lin.misses("The server cannot be reached.").await?;
    lin.sees("Written while nobody heard").await?;
    assert_eq!(lin.value_of("Note").await?, "Called the merchant at noon");

    // And live it is again.
    mei.note(number, "Written and heard").await?;
    lin.sees("Written and heard").await?;
    Ok(())
}

#[tokio::test]
async fn whose_session_is_ended_elsewhere_is_asked_to_sign_in_and_loses_nothing() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let number = desk.core().await?.number_of(payout()).await?;
    let person = desk.holdfast.person("lin", "operator")?;
    let lin = Visitor::signed_in(&desk.holdfast, &person).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Write a note").await?;
    lin.fill("Note", "Called the merchant at noon").await?;
    let elsewhere = Caller::signed_in(&desk.holdfast.url(""), &person).await?;
    let sessions: Value = elsewhere.get("/sessions").await?;
    for session in sessions["items"].as_array().into_iter().flatten().filter(|session| session["current"] == false) {
        let request = elsewhere.request(reqwest::Method::DELETE, &format!("/sessions/{}", session["id"]));
        request.send().await?.error_for_status()?;
    }
    lin.sees("Sign in again").await?;
    lin.fill("Password", &person.password).await?;
    lin.press("Sign in").await?;
    lin.misses("Sign in again").await?;
    assert_eq!(lin.value_of("Note").await?, "Called the merchant at noon");
    desk.mei().await?.note(number, "And it is live again").await?;
    lin.sees("And it is live again").await?;
    Ok(())
}
