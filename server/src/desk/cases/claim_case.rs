//! Taking a case, also from someone else, who is told.

use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::case::{CaseNumber, Change};
use shared::role::Permission;

use super::case_file::CaseFile;
use super::tell::tell;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Someone takes a case.
#[derive(Debug)]
pub struct ClaimCase {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// The version that they saw.
    pub version: i64,
    /// Whether to take it from a holder whose claim still runs.
    pub take_over: bool,
}

impl Command for ClaimCase {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        let holder = file.case.state.holder(file.now).map(str::to_owned);
        file.change(&Change::Claim { by: user.to_owned(), take_over: self.take_over })?;
        match holder {
            Some(holder) if holder != user => {
                file.happened(Action::CaseTakenOver, json!({ "owner": user, "from": holder }));
                tell(tx, &file, &[&holder], &Notice::TakenOver { by: user.to_owned() }).await?;
            }
            _ => file.happened(Action::CaseClaimed, json!({ "owner": user })),
        }
        file.save(tx).await
    }
}
