//! Load: sixteen connections that file, add evidence, claim, note and propose, each as fast as it is answered, and write
//! down in their [`Book`] what they were answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use futures::future::join_all;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::CaseNumber;
use shared::evidence::Shown;
use shared::resolution::Resolution::ConfirmPaid;
use tests::caller::{Answer, Failure};
use tests::payout::{Payout, payout};
use tests::response::{bytes, portal, wechat};
use tests::{Caller, Dice};
use tokio::task::JoinHandle;

use super::book::{Answered, Book};
use super::callers::Callers;

const CONNECTIONS: usize = 16;
/// How long to wait before the same is sent again.
const PAUSE: Duration = Duration::from_millis(100);
/// How long the load may take to get anywhere, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// What a worker does about an answer that does not come, or a 503.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The server is to be killed: stops.
    Stop,
    /// The server stays and answers everything; what it cannot do now is sent again.
    Again,
    /// One of several servers is killed; what it did not answer is sent again.
    AgainEvenIfSilent,
}

/// Load that goes on until it is ended.
pub struct Load {
    over: Arc<AtomicBool>,
    progress: Arc<Progress>,
    workers: Vec<JoinHandle<Result<Book>>>,
}

/// How far all workers have come together.
#[derive(Default)]
struct Progress {
    answered: AtomicUsize,
    refused: AtomicUsize,
}

impl Load {
    /// Puts the load on.
    pub fn start(callers: &Callers, dice: &mut Dice, unanswered: Unanswered) -> Self {
        let (over, progress) = (Arc::new(AtomicBool::new(false)), Arc::new(Progress::default()));
        let worker = |index: usize| Worker {
            system: callers.system(index).clone(),
            person: callers.person(index).clone(),
            dice: dice.split(),
            unanswered,
            over: Arc::clone(&over),
            progress: Arc::clone(&progress),
            cases: Vec::new(),
            book: Book::default(),
        };
        let workers: Vec<Worker> = (0..CONNECTIONS).map(worker).collect();
        Self { over, progress, workers: workers.into_iter().map(|worker| tokio::spawn(worker.work())).collect() }
    }

    /// Waits until it has been answered so often from now on: how far it comes in any time is the machine's affair.
    pub async fn is_answered(&self, times: usize) -> Result<()> {
        self.goes_on(&self.progress.answered, times).await
    }

    /// Waits until something is not available to it, from now on.
    pub async fn is_refused(&self) -> Result<()> {
        self.goes_on(&self.progress.refused, 1).await
    }

    async fn goes_on(&self, count: &AtomicUsize, times: usize) -> Result<()> {
        let (aim, began) = (count.load(Ordering::Relaxed) + times, Instant::now());
        while count.load(Ordering::Relaxed) < aim {
            ensure!(!self.workers.iter().all(JoinHandle::is_finished), "nobody works any more");
            ensure!(began.elapsed() < PATIENCE, "the load does not get on");
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Takes the load off; all that was answered.
    pub async fn end(self) -> Result<Book> {
        self.over.store(true, Ordering::Relaxed);
        let mut whole = Book::default();
        for book in join_all(self.workers).await {
            whole.add(book??);
        }
        Ok(whole)
    }
}

struct Worker {
    system: Caller,
    person: Caller,
    dice: Dice,
    unanswered: Unanswered,
    over: Arc<AtomicBool>,
    progress: Arc<Progress>,
    /// What this worker has filed.
    cases: Vec<CaseNumber>,
    book: Book,
}

/// That nobody answers any more.
struct Silence;

impl Worker {
    async fn work(mut self) -> Result<Book> {
        while !self.over.load(Ordering::Relaxed) {
            let done = match self.dice.below(10) {
                0..5 => self.file_one().await?,
                5 => self.file_many().await?,
                6 | 7 => self.add_evidence().await?,
                _ => self.decide().await?,
            };
            if done.is_err() {
                break;
            }
        }
        Ok(self.book)
    }

    fn payout(&mut self) -> Payout {
        let queries = self.dice.below(3);
        (0..queries).fold(payout(), |payout, _| payout.query(wechat("PROCESSING")))
    }

    async fn file_one(&mut self) -> Result<Result<(), Silence>> {
        let filing = self.payout();
        loop {
            self.book.asked(&filing);
            let answer = self.system.file(&filing).await;
            match self.judge(answer).await? {
                Judged::Answered(view) => {
                    self.cases.push(view.number);
                    self.book.answered.push(Answered::Filed(filing.json(), view));
                    return Ok(Ok(()));
                }
                Judged::Again => {}
                Judged::Refused => bail!("a filing was refused"),
                Judged::Silence => return Ok(Err(Silence)),
            }
        }
    }

    async fn file_many(&mut self) -> Result<Result<(), Silence>> {
        let count = 2 + self.dice.below(10);
        let filings: Vec<Payout> = (0..count).map(|_| self.payout()).collect();
        let bodies: Vec<_> = filings.iter().map(Payout::json).collect();
        loop {
            filings.iter().for_each(|filing| self.book.asked(filing));
            let answer = self.system.file_batch(&bodies).await;
            match self.judge(answer).await? {
                Judged::Answered(batch) => {
                    // What one item could not have now the next attempt brings.
                    let later = batch.results.iter().any(|result| result.status == 503);
                    for (body, result) in bodies.iter().zip(batch.results) {
                        match (result.status, result.filed) {
                            (200 | 201, Some(view)) => self.book.answered.push(Answered::Filed(body.clone(), view)),
                            (503, None) => self.book.unavailable += 1,
                            (status, _) => bail!("an item of a batch was answered {status}: {:?}", result.problem),
                        }
                    }
                    if !later || self.unanswered == Unanswered::Stop {
                        return Ok(Ok(()));
                    }
                }
                Judged::Again => {}
                Judged::Refused => bail!("a batch was refused"),
                Judged::Silence => return Ok(Err(Silence)),
            }
        }
    }

    async fn add_evidence(&mut self) -> Result<Result<(), Silence>> {
        if self.cases.is_empty() {
            return Ok(Ok(()));
        }
        let number = *self.dice.one_of(&self.cases);
        let body: Vec<u8> = (0..1 + self.dice.below(2000)).map(|_| self.dice.below(256) as u8).collect();
        // With a key the same may be sent again, and is recorded once.
        let system = self.system.clone().with("idempotency-key", &format!("{:016x}", self.dice.below(u64::MAX)));
        let response = bytes(&body, "application/octet-stream");
        loop {
            let answer = system.add_query(number, response.clone()).await;
            match self.judge(answer).await? {
                Judged::Answered(view) => {
                    self.book.answered.push(Answered::Recorded(body, Box::new(view)));
                    return Ok(Ok(()));
                }
                Judged::Again => {}
                Judged::Refused => bail!("evidence was refused"),
                Judged::Silence => return Ok(Err(Silence)),
            }
        }
    }

    /// Claims a case, looks at the portal, and proposes. Where one step is in doubt the rest is left.
    async fn decide(&mut self) -> Result<Result<(), Silence>> {
        let Some(number) = self.cases.pop() else { return Ok(Ok(())) };
        let person = self.person.clone();
        let claimed = person.claim_seen(number, 1).await;
        match self.judge(claimed).await? {
            Judged::Answered(view) => {
                self.book.answered.push(Answered::Done(number, Action::CaseClaimed, person.name.clone()));
                anyhow::ensure!(view.case.version > 1, "a claim changes the case");
            }
            Judged::Silence => return Ok(Err(Silence)),
            Judged::Again | Judged::Refused => return Ok(Ok(())),
        }
        let noted = person.note(number, &format!("{:x}", self.dice.below(u64::MAX))).await;
        match self.judge(noted).await? {
            Judged::Answered(view) => self.book.answered.push(Answered::Noted(number, view)),
            Judged::Silence => return Ok(Err(Silence)),
            Judged::Again | Judged::Refused => return Ok(Ok(())),
        }
        let seen = person.observe(number, portal(Shown::Paid)).await;
        match self.judge(seen).await? {
            Judged::Answered(_) => {
                self.book.answered.push(Answered::Done(number, Action::EvidenceRecorded, person.name.clone()));
            }
            Judged::Silence => return Ok(Err(Silence)),
            Judged::Again | Judged::Refused => return Ok(Ok(())),
        }
        let proposed = person.resolve(number, ConfirmPaid).await;
        match self.judge(proposed).await? {
            Judged::Answered(mut view) => self
                .book
                .answered
                .extend(view.proposals.pop().map(|proposal| Answered::Proposed(number, Box::new(proposal)))),
            Judged::Silence => return Ok(Err(Silence)),
            Judged::Again | Judged::Refused => {}
        }
        Ok(Ok(()))
    }

    /// What an answer means for who asked. A 500 is a failure of the test at once.
    async fn judge<T>(&mut self, answer: Answer<T>) -> Result<Judged<T>> {
        let stop = self.unanswered == Unanswered::Stop;
        Ok(match answer {
            Ok(value) => {
                self.progress.answered.fetch_add(1, Ordering::Relaxed);
                Judged::Answered(value)
            }
            Err(Failure::Refused(problem)) if problem.code == Code::Unavailable => {
                self.book.unavailable += 1;
                self.progress.refused.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(PAUSE).await;
                if stop { Judged::Silence } else { Judged::Again }
            }
            Err(Failure::Refused(problem)) if problem.status == 409 => Judged::Refused,
            Err(Failure::Refused(problem)) => bail!("{problem:?}"),
            Err(Failure::Broken(_)) if stop => Judged::Silence,
            Err(Failure::Broken(_)) if self.unanswered == Unanswered::AgainEvenIfSilent => {
                tokio::time::sleep(PAUSE).await;
                Judged::Again
            }
            Err(Failure::Broken(error)) => return Err(error.context("the server did not answer")),
        })
    }
}

enum Judged<T> {
    Answered(T),
    Again,
    Refused,
    Silence,
}
