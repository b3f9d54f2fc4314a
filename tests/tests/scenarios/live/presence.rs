//! People on one case see each other, also over two servers; who leaves or falls silent is forgotten.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use reqwest::Method;
use serde_json::{Value, json};
use server::caller::Caller as Actor;
use server::desk::cases::presence::BePresent;
use shared::actor::Actor as Name;
use shared::api::presence::{Doing, PresenceView};
use shared::api::problem::Code;
use shared::audit::Origin;
use shared::case::CaseNumber;
use shared::role::{Role, Scope};
use tests::caller::{Answer, read};
use tests::payout::payout;
use tests::stream::{Heard, Stream};
use tests::{Caller, Desk, Engine, LocalDesk, on_both_engines, refused};

on_both_engines! {
    shared: people_on_one_case_see_each_other, only_people_are_present;
    alone: who_falls_silent_is_forgotten;
}

async fn be_present(caller: &Caller, number: CaseNumber, doing: &str) -> Answer<PresenceView> {
    let request = caller.request(Method::PUT, &format!("/exceptions/{number}/presence"));
    read(request.json(&json!({ "doing": doing })).send().await?).await
}

fn people(view: &PresenceView) -> Vec<(&str, Doing)> {
    view.people.iter().map(|person| (person.name.as_str(), person.doing)).collect()
}

fn presence(heard: &Heard, number: CaseNumber) -> Option<PresenceView> {
    let view = (heard.name == "presence").then(|| serde_json::from_value::<PresenceView>(heard.data.clone()).ok());
    view.flatten().filter(|view| view.number == number)
}

/// Waits until those are there.
async fn until(stream: &mut Stream, number: CaseNumber, expected: &[(&str, Doing)]) -> Result<()> {
    let what = format!("{expected:?} on {number}");
    let fits = |heard: &Heard| presence(heard, number).is_some_and(|view| people(&view) == expected);
    stream.until(&what, fits).await.map(drop)
}

async fn people_on_one_case_see_each_other(desk: &Desk) -> Result<()> {
    let (lin, mei) = (desk.lin().await?, desk.mei().await?);
    let number = desk.core().await?.number_of(payout()).await?;
    let mut stream = lin.listen(None).await?;
    let seen = be_present(&lin, number, "looking").await?;
    assert_eq!(people(&seen), [("lin", Doing::Looking)]);
    let seen = be_present(&mei, number, "looking").await?;
    assert_eq!(people(&seen), [("lin", Doing::Looking), ("mei", Doing::Looking)]);
    let came = Instant::now();
    until(&mut stream, number, &[("lin", Doing::Looking), ("mei", Doing::Looking)]).await?;
    assert!(came.elapsed() < Duration::from_secs(3), "{:?}", came.elapsed());
    be_present(&mei, number, "deciding").await?;
    until(&mut stream, number, &[("lin", Doing::Looking), ("mei", Doing::Deciding)]).await?;
    // Who comes to listen now is told at once who is there.
    until(&mut desk.gu().await?.listen(None).await?, number, &[("lin", Doing::Looking), ("mei", Doing::Deciding)])
        .await?;
    for leaving in [&mei, &lin] {
        let request = leaving.request(Method::DELETE, &format!("/exceptions/{number}/presence"));
        request.send().await?.error_for_status()?;
    }
    until(&mut stream, number, &[]).await?;
    let trail = lin.trail(number).await?;
    assert_eq!(
        (lin.case(number).await?.case.version, trail.links.len()),
        (1, 1),
        "it is no change and leaves no trace"
    );
    Ok(())
}

async fn only_people_are_present(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    let name = format!("reads-{:?}", desk.holdfast.database().engine()).to_lowercase();
    let system = desk.system(&name, &[Scope::CasesRead])?;
    refused(be_present(&system, number, "looking").await, Code::Forbidden);
    let lin = desk.lin().await?;
    refused(be_present(&lin, CaseNumber(99_999_999), "looking").await, Code::NotFound);
    refused(be_present(&lin, number, "sleeping").await, Code::InvalidFields);
    let mut stream = system.listen(None).await?;
    be_present(&lin, number, "looking").await?;
    let heard: Vec<Value> =
        stream.all_within(Duration::from_millis(800)).await?.into_iter().map(|heard| heard.data).collect();
    assert!(heard.iter().all(|data| data["people"].is_null()), "who works on what is told to people alone: {heard:?}");
    Ok(())
}

async fn who_falls_silent_is_forgotten(engine: Engine) -> Result<()> {
    let local = LocalDesk::on(engine).await?;
    let number = super::endings::filed(&local).await?;
    let origin = Origin::default;
    let caller = |name: &str| Actor {
        actor: Name::User(name.to_owned()),
        roles: vec![Role::Operator],
        scopes: vec![],
        origin: origin(),
    };
    let look = |name: &str| {
        let (desk, command) =
            (Arc::clone(&local.desk), BePresent { caller: caller(name), number, doing: Doing::Looking });
        async move { desk.execute(command).await }
    };
    for name in ["lin", "mei"] {
        super::endings::user(&local, name).await?;
    }
    look("lin").await?;
    local.clock.advance(chrono::Duration::seconds(29));
    assert_eq!(people(&look("mei").await?).len(), 2);
    local.clock.advance(chrono::Duration::seconds(1));
    assert_eq!(people(&look("mei").await?), [("mei", Doing::Looking)]);
    assert_eq!(local.texts("SELECT user_name FROM presence").await?, ["mei"], "nothing is kept");
    Ok(())
}

/// Two servers on one database.
#[test]
fn people_at_two_servers_see_each_other() {
    tests::scenario::run(async {
        let desk = Desk::open(Engine::Postgres).await?;
        let other = desk.holdfast.beside().start()?;
        let lin = desk.lin().await?;
        let mei = Caller::signed_in(&other.url(""), &desk.holdfast.person("mei", "operator")?).await?;
        let number = desk.core().await?.number_of(payout()).await?;
        be_present(&lin, number, "writing").await?;
        let mut stream = lin.listen(None).await?;
        let seen = be_present(&mei, number, "looking").await?;
        assert_eq!(people(&seen), [("lin", Doing::Writing), ("mei", Doing::Looking)]);
        until(&mut stream, number, &[("lin", Doing::Writing), ("mei", Doing::Looking)]).await
    });
}
