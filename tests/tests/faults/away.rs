//! The database is away: the API says so soon and in so many words, and the same server goes on when it is back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures::future::join_all;
use reqwest::{Method, Response};
use shared::api::problem::{Code, MEDIA_TYPE, Problem};
use tests::holdfast::http_client;
use tests::payout::payout;
use tests::postgres::own::Stop;
use tests::{Database, Desk, Dice, Holdfast, OwnPostgres};

use super::callers::Callers;
use super::load::{Load, Unanswered};

/// How soon a server without its database must say so: within its own few seconds, on a machine that is busy with other tests.
const SOON: Duration = Duration::from_secs(25);
/// A request's own time limit is 30 seconds; the rest is for a machine that is busy with other tests.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(50);
/// How long it may take to be well again.
const HEALS_WITHIN: Duration = Duration::from_secs(60);

#[test]
fn postgres_away_is_told_and_healed_from() {
    tests::scenario::run(async {
        let postgres = Arc::new(OwnPostgres::start()?);
        let desk = Desk::start(Holdfast::with(Database::of(&postgres)))?;
        let callers = Callers::of(&desk).await?;
        let load = Load::start(&callers, &mut Dice::new(7), Unanswered::Again);
        for how in [Stop::Fast, Stop::Immediate] {
            load.is_answered(50).await?;
            postgres.stop(how)?;
            for answer in everything(&desk, &callers).await? {
                says_unavailable(answer).await.with_context(|| format!("{how:?}"))?;
            }
            load.is_refused().await?;
            postgres.start_again()?;
            heals(&desk).await?;
        }
        let book = load.end().await?;
        book.check(&desk.holdfast, &callers).await
    });
}

#[test]
fn a_postgres_that_stands_still_is_told_and_healed_from() {
    tests::scenario::run(async {
        let postgres = Arc::new(OwnPostgres::start()?);
        let desk = Desk::start(Holdfast::with(Database::of(&postgres)))?;
        let callers = Callers::of(&desk).await?;
        let load = Load::start(&callers, &mut Dice::new(29), Unanswered::Again);
        load.is_answered(50).await?;
        let frozen = postgres.freeze()?;
        // Connections stand, so only the time limit of a request tells.
        for answer in everything_within(&desk, &callers, REQUEST_TIME_MAX).await? {
            says_unavailable(answer).await?;
        }
        load.is_refused().await?;
        drop(frozen);
        heals(&desk).await?;
        load.is_answered(50).await?;
        let book = load.end().await?;
        book.check(&desk.holdfast, &callers).await
    });
}

/// Reading, writing, signing in, and the health of the server, all at once and each in its time.
async fn everything(desk: &Desk, callers: &Callers) -> Result<Vec<Response>> {
    everything_within(desk, callers, SOON).await
}

async fn everything_within(desk: &Desk, callers: &Callers, limit: Duration) -> Result<Vec<Response>> {
    let (system, person) = (callers.system(0), callers.person(0));
    let sign_in = serde_json::json!({ "name": "lin", "password": "wrong" });
    let requests = [
        http_client()?.get(desk.holdfast.url("/healthz")),
        system.request(Method::GET, "/exceptions"),
        system.request(Method::POST, "/exceptions").json(&payout().json()),
        system.request(Method::POST, "/exceptions/batch").json(&[payout().json()]),
        person.request(Method::GET, "/exceptions/EX-1001"),
        desk.nobody()?.request(Method::POST, "/session").json(&sign_in),
    ];
    let began = Instant::now();
    let answers = join_all(requests.map(reqwest::RequestBuilder::send)).await;
    ensure!(began.elapsed() < limit, "it took {:?}", began.elapsed());
    Ok(answers.into_iter().collect::<Result<_, _>>()?)
}

/// 503 with `Retry-After` and the documented problem.
pub async fn says_unavailable(answer: Response) -> Result<()> {
    let (status, headers, url) = (answer.status(), answer.headers().clone(), answer.url().clone());
    let text = answer.text().await?;
    ensure!(status == 503, "{url} answered {status}: {text}");
    let retry_after = headers.get("retry-after").and_then(|value| value.to_str().ok());
    let retry_after: u64 = retry_after.with_context(|| format!("{url}: no Retry-After"))?.parse()?;
    ensure!((1..=60).contains(&retry_after), "Retry-After: {retry_after}");
    ensure!(headers.get("content-type").is_some_and(|value| value == MEDIA_TYPE), "{headers:?}");
    let problem: Problem = serde_json::from_str(&text)?;
    ensure!(problem.code == Code::Unavailable && problem.request_id.is_some(), "{problem:?}");
    Ok(())
}

/// Waits until the server says that it is well again.
pub async fn heals(desk: &Desk) -> Result<()> {
    let (http, began) = (http_client()?, Instant::now());
    while http.get(desk.holdfast.url("/healthz")).send().await?.status() != 200 {
        ensure!(began.elapsed() < HEALS_WITHIN, "it does not heal");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}
