//! Trying a webhook endpoint: it is sent an event that tells of nothing, by the same way as every other.

use serde_json::json;
use shared::api::problem::Code;
use shared::api::webhooks::DeliveryView;
use shared::audit::Action;
use shared::role::Permission;
use shared::webhook::{Occurrence, WebhookTest};

use super::read_deliveries::view;
use super::{endpoint_for_update, subject};
use crate::caller::Caller;
use crate::desk::events::delivery;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{DeliveryFilter, NewDelivery, Tx};

/// How many deliveries may have been written in the very same moment.
const SAME_MOMENT_MAX: i64 = 100;

/// Sends a test.
pub struct TestEndpoint {
    /// Who asks.
    pub caller: Caller,
    /// To which endpoint.
    pub id: String,
}

impl Command for TestEndpoint {
    type Outcome = DeliveryView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<DeliveryView, Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        let endpoint = endpoint_for_update(tx, &self.id).await?;
        if endpoint.disabled.is_some() {
            return Err(Error::refuse(Code::EndpointDisabled));
        }
        let now = desk.clock.now();
        let data = WebhookTest { endpoint: self.id.clone(), sent_by: self.caller.actor.clone() };
        let delivery = delivery(Occurrence::WebhookTest(data), String::new(), &*desk.random, now)?;
        // It is in order with nothing: each test is a subject of its own.
        let test = NewDelivery { endpoint: self.id.clone(), subject: delivery.event_id.clone(), ..delivery };
        tx.insert_deliveries(std::slice::from_ref(&test)).await?;
        let happening = Happening::of(Action::WebhookTested, json!({ "event": test.event_id }));
        trail::record(tx, &self.caller, now, subject(&self.id), happening).await?;
        let newest = tx.deliveries(&self.id, &DeliveryFilter::default(), SAME_MOMENT_MAX).await?;
        let written = newest.into_iter().find(|delivery| delivery.event_id == test.event_id);
        Ok(view(written.ok_or_else(|| Error::Internal("a test was not written".to_owned()))?, vec![]))
    }
}
