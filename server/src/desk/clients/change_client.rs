//! Changing what an API client may do, from where, how often, or at all.

use shared::actor::Actor;
use shared::api::clients::{ChangeClientRequest, ClientView};
use shared::api::problem::Code;
use shared::audit::Action;
use shared::role::Permission;

use super::make_client::{check_allowlist, check_rate, check_scopes, in_order, standing};
use super::read_clients::view;
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Changes a client; what is absent stays.
pub struct ChangeClient {
    /// Who asks.
    pub caller: Caller,
    /// Which client.
    pub name: String,
    /// What.
    pub change: ChangeClientRequest,
}

impl Command for ChangeClient {
    type Outcome = ClientView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<ClientView, Error> {
        self.caller.require(Permission::ManageClients)?;
        let before = tx.client_for_update(&self.name).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let mut after = before.clone();
        let mut faults = Faults::default();
        if let Some(scopes) = &self.change.scopes {
            check_scopes(&mut faults, scopes);
            after.scopes = in_order(scopes);
        }
        if let Some(allowlist) = &self.change.allowlist {
            after.allowlist = check_allowlist(&mut faults, allowlist);
        }
        if let Some(rate_per_minute) = self.change.rate_per_minute {
            check_rate(&mut faults, rate_per_minute);
            after.rate_per_minute = rate_per_minute.cast_signed();
        }
        after.disabled = self.change.disabled.unwrap_or(before.disabled);
        faults.refuse()?;
        let now = desk.clock.now();
        if standing(&before) != standing(&after) {
            tx.update_client(&after).await?;
            let happening = Happening::of(Action::ClientChanged, standing(&after)).from(standing(&before));
            trail::record(tx, &self.caller, now, Actor::Client(after.name.clone()), happening).await?;
        }
        view(tx, after, now).await
    }
}
