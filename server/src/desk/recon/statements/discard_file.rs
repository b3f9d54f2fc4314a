//! Putting a file aside: it is kept as it came, and its lines count for nothing.

use serde_json::json;
use shared::api::problem::Code;
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

/// Puts a file aside.
#[derive(Debug)]
pub struct DiscardFile {
    /// Who asks.
    pub caller: Caller,
    /// Which file.
    pub id: i64,
    /// The version that they saw.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for DiscardFile {
    type Outcome = StatementView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<StatementView, Error> {
        self.caller.require(Permission::SendStatements)?;
        let mut file = file_as_seen(tx, self.id, self.version).await?;
        if matches!(file.state, StatementState::Booked { .. } | StatementState::Discarded { .. }) {
            return Err(Error::refuse(Code::FileState));
        }
        let now = desk.clock.now();
        let (by, reason) = (self.caller.actor.clone(), self.reason.clone());
        file.state = StatementState::Discarded { by, at: now, reason: self.reason.clone() };
        file.version += 1;
        tx.update_statement_file(&file).await?;
        // Whoever reads it stops; then what was read of it is forgotten.
        tx.insert_jobs(&[Job::at(reading_of(file.id), now)]).await?;
        let happening = Happening::of(Action::StatementDiscarded, json!({ "file": file.id, "reason": reason }));
        trail::record(tx, &self.caller, now, subject(&file.account), happening).await?;
        Ok(view(file))
    }
}
