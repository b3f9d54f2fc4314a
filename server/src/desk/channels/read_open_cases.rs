//! Reading all open cases of a channel anew once a new version is in force: a few cases a transaction, so that a hundred
//! thousand of them stop nobody, and to be gone on with after a crash from where it stood.
//!
//! What is to be done stands in the database: the version, until all were read by it; and on each case, by which version
//! it was. Several servers may do it at once, for a case that was read is not read again. Whoever touches a case in
//! between has it read by the version in force first (`cases/read_anew.rs`), so nothing rests on how soon this gets there.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use shared::case::CaseNumber;

use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{PendingRereading, Tx};

/// How many cases share a transaction.
const CASES_PER_TRANSACTION: i64 = 20;
/// How often it is looked whether another server put a version into force.
const PAUSE: Duration = Duration::from_secs(5);
/// A filing that began before a version was in force may still end after it; none takes longer than this.
const STRAGGLERS_SECONDS: i64 = 60;

/// Reads some cases anew.
struct ReadCases {
    numbers: Vec<CaseNumber>,
}

impl Command for ReadCases {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        for number in &self.numbers {
            // Taking a case out of the store is reading it by the version in force.
            CaseFile::open(tx, desk, &Caller::nobody(), *number).await?;
        }
        Ok(())
    }
}

/// Reads open cases anew whenever a version came into force, for as long as the server runs.
pub async fn keep_reading(desk: Arc<Desk>) {
    let mut passed = HashSet::new();
    loop {
        if let Err(error) = read_pending(&desk, &mut passed).await {
            tracing::warn!(%error, "open cases could not be read anew; trying again");
        }
        tokio::select! {
            () = desk.channels.changed() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

impl Desk {
    /// Reads all open cases anew that are behind a version in force.
    pub async fn read_open_cases(self: &Arc<Self>) -> Result<(), Error> {
        read_pending(self, &mut HashSet::new()).await
    }
}

async fn read_pending(desk: &Arc<Desk>, passed: &mut HashSet<(String, i32)>) -> Result<(), Error> {
    let pending = desk.store.reader().await?.tx().pending_rereadings().await?;
    for pending in pending {
        let began = desk.clock.now();
        let is_last = began - pending.since >= TimeDelta::seconds(STRAGGLERS_SECONDS);
        if !is_last && passed.contains(&(pending.channel.clone(), pending.version)) {
            continue;
        }
        let whole = read_channel(desk, &pending).await?;
        if whole && is_last {
            desk.execute(EndRereading(pending.clone())).await?;
        }
        if whole {
            passed.insert((pending.channel, pending.version));
        }
    }
    Ok(())
}

/// Reads what is behind a version; answers whether every case could be read.
async fn read_channel(desk: &Arc<Desk>, pending: &PendingRereading) -> Result<bool, Error> {
    let (mut after, mut whole) = (None, true);
    loop {
        let mut reader = desk.store.reader().await?;
        let limit = CASES_PER_TRANSACTION;
        let behind = reader.tx().cases_behind(&pending.channel, pending.version, after, limit).await?;
        drop(reader);
        let Some(last) = behind.last() else { return Ok(whole) };
        after = Some(*last);
        let mut numbers: Vec<CaseNumber> = behind.into_iter().map(|(_, number)| number).collect();
        // Always in the same order, so that two servers never wait for each other.
        numbers.sort_unstable();
        whole &= read_each(desk, numbers).await;
    }
}

/// Reads cases together; where that fails each by itself, so that one spoils nothing for the others.
async fn read_each(desk: &Arc<Desk>, numbers: Vec<CaseNumber>) -> bool {
    if desk.execute(ReadCases { numbers: numbers.clone() }).await.is_ok() {
        return true;
    }
    let mut whole = true;
    for number in numbers {
        if let Err(error) = desk.execute(ReadCases { numbers: vec![number] }).await {
            tracing::warn!(%number, %error, "a case could not be read anew");
            whole = false;
        }
    }
    whole
}

struct EndRereading(PendingRereading);

impl Command for EndRereading {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        Ok(tx.end_rereading(&self.0.channel, self.0.version, desk.clock.now()).await?)
    }
}
