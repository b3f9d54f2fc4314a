//! What a proposed profile would do to cases, shown before anybody approves it. Asking changes nothing.
//!
//! Bodies are read a few cases at a time and off the threads that answer others; after a while it stops and says how many
//! cases it has looked at.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use shared::api::channels::{ClosedEffect, ContradictedCase, EffectView};
use shared::case::{Case, CaseNumber};
use shared::channel::ChannelProfile;
use shared::evidence::Reading;
use shared::role::Permission;

use self::tally::Tally;
use super::read_channels::find_change;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::cases::read_anew::read_by;
use crate::error::Error;
use crate::store::{EvidenceRecord, Tx};

mod tally;

/// How many cases are read at once: what bounds the memory.
const CASES_AT_ONCE: i64 = 50;
/// How many open and how many closed cases are looked at, at most.
const OPEN_MAX: i64 = 20_000;
const CLOSED_MAX: i64 = 5_000;
/// How long open and closed cases are looked at, each.
const TIME_MAX: Duration = Duration::from_secs(8);
/// How far open cases are counted.
const COUNTED_MAX: i64 = 100_000;
/// How many cases are named.
const NAMED_MAX: usize = 50;

impl Desk {
    /// What a change of a channel would do to its cases.
    pub async fn read_effect(&self, caller: &Caller, id: &str, seq: i32) -> Result<EffectView, Error> {
        caller.require(Permission::ReadChannels)?;
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let profile = Arc::new(find_change(&mut tx, id, seq).await?.profile);
        let mut tally = Tally::default();
        let mut looking = Looking::at(false, OPEN_MAX);
        while let Some(read) = looking.next(&mut tx, &profile).await? {
            read.iter().for_each(|read| tally.add(read));
        }
        let mut open = tally.finish(NAMED_MAX);
        open.total = tx.count_open_cases(id, COUNTED_MAX).await?.max(open.looked_at);
        let mut closed = ClosedEffect::default();
        let mut looking = Looking::at(true, CLOSED_MAX);
        while let Some(read) = looking.next(&mut tx, &profile).await? {
            read.iter().for_each(|read| contradicted(read, &mut closed));
        }
        closed.more = looking.more(&mut tx, id).await?;
        Ok(EffectView { open, closed })
    }
}

/// A case, what is recorded of it, and what that would say by the proposed profile where it says something else.
pub(super) struct Read {
    case: Case,
    records: Vec<EvidenceRecord>,
    readings: Vec<(i32, Reading)>,
}

/// Going through the cases of a channel.
struct Looking {
    closed: bool,
    left: i64,
    began: Instant,
    after: Option<(DateTime<Utc>, CaseNumber)>,
}

impl Looking {
    fn at(closed: bool, left: i64) -> Self {
        Self { closed, left, began: Instant::now(), after: None }
    }

    /// The next cases, read; none once there are no more or it takes too long.
    async fn next(&mut self, tx: &mut Tx<'_>, profile: &Arc<ChannelProfile>) -> Result<Option<Vec<Read>>, Error> {
        if self.left <= 0 || self.began.elapsed() > TIME_MAX {
            return Ok(None);
        }
        let limit = CASES_AT_ONCE.min(self.left);
        let page = tx.cases_of_channel(&profile.id, self.closed, self.after, limit).await?;
        let Some(last) = page.last() else { return Ok(None) };
        self.after = Some(*last);
        self.left -= limit;
        let numbers: Vec<CaseNumber> = page.iter().map(|(_, number)| *number).collect();
        let cases = tx.cases(&numbers).await?;
        let records = tx.evidence_of_cases(&numbers).await?;
        let profile = Arc::clone(profile);
        let read = tokio::task::spawn_blocking(move || read_all(cases, records, &profile)).await;
        Ok(Some(read.map_err(|error| Error::Internal(format!("reading an effect: {error}")))?))
    }

    /// Whether there are cases that were not looked at.
    async fn more(&self, tx: &mut Tx<'_>, channel: &str) -> Result<bool, Error> {
        Ok(!tx.cases_of_channel(channel, self.closed, self.after, 1).await?.is_empty())
    }
}

fn read_all(cases: Vec<Case>, records: Vec<EvidenceRecord>, profile: &ChannelProfile) -> Vec<Read> {
    let mut records = records.into_iter().peekable();
    let mut read = Vec::with_capacity(cases.len());
    // Both come by number.
    for case in cases {
        let mut own = Vec::new();
        while let Some(record) = records.next_if(|record| record.number <= case.number) {
            own.push(record);
        }
        let readings = read_by(&own, &case, profile);
        read.push(Read { case, records: own, readings });
    }
    read
}

/// Notes a closed case whose evidence would speak against how it was closed, and does not yet.
fn contradicted(read: &Read, effect: &mut ClosedEffect) {
    effect.looked_at += 1;
    let Some(outcome) = read.case.state.outcome() else { return };
    let against = |claim| outcome.contradicted_by(claim).is_some();
    if read.records.iter().any(|record| against(record.evidence.claim) && !record.evidence.is_observation()) {
        return;
    }
    let Some((seq, reading)) = read.readings.iter().find(|(_, reading)| against(reading.claim)) else { return };
    effect.contradicted += 1;
    if effect.cases.len() < NAMED_MAX {
        let (number, claim) = (read.case.number, reading.claim);
        effect.cases.push(ContradictedCase { number, outcome, evidence: *seq, claim });
    }
}
