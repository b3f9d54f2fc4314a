//! Changing a channel account. Days that are open are run by what is in force when they are run.

use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::audit::Action;
use shared::recon::{AccountId, ChannelAccount};
use shared::role::Permission;

use super::{account_for_update, check_account, subject};
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{AccountRecord, Tx};

/// Changes an account.
#[derive(Debug)]
pub struct ChangeAccount {
    /// Who asks.
    pub caller: Caller,
    /// Which account.
    pub id: AccountId,
    /// The version that they saw.
    pub version: i64,
    /// The account as it should be.
    pub account: ChannelAccount,
    /// Why.
    pub reason: String,
}

impl Command for ChangeAccount {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ManageAccounts)?;
        let before = account_for_update(tx, &self.id).await?;
        if before.version != self.version {
            return Err(Error::refuse(Code::AccountChanged));
        }
        let (is, should_be) = (&before.account, &self.account);
        let mut faults = Faults::default();
        faults.unless(is.id == should_be.id, "account.id", FieldCode::Conflict);
        faults.unless(is.channel == should_be.channel, "account.channel", FieldCode::Conflict);
        faults.unless(is.currency == should_be.currency, "account.currency", FieldCode::Conflict);
        faults.unless(is != should_be, "account", FieldCode::Unchanged);
        faults.refuse()?;
        check_account(should_be)?;
        let now = desk.clock.now();
        let record = AccountRecord {
            account: self.account.clone(),
            version: before.version + 1,
            created_at: before.created_at,
            updated_at: now,
            updated_by: self.caller.actor.clone(),
        };
        tx.update_channel_account(&record).await?;
        let after = json!({ "account": self.account, "reason": self.reason });
        let happening = Happening::of(Action::AccountChanged, after).from(json!({ "account": before.account }));
        trail::record(tx, &self.caller, now, subject(&self.id), happening).await
    }
}
