//! Two servers on one PostgreSQL, behind a proxy that remembers nothing: everything holds across both, and when one is
//! killed nothing is lost or done twice.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures::future::join_all;
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::role::Scope;
use tests::caller::Failure;
use tests::payout::payout;
use tests::response::wechat;
use tests::stream;
use tests::{Caller, Desk, Dice, Engine, Holdfast, Proxy};
use tokio::task::JoinHandle;

use super::callers::Callers;
use super::load::{Load, Unanswered};

/// Two servers and what stands before them.
struct Pair {
    first: Desk,
    second: Holdfast,
    proxy: Proxy,
}

impl Pair {
    async fn open() -> Result<Self> {
        let first = Desk::open(Engine::Postgres).await?;
        let second = first.holdfast.beside().start()?;
        let proxy = Proxy::before(vec![first.holdfast.url(""), second.url("")]).await?;
        Ok(Self { first, second, proxy })
    }

    fn through_proxy(&self, caller: &Caller) -> Caller {
        caller.at(self.proxy.address())
    }
}

#[test]
fn two_servers_are_one_desk() {
    tests::scenario::run(async {
        let pair = Pair::open().await?;
        let core = pair.through_proxy(&pair.first.core().await?);
        // Signed in at one, known at both; signed out at one, unknown at both.
        let (lin, mei) = (pair.through_proxy(&pair.first.lin().await?), pair.through_proxy(&pair.first.mei().await?));
        for _ in 0..4 {
            lin.list(&[]).await?;
        }
        for _ in 0..10 {
            let filing = payout().query(wechat("SUCCESS").minutes_ago(60));
            let views = join_all((0..6).map(|_| core.file(&filing))).await;
            let views = views.into_iter().collect::<Result<Vec<_>, _>>()?;
            ensure!(views.windows(2).all(|pair| pair[0] == pair[1]), "one reference, two cases: {views:?}");
            one_claim_wins(&[&lin, &mei], views[0].number).await?;
        }
        let out = lin.request(reqwest::Method::DELETE, "/session").send().await?;
        ensure!(out.status() == 204, "{out:?}");
        for _ in 0..4 {
            let answer = lin.list(&[]).await;
            ensure!(
                matches!(&answer, Err(Failure::Refused(problem)) if problem.code == Code::Unauthenticated),
                "signed out, and {answer:?}"
            );
        }
        // A client made by one, revoked by one, is known by both.
        let other = pair.first.system("other", &Scope::ALL)?;
        for _ in 0..4 {
            pair.through_proxy(&other).list(&[]).await?;
        }
        pair.first.holdfast.execute(&["audit", "verify"], "").map(drop)
    });
}

async fn one_claim_wins(people: &[&Caller], number: CaseNumber) -> Result<()> {
    let claims = join_all((0..6).map(|index| people[index % people.len()].claim_seen(number, 1))).await;
    let (won, lost): (Vec<_>, Vec<_>) = claims.into_iter().partition(Result::is_ok);
    ensure!(won.len() == 1, "{number}: {} claims won", won.len());
    for answer in lost {
        let changed = matches!(&answer, Err(Failure::Refused(problem)) if problem.code == Code::CaseChanged);
        ensure!(changed, "{answer:?}");
    }
    Ok(())
}

#[test]
fn one_of_two_servers_is_killed_and_nothing_is_lost_or_done_twice() {
    tests::scenario::run(async {
        let Pair { first, second, proxy } = Pair::open().await?;
        let callers = Callers::of(&first).await?.at(proxy.address());
        let mut dice = Dice::new(17);
        let listener = Listener::start(callers.person(0).clone());
        let load = Load::start(&callers, &mut dice, Unanswered::AgainEvenIfSilent);
        load.is_answered(50).await?;
        tokio::time::sleep(Duration::from_millis(dice.below(500))).await;
        let killed = second.crash()?;
        load.is_answered(20).await?;
        let second = killed.start()?;
        proxy.now_before(vec![first.holdfast.url(""), second.url("")]);
        load.is_answered(50).await?;
        let book = load.end().await?;
        listener.hears_of(&book.cases()).await?;
        book.check(&first.holdfast, &callers).await.context("after one of two servers was killed")
    });
}

/// Somebody who listens to all that happens, comes back whenever the stream ends, and says what they heard last.
struct Listener {
    heard: Arc<Mutex<BTreeSet<CaseNumber>>>,
    listening: JoinHandle<()>,
}

impl Listener {
    fn start(person: Caller) -> Self {
        let heard = Arc::default();
        let listening = tokio::spawn(listen(person, Arc::clone(&heard)));
        Self { heard, listening }
    }

    /// Waits until all of these were heard of: a server that goes takes no news with it.
    async fn hears_of(&self, cases: &BTreeSet<CaseNumber>) -> Result<()> {
        let began = Instant::now();
        loop {
            let missing: Vec<_> = cases.difference(&self.heard.lock().expect("what was heard")).copied().collect();
            if missing.is_empty() {
                return Ok(());
            }
            ensure!(began.elapsed() < stream::PATIENCE, "never heard of {missing:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(person: Caller, heard: Arc<Mutex<BTreeSet<CaseNumber>>>) {
    let mut last_id: Option<String> = None;
    loop {
        if let Ok(mut stream) = person.listen(last_id.as_deref()).await {
            while let Ok(Some(told)) = stream.next().await {
                heard.lock().expect("what was heard").extend(told.row().map(|row| row.number));
            }
            last_id = stream.last_id.or(last_id);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
