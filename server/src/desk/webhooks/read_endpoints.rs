//! Which endpoints are told what happens.

use shared::api::problem::Code;
use shared::api::webhooks::{DisabledView, EndpointList, EndpointView, PENDING_COUNT_MAX};
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{EndpointRecord, Tx};

impl Desk {
    /// Every endpoint, the oldest first.
    pub async fn endpoints(&self, caller: &Caller) -> Result<EndpointList, Error> {
        caller.require(Permission::ManageWebhooks)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut items = Vec::new();
        for endpoint in tx.endpoints().await? {
            items.push(view(&mut tx, endpoint).await?);
        }
        Ok(EndpointList { items })
    }

    /// One endpoint.
    pub async fn endpoint(&self, caller: &Caller, id: &str) -> Result<EndpointView, Error> {
        caller.require(Permission::ManageWebhooks)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let endpoint = tx.endpoint(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        view(&mut tx, endpoint).await
    }
}

/// An endpoint as admins see it: without its secrets.
pub(super) async fn view(tx: &mut Tx<'_>, endpoint: EndpointRecord) -> Result<EndpointView, Error> {
    let pending = tx.pending_deliveries(&endpoint.id, PENDING_COUNT_MAX).await?;
    Ok(EndpointView {
        id: endpoint.id,
        url: endpoint.url,
        description: endpoint.description,
        event_types: endpoint.event_types,
        disabled: endpoint.disabled.map(|(reason, since)| DisabledView { reason, since }),
        failing_since: endpoint.failing_since,
        previous_secret_until: endpoint.previous_secret.map(|(_, until)| until),
        pending,
        created_at: endpoint.created_at,
    })
}
