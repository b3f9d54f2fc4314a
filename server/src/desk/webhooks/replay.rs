//! Sending anew what was delivered or given up: one delivery, or all that happened in a time. The identifiers stay, so
//! whoever has handled an event knows it again; of one case the order stays too.

use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::api::webhooks::{DeliveryView, REPLAY_MAX, ReplayRequest, ReplayedView};
use shared::audit::Action;
use shared::role::Permission;
use shared::webhook::DeliveryState;

use super::read_deliveries::{ATTEMPTS_MAX, view};
use super::{endpoint_for_update, subject};
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Sends one delivery anew; one that waits is tried at once.
pub struct ReplayDelivery {
    /// Who asks.
    pub caller: Caller,
    /// Of which endpoint.
    pub id: String,
    /// Which delivery.
    pub delivery: i64,
}

impl Command for ReplayDelivery {
    type Outcome = DeliveryView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<DeliveryView, Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        endpoint_for_update(tx, &self.id).await?;
        let delivery = tx.delivery_for_update(self.delivery).await?;
        let mut delivery =
            delivery.filter(|delivery| delivery.endpoint == self.id).ok_or_else(|| Error::refuse(Code::NotFound))?;
        let now = desk.clock.now();
        if delivery.state == DeliveryState::Pending {
            // With what waits behind it.
            tx.make_pending_due(&self.id, Some((&delivery.subject, delivery.seq)), now).await?;
        }
        (delivery.state, delivery.failures) = (DeliveryState::Pending, 0);
        (delivery.next_at, delivery.ended_at) = (now, None);
        tx.update_delivery(&delivery).await?;
        let happening = Happening::of(Action::WebhookReplayed, json!({ "event": delivery.event_id }));
        trail::record(tx, &self.caller, now, subject(&self.id), happening).await?;
        let attempts = tx.attempts(delivery.seq, ATTEMPTS_MAX).await?;
        Ok(view(delivery, attempts))
    }
}

/// Sends anew all that happened in a time.
pub struct ReplayDeliveries {
    /// Who asks.
    pub caller: Caller,
    /// To which endpoint.
    pub id: String,
    /// From when until when.
    pub range: ReplayRequest,
}

impl Command for ReplayDeliveries {
    type Outcome = ReplayedView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<ReplayedView, Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        let ReplayRequest { from, until } = self.range;
        let mut faults = Faults::default();
        faults.unless(from < until, "until", FieldCode::TooEarly);
        faults.refuse()?;
        endpoint_for_update(tx, &self.id).await?;
        let now = desk.clock.now();
        let replayed = tx.replay_deliveries(&self.id, (from, until), now, REPLAY_MAX).await?;
        if replayed > REPLAY_MAX {
            return Err(Error::field("until", FieldCode::TooMany));
        }
        let happening =
            Happening::of(Action::WebhookReplayed, json!({ "from": from, "until": until, "deliveries": replayed }));
        trail::record(tx, &self.caller, now, subject(&self.id), happening).await?;
        Ok(ReplayedView { replayed })
    }
}
