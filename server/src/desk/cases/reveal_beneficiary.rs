//! Showing a beneficiary unmasked, which is recorded each time.

use serde_json::json;
use shared::audit::Action;
use shared::case::{Beneficiary, CaseNumber};
use shared::role::Permission;

use super::case_file::CaseFile;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Someone wants to see a beneficiary unmasked.
#[derive(Debug)]
pub struct RevealBeneficiary {
    /// Who.
    pub caller: Caller,
    /// Of which case.
    pub number: CaseNumber,
}

impl Command for RevealBeneficiary {
    type Outcome = Option<Beneficiary>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<Beneficiary>, Error> {
        self.caller.require(Permission::RevealBeneficiary)?;
        let mut file = CaseFile::open(tx, desk, &self.caller, self.number).await?;
        file.happened(Action::BeneficiaryRevealed, json!({}));
        file.save_entries(tx).await?;
        Ok(file.case.facts.beneficiary)
    }
}
