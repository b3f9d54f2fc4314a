//! Revoking a key of an API client: the next request with it is refused.

use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Revokes a key.
pub struct RevokeKey {
    /// Who asks.
    pub caller: Caller,
    /// Of which client.
    pub name: String,
    /// The key's public part.
    pub key: String,
}

impl Command for RevokeKey {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ManageClients)?;
        let client = tx.client_for_update(&self.name).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let now = desk.clock.now();
        if !tx.revoke_key(&client.name, &self.key, now).await? {
            return Err(Error::refuse(Code::NotFound));
        }
        let happening = Happening::of(Action::ClientKeyRevoked, json!({ "key": self.key }));
        trail::record(tx, &self.caller, now, Actor::Client(client.name), happening).await
    }
}
