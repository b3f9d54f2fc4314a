//! A file comes in: its pieces are kept one by one, so that memory does not grow with it; it is a file once the last is there.
//!
//! What a crash leaves are pieces of an upload that no file belongs to; they are deleted after a day.

use chrono::Duration;
use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{StatementState, StatementView};
use shared::audit::Action;
use shared::digest::Digest;
use shared::recon::{AccountId, Side};
use shared::role::Permission;

use super::{reading_of, view};
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::recon::{account_for_update, subject};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{FileRecord, Job, Tx};

/// What is told of a file beside its bytes.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The account.
    pub account: AccountId,
    /// Whose lines it holds.
    pub side: Side,
    /// What it is called.
    pub name: String,
    /// The saved mapping by which to read it.
    pub mapping: Option<String>,
}

/// A file begins to come in.
#[derive(Debug)]
pub struct BeginFile {
    /// Who sends it.
    pub caller: Caller,
    /// What is told of it.
    pub incoming: Incoming,
}

impl Command for BeginFile {
    /// Its number.
    type Outcome = i64;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<i64, Error> {
        self.caller.require(Permission::SendStatements)?;
        let mut faults = Faults::default();
        faults.check_line("name", &self.incoming.name, 255);
        let account = tx.channel_account(&self.incoming.account).await?;
        faults.unless(account.is_some(), "account", FieldCode::UnknownValue);
        if let Some(mapping) = &self.incoming.mapping {
            let is_known = tx.mapping(mapping).await?.is_some();
            faults.unless(is_known, "mapping", FieldCode::UnknownValue);
        }
        faults.refuse()?;
        let id = tx.take_numbers("statement", 1).await?;
        tx.insert_upload(id, desk.clock.now()).await?;
        Ok(id)
    }
}

/// The next piece of a file came in.
#[derive(Debug)]
pub struct KeepPiece {
    /// The file's number.
    pub id: i64,
    /// The piece's number, from 1.
    pub seq: i32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Command for KeepPiece {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<(), Error> {
        Ok(tx.insert_file_chunk(self.id, self.seq, &self.bytes).await?)
    }
}

/// A file came in whole: it is read as soon as somebody has time.
#[derive(Debug)]
pub struct EndFile {
    /// Who sent it.
    pub caller: Caller,
    /// Its number.
    pub id: i64,
    /// What is told of it.
    pub incoming: Incoming,
    /// How large it is.
    pub size_bytes: i64,
    /// The digest of its bytes.
    pub sha256: Digest,
}

impl Command for EndFile {
    type Outcome = StatementView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<StatementView, Error> {
        let Incoming { account, side, name, mapping } = self.incoming.clone();
        account_for_update(tx, &account).await?;
        if let Some(first) = tx.statement_file_of_digest(&account, self.sha256).await? {
            return Err(seen(&first));
        }
        let now = desk.clock.now();
        let file = FileRecord {
            id: self.id,
            account,
            side,
            name: name.trim().to_owned(),
            size_bytes: self.size_bytes,
            sha256: self.sha256,
            version: 1,
            mapping,
            state: StatementState::Reading { lines: 0 },
            statement: None,
            received_by: self.caller.actor.clone(),
            received_at: now,
        };
        if !tx.insert_statement_file(&file).await? {
            return Err(Error::refuse(Code::FileSeen));
        }
        tx.delete_upload(self.id).await?;
        tx.insert_jobs(&[Job::at(reading_of(self.id), now)]).await?;
        let after = json!({
            "file": file.id, "name": file.name, "side": file.side, "size_bytes": file.size_bytes, "sha256": file.sha256,
            "mapping": file.mapping,
        });
        let happening = Happening::of(Action::StatementReceived, after);
        trail::record(tx, &self.caller, now, subject(&file.account), happening).await?;
        Ok(view(file))
    }
}

/// The refusal of a file that was seen before, with the first.
fn seen(first: &FileRecord) -> Error {
    let (id, name, day) = (first.id, &first.name, first.received_at.format("%Y-%m-%d"));
    Error::explain(
        Code::FileSeen,
        format!("It is file {id}, {name}, received on {day} and {}.", first.state.name().name()),
        format!("与 {day} 接收的第 {id} 号文件 {name} 相同，其状态为 {}。", first.state.name().name()),
    )
}

/// Some pieces of an upload that became no file are deleted.
#[derive(Debug)]
pub struct DropUpload {
    /// The upload.
    pub id: i64,
}

impl Command for DropUpload {
    /// Whether there may be more.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<bool, Error> {
        const PIECES_MAX: i64 = 16;
        if tx.delete_upload_chunks(self.id, PIECES_MAX).await? > 0 {
            return Ok(true);
        }
        tx.delete_upload(self.id).await?;
        Ok(false)
    }
}

impl Desk {
    /// Some uploads that became no file within a day: whoever sent them is gone.
    pub async fn abandoned_uploads(&self) -> Result<Vec<i64>, Error> {
        const UPLOADS_MAX: i64 = 100;
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().old_uploads(self.clock.now() - Duration::days(1), UPLOADS_MAX).await?)
    }
}
