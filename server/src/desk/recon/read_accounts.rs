//! Reading channel accounts.

use shared::api::problem::Code;
use shared::api::recon::{AccountList, AccountView};
use shared::audit::Link;
use shared::recon::AccountId;
use shared::role::Permission;

use super::subject;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{AccountRecord, Tx};

impl Desk {
    /// Every channel account.
    pub async fn list_channel_accounts(&self, caller: &Caller) -> Result<AccountList, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut items = Vec::new();
        for record in tx.channel_accounts().await? {
            items.push(view(&mut tx, record).await?);
        }
        Ok(AccountList { items, now: self.clock.now() })
    }

    /// A channel account.
    pub async fn read_channel_account(&self, caller: &Caller, id: &AccountId) -> Result<AccountView, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let record = tx.channel_account(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        view(&mut tx, record).await
    }

    /// The trail of a channel account: its settings, its files, its days.
    pub async fn read_account_trail(&self, caller: &Caller, id: &AccountId) -> Result<Vec<Link>, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        tx.channel_account(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        Ok(tx.audit_links(&subject(id)).await?)
    }
}

async fn view(tx: &mut Tx<'_>, record: AccountRecord) -> Result<AccountView, Error> {
    let span = tx.account_span(&record.account.id).await?;
    Ok(AccountView {
        account: record.account,
        version: record.version,
        created_at: record.created_at,
        updated_at: record.updated_at,
        updated_by: record.updated_by,
        first_date: span.first,
        last_date: span.last,
        closed_until: span.closed_until,
    })
}
