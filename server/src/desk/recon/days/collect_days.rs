//! Our books have sent all their lines up to a day: what the channel has beyond them is missing, and no longer waited for.

use chrono::NaiveDate;
use serde_json::json;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::recon::{AccountId, Side};
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::recon::run::have_run;
use crate::desk::recon::{account_for_update, subject};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Our books are complete up to a day.
#[derive(Debug)]
pub struct CollectDays {
    /// Who says so.
    pub caller: Caller,
    /// The account.
    pub account: AccountId,
    /// The day; all before it are meant, too.
    pub until: NaiveDate,
}

impl Command for CollectDays {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        if !self.caller.may(Permission::SendLedgerLines) {
            self.caller.require(Permission::WorkRecon)?;
        }
        account_for_update(tx, &self.account).await?;
        if tx.recon_day(&self.account, self.until).await?.is_none() {
            // A day on which nothing happened is complete, too.
            if !tx.closed_days(&self.account, self.until).await?.is_empty() {
                return Err(Error::refuse(Code::DayClosed));
            }
            tx.touch_recon_days(&self.account, &[self.until], Side::Ours).await?;
        }
        let days = tx.collect_days(&self.account, self.until).await?;
        if days.is_empty() {
            return Ok(());
        }
        have_run(tx, desk, &self.account).await?;
        let happening = Happening::of(Action::DaysCollected, json!({ "until": self.until, "days": days }));
        trail::record(tx, &self.caller, desk.clock.now(), subject(&self.account), happening).await
    }
}
