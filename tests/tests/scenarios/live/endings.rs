//! A stream ends with what it was opened by, and keeps nothing alive.

use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use server::auth::password;
use server::auth::token::Token;
use server::caller::Caller as Actor;
use server::desk::cases::file_exceptions::Order;
use server::desk::people::make_user::MakeUserWithPassword;
use server::desk::people::sign_in::SignIn;
use server::live::{Live, Pass, Who};
use shared::actor::Actor as Name;
use shared::api::problem::Code;
use shared::api::users::NewUserRequest;
use shared::audit::Origin;
use shared::case::{CaseNumber, check_filing};
use shared::clock::Clock;
use shared::digest::Digest;
use shared::role::{Role, Scope};
use shared::text::Lang;
use tests::payout::{now, payout};
use tests::postgres::own::Stop;
use tests::stream::PATIENCE;
use tests::{Caller, Database, Desk, Engine, Holdfast, LocalDesk, OwnPostgres, on_both_engines, refused};
use tokio::time::timeout;

on_both_engines! {
    shared: a_stream_ends_when_its_reader_signs_out, a_stream_ends_with_the_right_to_read, a_stream_ends_with_its_key;
    alone: a_stream_keeps_no_session_alive;
}

fn named(desk: &Desk, name: &str) -> String {
    format!("{name}-{:?}", desk.holdfast.database().engine()).to_lowercase()
}

async fn a_stream_ends_when_its_reader_signs_out(desk: &Desk) -> Result<()> {
    let person = desk.holdfast.person(&named(desk, "leaves"), "operator")?;
    let (one, other) = (
        Caller::signed_in(&desk.holdfast.url(""), &person).await?,
        Caller::signed_in(&desk.holdfast.url(""), &person).await?,
    );
    let (mut ends, mut stays) = (one.listen(None).await?, other.listen(None).await?);
    one.request(Method::DELETE, "/session").send().await?.error_for_status()?;
    ends.end().await?;
    let number = desk.core().await?.number_of(tests::payout::payout()).await?;
    stays.case(number, 1).await?;
    Ok(())
}

async fn a_stream_ends_with_the_right_to_read(desk: &Desk) -> Result<()> {
    let name = named(desk, "demoted");
    let person = desk.holdfast.person(&name, "operator")?;
    let mut stream = Caller::signed_in(&desk.holdfast.url(""), &person).await?.listen(None).await?;
    let change = json!({ "roles": ["admin"] });
    desk.root()
        .await?
        .request(Method::PATCH, &format!("/users/{name}"))
        .json(&change)
        .send()
        .await?
        .error_for_status()?;
    stream.end().await
}

async fn a_stream_ends_with_its_key(desk: &Desk) -> Result<()> {
    let name = named(desk, "revoked");
    let mut stream = desk.system(&name, &[Scope::CasesRead])?.listen(None).await?;
    let root = desk.root().await?;
    let clients: Value = root.get("/clients").await?;
    let client = clients["items"].as_array().into_iter().flatten().find(|client| client["name"] == name.as_str());
    let key = client.context("the client")?["keys"][0]["id"].as_str().context("its key")?.to_owned();
    let path = format!("/clients/{name}/keys/{key}");
    root.request(Method::DELETE, &path).send().await?.error_for_status()?;
    stream.end().await
}

const PASSWORD: &str = "holds fast to unknown";

/// Makes an operator.
pub async fn user(local: &LocalDesk, name: &str) -> Result<()> {
    let password_hash = password::hash(PASSWORD, &*local.desk.random).await?;
    let user = NewUserRequest { name: name.to_owned(), display_name: name.to_owned(), roles: vec![Role::Operator] };
    local.desk.execute(MakeUserWithPassword { caller: Actor::command_line(), user, password_hash }).await?;
    Ok(())
}

/// Files a case.
pub async fn filed(local: &LocalDesk) -> Result<CaseNumber> {
    local.clock.set(now());
    let filing = check_filing(&payout().into(), local.clock.now(), Lang::En);
    let filing = filing.map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let core = Name::Client("core".to_owned());
    let caller = Actor { actor: core, roles: vec![], scopes: Scope::ALL.to_vec(), origin: Origin::default() };
    let number = local.desk.next_numbers(1).await?[0];
    local.desk.file_exception(Order { caller, filing, digest: Digest::of(b"filing"), key: None, number }).await?;
    Ok(number)
}

/// A user who has signed in, and their session's token.
async fn signed_in(local: &LocalDesk) -> Result<Token> {
    user(local, "lin").await?;
    let (name, password) = ("lin".to_owned(), PASSWORD.to_owned());
    let attempt = SignIn { name, password, origin: Origin::default(), user_agent: None };
    Ok(local.desk.sign_in(attempt).await?.token)
}

async fn a_stream_keeps_no_session_alive(engine: Engine) -> Result<()> {
    let local = LocalDesk::on(engine).await?;
    let token = signed_in(&local).await?;
    let live = Arc::new(Live::default());
    let who = Who::Session { id: 1, user: "lin".to_owned() };
    let mut listener = live.listen(&local.desk, (who, Pass::Session(token)), None).await?;
    let seen = "SELECT CAST(last_seen_at AS TEXT) FROM sessions";
    let before = local.texts(seen).await?;
    local.clock.advance(Duration::minutes(59));
    // Long enough to be asked for once more: it goes on, and has not used the session.
    let goes_on = timeout(std::time::Duration::from_secs(5), async { while listener.next().await.is_some() {} }).await;
    assert!(goes_on.is_err(), "the session was still good");
    assert_eq!(local.texts(seen).await?, before);
    local.clock.advance(Duration::minutes(2));
    timeout(PATIENCE, async { while listener.next().await.is_some() {} })
        .await
        .context("the stream outlives its session")?;
    Ok(())
}

/// A stream that could tell nothing would be believed: it ends, and whoever comes back is told why until it goes on.
#[test]
fn a_stream_ends_when_the_database_is_away_and_goes_on_where_it_was() {
    tests::scenario::run(async {
        let postgres = Arc::new(OwnPostgres::start()?);
        let desk = Desk::start(Holdfast::with(Database::of(&postgres)))?;
        let (core, lin) = (desk.core().await?, desk.lin().await?);
        let mut stream = lin.listen(None).await?;
        stream.case(core.number_of(payout()).await?, 1).await?;
        let last_id = stream.last_id.clone();
        let unheard = core.number_of(payout()).await?;
        postgres.stop(Stop::Fast)?;
        stream.end().await?;
        refused(lin.listen(last_id.as_deref()).await.map(drop), Code::Unavailable);
        postgres.start_again()?;
        let mut stream = timeout(PATIENCE, async {
            loop {
                match lin.listen(last_id.as_deref()).await {
                    Ok(stream) => return stream,
                    Err(_) => tokio::time::sleep(std::time::Duration::from_millis(200)).await,
                }
            }
        })
        .await
        .context("no stream after the database came back")?;
        stream.case(unheard, 1).await.map(drop)
    });
}
