//! Statement files: they come in piece by piece, are kept byte for byte, read in the background into lines that do not count yet,
//! and booked, or put aside, by whoever looked at what was understood.
//!
//! The rule: the same file is never taken twice for one account; a file at fault is refused whole; and what is booked stays.

pub mod book_file;
pub mod discard_file;
pub mod finish_reading;
pub mod preview_file;
pub mod read_again;
pub mod read_files;
pub mod receive_file;
pub mod spool;
pub mod stage_lines;

use shared::api::problem::Code;
use shared::api::recon::StatementView;

use crate::error::Error;
use crate::store::{FileRecord, JobKind, JobName, Tx};

/// The job that reads a file.
pub fn reading_of(file: i64) -> JobName {
    JobName { kind: JobKind::ReadStatement, subject: file.to_string() }
}

/// A file that is there and as it was seen, with its account locked before it.
async fn file_as_seen(tx: &mut Tx<'_>, id: i64, version: i64) -> Result<FileRecord, Error> {
    let file = file_for_update(tx, id).await?;
    if file.version == version { Ok(file) } else { Err(Error::refuse(Code::FileChanged)) }
}

/// A file that is there, which nobody else changes before the transaction ends; its account is locked before it.
async fn file_for_update(tx: &mut Tx<'_>, id: i64) -> Result<FileRecord, Error> {
    let not_found = || Error::refuse(Code::NotFound);
    let account = tx.statement_file(id).await?.ok_or_else(not_found)?.account;
    super::account_for_update(tx, &account).await?;
    tx.statement_file_for_update(id).await?.ok_or_else(not_found)
}

/// A file as others see it.
pub(super) fn view(file: FileRecord) -> StatementView {
    StatementView {
        id: file.id,
        version: file.version,
        account: file.account,
        side: file.side,
        name: file.name,
        size_bytes: file.size_bytes,
        sha256: file.sha256,
        mapping: file.mapping,
        state: file.state,
        statement: file.statement,
        received_by: file.received_by,
        received_at: file.received_at,
    }
}
