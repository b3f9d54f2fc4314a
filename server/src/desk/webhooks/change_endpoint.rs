//! Changing a webhook endpoint: where it is, what it is sent, or whether anything is sent at all.

use chrono::{DateTime, Utc};
use shared::api::webhooks::{ChangeEndpointRequest, EndpointView};
use shared::audit::Action;
use shared::role::Permission;
use shared::webhook::Disabled;

use super::make_endpoint::{check_description, check_event_types, check_url, in_order, standing};
use super::read_endpoints::view;
use super::{endpoint_for_update, subject};
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{EndpointRecord, Tx};
use crate::webhooks::Reach;

/// Changes an endpoint; what is absent stays.
pub struct ChangeEndpoint {
    /// Who asks.
    pub caller: Caller,
    /// Which endpoint.
    pub id: String,
    /// What.
    pub change: ChangeEndpointRequest,
    /// How far webhooks may reach.
    pub reach: Reach,
}

impl Command for ChangeEndpoint {
    type Outcome = EndpointView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<EndpointView, Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        self.check()?;
        let before = endpoint_for_update(tx, &self.id).await?;
        let now = desk.clock.now();
        let after = self.changed(&before, now);
        if standing(&before) != standing(&after) {
            tx.update_endpoint(&after).await?;
            let happening = Happening::of(Action::WebhookChanged, standing(&after)).from(standing(&before));
            trail::record(tx, &self.caller, now, subject(&self.id), happening).await?;
        }
        if before.disabled.is_some() && after.disabled.is_none() {
            // What waited is tried from the start, now.
            tx.make_pending_due(&self.id, None, now).await?;
        }
        view(tx, after).await
    }
}

impl ChangeEndpoint {
    fn check(&self) -> Result<(), Error> {
        let mut faults = Faults::default();
        if let Some(url) = &self.change.url {
            check_url(&mut faults, url, self.reach);
        }
        if let Some(description) = &self.change.description {
            check_description(&mut faults, description);
        }
        check_event_types(&mut faults, self.change.event_types.as_deref().unwrap_or_default());
        faults.refuse()
    }

    fn changed(&self, before: &EndpointRecord, now: DateTime<Utc>) -> EndpointRecord {
        let mut after = before.clone();
        if let Some(url) = &self.change.url {
            after.url.clone_from(url);
        }
        if let Some(description) = &self.change.description {
            description.trim().clone_into(&mut after.description);
        }
        if let Some(event_types) = &self.change.event_types {
            after.event_types = in_order(event_types);
        }
        match self.change.disabled {
            Some(true) if before.disabled.is_none() => after.disabled = Some((Disabled::ByHand, now)),
            Some(false) if before.disabled.is_some() => (after.disabled, after.failing_since) = (None, None),
            Some(_) | None => {}
        }
        after
    }
}
