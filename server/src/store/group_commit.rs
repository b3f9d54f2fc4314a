//! The one writer of SQLite: units of work that wait together share one commit.
//!
//! Each unit runs in a savepoint of its own, so one that fails takes nothing with it. Nobody is answered before the
//! commit that holds their work is durable (`synchronous=FULL`).

use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::{StoreError, Tx, Work};

/// How many units share one commit at most: a bound on how long the first of them waits.
const UNITS_PER_COMMIT_MAX: usize = 256;
/// How many units may wait before callers wait to hand theirs in.
const UNITS_WAITING_MAX: usize = 4096;

/// Hands units of work to the writer.
#[derive(Clone)]
pub struct Writer {
    units: mpsc::Sender<Box<dyn Unit>>,
}

/// A unit of work, with whoever waits for it.
trait Unit: Send {
    /// Runs it; true when its changes are to be kept.
    fn run<'a>(&'a mut self, connection: &'a mut SqliteConnection) -> BoxFuture<'a, bool>;
    /// Answers whoever waits: with its own outcome, or with the commit's failure.
    fn answer(self: Box<Self>, commit: Option<StoreError>);
}

struct Waiting<W: Work> {
    work: W,
    outcome: Option<Result<W::Outcome, W::Error>>,
    caller: oneshot::Sender<Result<W::Outcome, W::Error>>,
}

impl<W: Work> Unit for Waiting<W> {
    fn run<'a>(&'a mut self, connection: &'a mut SqliteConnection) -> BoxFuture<'a, bool> {
        async move {
            let mut tx = Tx::Sqlite(connection);
            let outcome = AssertUnwindSafe(self.work.run(&mut tx)).catch_unwind().await;
            let outcome = outcome.unwrap_or_else(|_| Err(StoreError::Panicked.into()));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        }
        .boxed()
    }

    fn answer(self: Box<Self>, commit: Option<StoreError>) {
        let outcome = match (commit, self.outcome) {
            (Some(error), _) => Err(error.into()),
            (None, Some(outcome)) => outcome,
            (None, None) => Err(StoreError::Panicked.into()),
        };
        // A caller that went away has had its work done all the same: it was durable before it could be told.
        let _ = self.caller.send(outcome);
    }
}

impl Writer {
    /// Starts the writer on its connection.
    pub fn start(connection: SqliteConnection) -> Self {
        let (units, waiting) = mpsc::channel(UNITS_WAITING_MAX);
        tokio::spawn(write_in_groups(connection, waiting));
        Self { units }
    }

    /// Runs a unit of work and answers once it is durable.
    pub async fn write<W: Work>(&self, work: W) -> Result<W::Outcome, W::Error> {
        let (caller, answer) = oneshot::channel();
        let gone = || W::Error::from(StoreError::Unavailable(sqlx::Error::WorkerCrashed));
        self.units.send(Box::new(Waiting { work, outcome: None, caller })).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn write_in_groups(mut connection: SqliteConnection, mut waiting: mpsc::Receiver<Box<dyn Unit>>) {
    let mut group = Vec::new();
    while waiting.recv_many(&mut group, UNITS_PER_COMMIT_MAX).await > 0 {
        // Nobody is told a success of a group that was not committed, whatever became of their own unit.
        let failure = write_group(&mut connection, &mut group).await.err();
        for unit in group.drain(..) {
            unit.answer(failure.as_ref().map(StoreError::unavailable));
        }
    }
    let _ = connection.close().await;
}

async fn write_group(connection: &mut SqliteConnection, group: &mut [Box<dyn Unit>]) -> Result<(), StoreError> {
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let written = write_units(connection, group).await;
    let end = if written.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = sqlx::query(end).execute(&mut *connection).await;
    if ended.is_err() {
        // A failed COMMIT leaves the transaction open; the next group must not inherit it.
        let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
    }
    written?;
    ended?;
    Ok(())
}

async fn write_units(connection: &mut SqliteConnection, group: &mut [Box<dyn Unit>]) -> Result<(), StoreError> {
    for unit in group {
        sqlx::query("SAVEPOINT unit").execute(&mut *connection).await?;
        if !unit.run(connection).await {
            sqlx::query("ROLLBACK TO unit").execute(&mut *connection).await?;
        }
        sqlx::query("RELEASE unit").execute(&mut *connection).await?;
    }
    Ok(())
}
