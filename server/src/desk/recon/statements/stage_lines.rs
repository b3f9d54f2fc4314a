//! Lines of a file that is being read: some thousand in one transaction, by whoever holds the job. They do not count yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use shared::api::recon::StatementState;
use shared::recon::{Line, LineStatus};

use super::reading_of;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{FileDay, Lease, NewLine, Tx};

/// How long the job is its holder's after each batch.
const LEASE_MINUTES: i64 = 3;
/// How many lines of an earlier reading are deleted in one transaction.
const FORGOTTEN_MAX: i64 = 2_000;

/// Forgets some of what was read of a file before.
#[derive(Debug)]
pub struct ForgetLines {
    /// The file.
    pub file: i64,
    /// Who reads it.
    pub holder: String,
}

impl Command for ForgetLines {
    /// Whether there is more; nothing where the job is somebody else's by now.
    type Outcome = Option<bool>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<bool>, Error> {
        if !keep_lease(tx, desk, self.file, &self.holder).await? {
            return Ok(None);
        }
        Ok(Some(tx.delete_staged_lines(self.file, FORGOTTEN_MAX).await? > 0))
    }
}

/// Writes the next lines of a file.
#[derive(Debug)]
pub struct StageLines {
    /// The file.
    pub file: i64,
    /// Who reads it.
    pub holder: String,
    /// The lines.
    pub lines: Arc<[Line]>,
}

impl Command for StageLines {
    /// Whether to go on: not where the job is somebody else's by now.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        let Some(mut file) = tx.statement_file_for_update(self.file).await? else { return Ok(false) };
        let StatementState::Reading { lines } = file.state else { return Ok(false) };
        if !keep_lease(tx, desk, self.file, &self.holder).await? {
            return Ok(false);
        }
        let new: Vec<NewLine> =
            self.lines.iter().map(|line| NewLine { day: line.date, source: None, line: line.clone() }).collect();
        tx.insert_recon_lines(&file.account, (file.side, Some(file.id)), &new).await?;
        tx.add_statement_days(file.id, &days_of(&self.lines)).await?;
        let read = i64::try_from(self.lines.len()).unwrap_or(i64::MAX);
        file.state = StatementState::Reading { lines: lines.saturating_add(read) };
        tx.update_statement_file(&file).await?;
        Ok(true)
    }
}

/// Keeps the job for its holder a while longer; answers whether it is still theirs.
pub(super) async fn keep_lease(tx: &mut Tx<'_>, desk: &Desk, file: i64, holder: &str) -> Result<bool, Error> {
    let job = tx.job_for_update(&reading_of(file)).await?;
    let Some(mut job) = job.filter(|job| job.is_leased_by(holder)) else { return Ok(false) };
    job.lease = Some(Lease { holder: holder.to_owned(), until: desk.clock.now() + Duration::minutes(LEASE_MINUTES) });
    tx.update_job(&job).await?;
    Ok(true)
}

/// What lines add to each day.
fn days_of(lines: &[Line]) -> Vec<FileDay> {
    let mut days: BTreeMap<NaiveDate, (i64, i64)> = BTreeMap::new();
    for line in lines {
        let fee = line.fee.filter(|_| line.status == LineStatus::Settled).map_or(0, |fee| fee.minor());
        let (count, movement) = days.entry(line.date).or_default();
        *count += 1;
        *movement = movement.saturating_add(line.effect_minor()).saturating_sub(fee);
    }
    let day = |(date, (count, movement_minor))| FileDay { date, booked_on: date, count, movement_minor };
    days.into_iter().map(day).collect()
}
