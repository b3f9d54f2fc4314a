//! A run came to its end: its results count from now on.

use chrono::NaiveDate;
use serde_json::json;
use shared::audit::Action;
use shared::recon::AccountId;
use shared::recon::matching::Coverage;

use super::{hold, run_of};
use crate::caller::Caller;
use crate::desk::recon::breaks::look;
use crate::desk::recon::figures::{BothSides, figures, refresh};
use crate::desk::recon::subject;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// A day was run to its end.
#[derive(Clone, Debug)]
pub struct FinishRun {
    /// The account.
    pub account: AccountId,
    /// The day.
    pub date: NaiveDate,
    /// Who ran it.
    pub holder: String,
    /// What the run saw.
    pub lines_version: i64,
    /// What the lines of each side add up to.
    pub sums: BothSides,
    /// Other days of which lines ended in another way than before.
    pub touched: Vec<NaiveDate>,
    /// Other days of which not all lines were looked at.
    pub crowded: Vec<NaiveDate>,
    /// Up to which date the run saw each side.
    pub coverage: Coverage,
}

impl Command for FinishRun {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let account = tx.channel_account_for_update(&self.account).await?;
        let account = account.ok_or_else(|| Error::Internal(format!("no account {}", self.account)))?.account;
        hold(tx, desk, &self.account, &self.holder).await?;
        let day = tx.recon_day_for_update(&self.account, self.date).await?;
        let Some(mut day) = day.filter(|day| !day.is_closed) else { return Ok(()) };
        let now = desk.clock.now();
        let figures = figures(tx, &self.account, self.date, self.sums.clone()).await?;
        let happening = Happening::of(Action::DayRun, json!({ "date": self.date, "figures": figures }));
        day.version += 1;
        day.ran_version = self.lines_version;
        day.ran_at = Some(now);
        day.figures = Some(figures);
        day.break_case = look(tx, desk, &account, &day).await?;
        tx.update_recon_day(&day).await?;
        for date in &self.touched {
            refresh(tx, &self.account, *date).await?;
        }
        for date in &self.crowded {
            if tx.has_waited_enough((&self.account, *date), (self.coverage.ours, self.coverage.channel)).await? {
                tx.make_day_stale(&self.account, *date).await?;
            }
        }
        trail::record(tx, &Caller::nobody(), now, subject(&self.account), happening).await
    }
}

/// No day of an account is left to run: its job ends.
#[derive(Debug)]
pub struct EndRuns {
    /// The account.
    pub account: AccountId,
    /// Who ran the job.
    pub holder: String,
}

impl Command for EndRuns {
    /// Whether it ended: not where something came meanwhile.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        tx.channel_account_for_update(&self.account).await?;
        hold(tx, desk, &self.account, &self.holder).await?;
        if tx.next_stale_day(&self.account).await?.is_some() {
            return Ok(false);
        }
        tx.delete_job(&run_of(&self.account)).await?;
        Ok(true)
    }
}
