//! A file was read to its end: it can be booked, or it is at fault and refused whole.

use serde_json::json;
use shared::api::recon::StatementState;
use shared::audit::Action;
use shared::recon::{Fault, Statement};

use super::stage_lines::keep_lease;
use super::{file_for_update, reading_of};
use crate::caller::Caller;
use crate::desk::recon::subject;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// A file was read to its end.
#[derive(Clone, Debug)]
pub struct FinishReading {
    /// The file.
    pub file: i64,
    /// Who read it.
    pub holder: String,
    /// What was understood, or where it is at fault. Of a file that is at fault no line is left by now.
    pub outcome: Result<Statement, Vec<Fault>>,
}

impl Command for FinishReading {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let mut file = file_for_update(tx, self.file).await?;
        let is_reading = matches!(file.state, StatementState::Reading { .. });
        if !keep_lease(tx, desk, self.file, &self.holder).await? || !is_reading {
            return Ok(());
        }
        let happening = match &self.outcome {
            Ok(statement) => {
                file.state = StatementState::Read;
                file.statement = Some(statement.clone());
                Happening::of(Action::StatementRead, json!({ "file": file.id, "sums": statement.sums }))
            }
            Err(faults) => {
                file.state = StatementState::Refused { faults: faults.clone() };
                Happening::of(Action::StatementRefused, json!({ "file": file.id, "faults": faults }))
            }
        };
        file.version += 1;
        tx.update_statement_file(&file).await?;
        tx.delete_job(&reading_of(file.id)).await?;
        trail::record(tx, &Caller::nobody(), desk.clock.now(), subject(&file.account), happening).await
    }
}

/// Nothing is left to do for a file: its job ends.
#[derive(Debug)]
pub struct EndReading {
    /// The file.
    pub file: i64,
    /// Who ran the job.
    pub holder: String,
}

impl Command for EndReading {
    /// Whether it ended: not where the file is to be read by now.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        let file = tx.statement_file_for_update(self.file).await?;
        if file.is_some_and(|file| matches!(file.state, StatementState::Reading { .. })) {
            return Ok(false);
        }
        if keep_lease(tx, desk, self.file, &self.holder).await? {
            tx.delete_job(&reading_of(self.file)).await?;
        }
        Ok(true)
    }
}
