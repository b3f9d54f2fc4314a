//! Reading a file again: by another mapping, or one that was put aside too soon. Of a booked file nothing is read again.

use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{StatementState, StatementView};
use shared::audit::Action;
use shared::role::Permission;

use super::{file_as_seen, reading_of, view};
use crate::caller::Caller;
use crate::desk::recon::subject;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Job, Tx};

/// Has a file read again.
#[derive(Debug)]
pub struct ReadAgain {
    /// Who asks.
    pub caller: Caller,
    /// Which file.
    pub id: i64,
    /// The version that they saw.
    pub version: i64,
    /// The saved mapping by which to read it.
    pub mapping: Option<String>,
}

impl Command for ReadAgain {
    type Outcome = StatementView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<StatementView, Error> {
        self.caller.require(Permission::SendStatements)?;
        let mut file = file_as_seen(tx, self.id, self.version).await?;
        if matches!(file.state, StatementState::Booked { .. } | StatementState::Reading { .. }) {
            return Err(Error::refuse(Code::FileState));
        }
        if let Some(mapping) = &self.mapping
            && tx.mapping(mapping).await?.is_none()
        {
            return Err(Error::field("mapping", FieldCode::UnknownValue));
        }
        let now = desk.clock.now();
        file.state = StatementState::Reading { lines: 0 };
        file.statement = None;
        file.mapping.clone_from(&self.mapping);
        file.version += 1;
        tx.update_statement_file(&file).await?;
        tx.insert_jobs(&[Job::at(reading_of(file.id), now)]).await?;
        let after = json!({ "file": file.id, "mapping": self.mapping });
        let happening = Happening::of(Action::StatementReadAgain, after);
        trail::record(tx, &self.caller, now, subject(&file.account), happening).await?;
        Ok(view(file))
    }
}
