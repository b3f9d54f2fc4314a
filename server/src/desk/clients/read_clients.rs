//! Which other systems may call the API.

use chrono::{DateTime, Utc};
use shared::api::clients::{ClientList, ClientView, KeyView};
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{ClientRecord, Tx};

impl Desk {
    /// Every client, by name.
    pub async fn clients(&self, caller: &Caller) -> Result<ClientList, Error> {
        caller.require(Permission::ManageClients)?;
        let now = self.clock.now();
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut items = Vec::new();
        for client in tx.clients().await? {
            items.push(view(&mut tx, client, now).await?);
        }
        Ok(ClientList { items })
    }
}

/// A client as admins see it, with its keys.
pub(super) async fn view(tx: &mut Tx<'_>, client: ClientRecord, now: DateTime<Utc>) -> Result<ClientView, Error> {
    let keys = tx.live_keys(&client.name, now).await?.into_iter().map(|key| KeyView {
        id: key.id,
        created_at: key.made_at,
        expires_at: key.expires_at,
        last_used_at: key.last_used_at,
    });
    Ok(ClientView {
        keys: keys.collect(),
        name: client.name,
        scopes: client.scopes,
        allowlist: client.allowlist.iter().map(ToString::to_string).collect(),
        rate_per_minute: client.rate_per_minute.unsigned_abs(),
        disabled: client.disabled,
        created_at: client.created_at,
    })
}
