//! A case is past its due time: supervisors are told, once.

use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::case::{CaseNumber, State};

use super::case_file::CaseFile;
use super::tell::tell;
use crate::caller::Caller;
use crate::desk::tell::supervisors;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How many cases are looked for at once.
const CASES_MAX: i64 = 200;

/// Tells supervisors of an overdue case.
#[derive(Debug)]
pub struct EscalateCase {
    /// Which case.
    pub number: CaseNumber,
}

impl Command for EscalateCase {
    /// Whether they were told; not where it was settled meanwhile, or they had been told.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        let mut file = CaseFile::open(tx, desk, &Caller::nobody(), self.number).await?;
        let due_at = file.case.outlook.due_at;
        let is_closed = matches!(file.case.state, State::Closed { .. });
        if is_closed || file.now <= due_at || !tx.insert_escalation(self.number, file.now).await? {
            return Ok(false);
        }
        let supervisors = supervisors(tx).await?;
        let supervisors: Vec<&str> = supervisors.iter().map(String::as_str).collect();
        file.happened(Action::CaseEscalated, json!({ "due_at": due_at, "told": supervisors }));
        tell(tx, &file, &supervisors, &Notice::Overdue { due_at }).await?;
        // Nothing of the case itself has changed: nobody's work on it is in the way.
        file.save_entries(tx).await?;
        Ok(true)
    }
}

impl Desk {
    /// Cases that are overdue and of which nobody was told; some of them.
    pub async fn overdue_cases(&self) -> Result<Vec<CaseNumber>, Error> {
        Ok(self.store.reader().await?.tx().overdue_cases(self.clock.now(), CASES_MAX).await?)
    }
}
