//! A person has a day run anew.

use chrono::NaiveDate;
use serde_json::json;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::recon::AccountId;
use shared::role::Permission;

use super::{have_run, refuse_while_running};
use crate::caller::Caller;
use crate::desk::recon::{account_for_update, subject};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Has a day run anew.
#[derive(Debug)]
pub struct AskForRun {
    /// Who asks.
    pub caller: Caller,
    /// The account.
    pub account: AccountId,
    /// The day.
    pub date: NaiveDate,
}

impl Command for AskForRun {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkRecon)?;
        account_for_update(tx, &self.account).await?;
        let day = tx.recon_day_for_update(&self.account, self.date).await?;
        let day = day.ok_or_else(|| Error::refuse(Code::NotFound))?;
        if day.is_closed {
            return Err(Error::refuse(Code::DayClosed));
        }
        refuse_while_running(tx, desk, &self.account).await?;
        tx.make_day_stale(&self.account, self.date).await?;
        have_run(tx, desk, &self.account).await?;
        let happening = Happening::of(Action::DayRunAsked, json!({ "date": self.date }));
        trail::record(tx, &self.caller, desk.clock.now(), subject(&self.account), happening).await
    }
}
