//! Making a channel account.

use serde_json::json;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::recon::ChannelAccount;
use shared::role::Permission;

use super::{check_account, subject};
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{AccountRecord, Tx};

/// Makes an account.
#[derive(Debug)]
pub struct MakeAccount {
    /// Who asks.
    pub caller: Caller,
    /// The account.
    pub account: ChannelAccount,
}

impl Command for MakeAccount {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ManageAccounts)?;
        check_account(&self.account)?;
        let now = desk.clock.now();
        let record = AccountRecord {
            account: self.account.clone(),
            version: 1,
            created_at: now,
            updated_at: now,
            updated_by: self.caller.actor.clone(),
        };
        if !tx.insert_channel_account(&record).await? {
            return Err(Error::refuse(Code::NameTaken));
        }
        let happening = Happening::of(Action::AccountCreated, json!(self.account));
        trail::record(tx, &self.caller, now, subject(&self.account.id), happening).await
    }
}
