//! Reads a statement file that came in, into lines that do not count yet.
//!
//! What a crash leaves at each step, and who mends it:
//!
//! 1. The file is there whole, and its job is due. A crash leaves it due.
//! 2. The job was taken: leased for minutes, and for minutes more with each batch of lines. A crash leaves the lease, and some
//!    lines of a file that is not read. Once the lease has run out any server takes the job, forgets those lines, and reads
//!    from the beginning.
//! 3. `FinishReading` has written what was understood, or what is at fault, and removed the job, in one transaction.
//!
//! A server that was only slow, and whose lease somebody else has by now, writes nothing more.

use std::fs::File;
use std::ops::ControlFlow;
use std::sync::Arc;

use shared::api::recon::StatementState;
use shared::recon::{ChannelAccount, Fault, FaultKind, Line, Mapping, Statement};
use tokio::sync::mpsc;

use crate::desk::Desk;
use crate::desk::recon::statements::finish_reading::{EndReading, FinishReading};
use crate::desk::recon::statements::spool::spool;
use crate::desk::recon::statements::stage_lines::{ForgetLines, StageLines};
use crate::error::Error;
use crate::statements::{self, Reading, Unread};
use crate::store::{FileRecord, JobName};

/// How many lines go into one transaction: nobody else waits long for the one writer of SQLite.
const LINES_PER_BATCH: usize = 2_000;
/// How many batches wait to be written at most.
const BATCHES_WAITING: usize = 2;

/// Does what is to be done for a file, until nothing is left.
pub async fn run(desk: &Arc<Desk>, name: &JobName, holder: &str) -> Result<(), Error> {
    let id = name.subject.parse().map_err(|_| Error::Internal(format!("no file {}", name.subject)))?;
    loop {
        let file = desk.statement_record(id).await?;
        let is_reading = matches!(file.state, StatementState::Reading { .. });
        let is_forgotten = is_reading || matches!(file.state, StatementState::Discarded { .. });
        if is_forgotten && !forget(desk, id, holder).await? {
            return Ok(());
        }
        if is_reading {
            read(desk, &file, holder).await?;
        }
        if desk.execute(EndReading { file: id, holder: holder.to_owned() }).await? {
            return Ok(());
        }
    }
}

/// Forgets what was read of the file before; answers whether the job is still this server's.
async fn forget(desk: &Arc<Desk>, file: i64, holder: &str) -> Result<bool, Error> {
    loop {
        match desk.execute(ForgetLines { file, holder: holder.to_owned() }).await? {
            Some(true) => {}
            Some(false) => return Ok(true),
            None => return Ok(false),
        }
    }
}

async fn read(desk: &Arc<Desk>, file: &FileRecord, holder: &str) -> Result<(), Error> {
    let (account, mapping) = desk.read_by(file).await?;
    let source = spool(desk, file).await?;
    let (batches, mut read) = mpsc::channel(BATCHES_WAITING);
    let name = file.name.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let by = By { name: &name, account: &account, mapping: mapping.as_ref() };
        read_lines(source, by, &batches)
    });
    let mut is_ours = true;
    while let Some(lines) = read.recv().await {
        is_ours = desk.execute(StageLines { file: file.id, holder: holder.to_owned(), lines }).await?;
        if !is_ours {
            // Nobody takes the lines any more, so the reader stops.
            drop(read);
            break;
        }
    }
    let outcome = reading.await.map_err(|error| Error::Internal(format!("a reader failed: {error}")))?;
    if !is_ours {
        return Ok(());
    }
    let outcome = match outcome {
        Ok(statement) => Ok(statement),
        Err(Unread::Refused(faults)) if forget(desk, file.id, holder).await? => Err(faults),
        Err(Unread::Refused(_) | Unread::Stopped) => return Ok(()),
        Err(Unread::Failed(error)) => return Err(Error::Internal(format!("a spooled file cannot be read: {error}"))),
    };
    desk.execute(FinishReading { file: file.id, holder: holder.to_owned(), outcome }).await
}

/// By what a file is read.
struct By<'a> {
    name: &'a str,
    account: &'a ChannelAccount,
    mapping: Option<&'a Mapping>,
}

/// Reads a file to its end and hands its lines on in batches.
fn read_lines(mut source: File, by: By<'_>, batches: &mpsc::Sender<Arc<[Line]>>) -> Result<Statement, Unread> {
    let By { name, account, mapping } = by;
    let format = statements::recognise(&mut source)?;
    if !account.formats.is_empty() && !account.formats.contains(&format) {
        return Err(Fault::new(FaultKind::UnknownFormat).found(format.name()).into());
    }
    let mut batch = Vec::with_capacity(LINES_PER_BATCH);
    let reading = Reading { format, name: Some(name), account, mapping };
    let statement = statements::read(&mut source, &reading, &mut |line| {
        batch.push(line);
        if batch.len() < LINES_PER_BATCH { ControlFlow::Continue(()) } else { hand_on(&mut batch, batches) }
    })?;
    match hand_on(&mut batch, batches) {
        ControlFlow::Continue(()) => Ok(statement),
        ControlFlow::Break(()) => Err(Unread::Stopped),
    }
}

fn hand_on(batch: &mut Vec<Line>, batches: &mpsc::Sender<Arc<[Line]>>) -> ControlFlow<()> {
    if batch.is_empty() {
        return ControlFlow::Continue(());
    }
    let lines = std::mem::replace(batch, Vec::with_capacity(LINES_PER_BATCH));
    match batches.blocking_send(lines.into()) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}
