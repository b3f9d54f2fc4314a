//! Giving a case back.

use serde_json::json;
use shared::audit::Action;
use shared::case::{CaseNumber, Change};
use shared::role::Permission;

use super::case_file::CaseFile;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// The holder gives a case back.
#[derive(Debug)]
pub struct ReleaseCase {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// The version that they saw.
    pub version: i64,
}

impl Command for ReleaseCase {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        file.change(&Change::Release { by: user.to_owned() })?;
        file.happened(Action::CaseReleased, json!({ "owner": user }));
        file.save(tx).await
    }
}
