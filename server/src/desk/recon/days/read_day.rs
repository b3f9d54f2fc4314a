//! Reading days: the calendar, a day as a whole, the funds-flow table.

use chrono::{Days, NaiveDate};
use shared::api::problem::Code;
use shared::api::recon::{Calendar, DayCell, DayStanding, DayView, FundsFlow, ToldBalance};
use shared::money::Money;
use shared::recon::balance::{DayBalances, flow_table, prove};
use shared::recon::closing::{CheckItem, Obstacle, checklist};
use shared::recon::{AccountId, ChannelAccount};
use shared::role::Permission;

use super::facts::{Seen, balances, see};
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::recon::statements::view as file_view;
use crate::error::Error;
use crate::store::{BalanceRecord, DayRecord, Tx};

/// How many files of a day are named.
const FILES_MAX: i64 = 50;

impl Desk {
    /// The days of a period, of one account or of all.
    pub async fn calendar(
        &self,
        caller: &Caller,
        account: Option<&AccountId>,
        period: (NaiveDate, NaiveDate),
    ) -> Result<Calendar, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let days = tx.recon_days(account, period).await?;
        let proposed = tx.days_proposed(period).await?;
        let accounts = tx.channel_accounts().await?;
        let mut items = Vec::with_capacity(days.len());
        for day in days {
            let of = accounts.iter().find(|record| record.account.id == day.account);
            let of = of.ok_or_else(|| Error::Internal(format!("no account {}", day.account)))?;
            let standing = standing(&mut tx, &of.account, &day).await?;
            let closing_proposed = proposed.contains(&(day.account.clone(), day.date));
            items.push(DayCell {
                account: day.account,
                date: day.date,
                standing,
                figures: day.figures,
                closing_proposed,
            });
        }
        Ok(Calendar { items, now: self.clock.now() })
    }

    /// A day as a whole.
    pub async fn read_day(&self, caller: &Caller, (account, date): (&AccountId, NaiveDate)) -> Result<DayView, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let (account, day) = find(&mut tx, account, date).await?;
        let Seen { proof, told, facts } = see(&mut tx, &account, &day).await?;
        let mut files = Vec::new();
        for id in tx.files_of_day(&account.id, date, FILES_MAX).await? {
            files.extend(tx.statement_file(id).await?.map(file_view));
        }
        let checklist = checklist(&facts);
        let standing = standing_by_itself(&day).unwrap_or_else(|| standing_by(&checklist));
        let is_stale = day.ran_version < day.lines_version;
        let told = told.into_iter().map(|balance| told_balance(&account, balance)).collect();
        Ok(DayView {
            date,
            version: day.version,
            standing,
            ran_at: day.ran_at,
            is_stale,
            is_collected: day.is_collected,
            figures: day.figures,
            lines: facts.lines,
            files,
            proof,
            balances: told,
            checklist,
            seen: facts.digest(),
            closings: tx.day_closings((&account.id, date)).await?,
            account,
            now: self.clock.now(),
        })
    }

    /// What shows a balance: its media type and its content.
    pub async fn read_day_attachment(
        &self,
        caller: &Caller,
        of: (&AccountId, NaiveDate),
        sha256: shared::digest::Digest,
    ) -> Result<(String, Vec<u8>), Error> {
        caller.require(Permission::ReadRecon)?;
        let mut glance = self.store.glance().await?;
        glance.tx().day_attachment(of, sha256).await?.ok_or_else(|| Error::refuse(Code::NotFound))
    }

    /// The funds-flow table of an account over the days of a period.
    pub async fn funds_flow(
        &self,
        caller: &Caller,
        account: &AccountId,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<FundsFlow, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let record = tx.channel_account(account).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let account = record.account;
        let before = from - Days::new(1);
        let told = tx.day_balances(&account.id, (before, to)).await?;
        let of_day = |day: &DayRecord| -> DayBalances {
            let told: Vec<BalanceRecord> =
                told.iter().filter(|(date, _)| *date == day.date).map(|(_, balance)| balance.clone()).collect();
            balances(&account, day, &told)
        };
        let first = tx.recon_day(&account.id, before).await?;
        let first = first.map(|day| prove(&of_day(&day), None, account.currency));
        let days: Vec<DayBalances> = tx.recon_days(Some(&account.id), (from, to)).await?.iter().map(of_day).collect();
        let rows = flow_table(&days, first.as_ref(), account.currency);
        Ok(FundsFlow { account, rows })
    }
}

async fn find(tx: &mut Tx<'_>, account: &AccountId, date: NaiveDate) -> Result<(ChannelAccount, DayRecord), Error> {
    let not_found = || Error::refuse(Code::NotFound);
    let record = tx.channel_account(account).await?.ok_or_else(not_found)?;
    let day = tx.recon_day(account, date).await?.ok_or_else(not_found)?;
    Ok((record.account, day))
}

/// Where a day stands. Only of one that may be ready all that closing looks at is gathered.
async fn standing(tx: &mut Tx<'_>, account: &ChannelAccount, day: &DayRecord) -> Result<DayStanding, Error> {
    match standing_by_itself(day) {
        Some(standing) => Ok(standing),
        None => Ok(standing_by(&checklist(&see(tx, account, day).await?.facts))),
    }
}

/// Where a day stands that is not ready, whatever else closing looks at.
fn standing_by_itself(day: &DayRecord) -> Option<DayStanding> {
    let open = day.figures.as_ref().map_or(0, |figures| figures.open);
    match () {
        () if day.is_closed => Some(DayStanding::Closed),
        () if !day.has_channel || !day.has_ours && !day.is_collected => Some(DayStanding::Waiting),
        () if day.ran_version < day.lines_version => Some(DayStanding::Running),
        () if open > 0 => Some(DayStanding::Breaks),
        () => None,
    }
}

/// Where a day stands by what closing looks at. That a day before is open is no break of this one.
fn standing_by(checklist: &[CheckItem]) -> DayStanding {
    let unmet = checklist.iter().flat_map(|item| &item.unmet);
    let unmet: Vec<&Obstacle> = unmet.filter(|why| !matches!(why, Obstacle::EarlierDayOpen { .. })).collect();
    match unmet.as_slice() {
        [] => DayStanding::Balanced,
        unmet if unmet.iter().all(|why| is_to_come(why)) => DayStanding::Waiting,
        _ => DayStanding::Breaks,
    }
}

/// Whether nothing disagrees by this: something has not come yet.
fn is_to_come(obstacle: &Obstacle) -> bool {
    match obstacle {
        Obstacle::OursNotCollected
        | Obstacle::StatementNotBooked
        | Obstacle::LinesHeld { .. }
        | Obstacle::ProofLacks { .. } => true,
        Obstacle::LinesUnplaced { .. }
        | Obstacle::CasesOpen { .. }
        | Obstacle::ProofBreaks { .. }
        | Obstacle::EarlierDayOpen { .. } => false,
    }
}

fn told_balance(account: &ChannelAccount, balance: BalanceRecord) -> ToldBalance {
    ToldBalance {
        moment: balance.moment,
        amount: Money::from_minor(balance.amount_minor, account.currency),
        file: balance.file,
        by: balance.told_by,
        at: balance.told_at,
        seen_at: balance.seen.as_ref().map(|seen| seen.seen_at),
        reference: balance.seen.and_then(|seen| seen.reference),
        reason: balance.reason,
        attachments: balance.attachments,
    }
}
