//! What was delivered to an endpoint, and what it answered. What the events say of cases is not shown here: admins do not
//! read cases.

use shared::api::problem::Code;
use shared::api::webhooks::DeliveryView;
use shared::role::Permission;
use shared::webhook::{Attempt, DeliveryState};

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::DeliveryRecord;

pub use crate::store::DeliveryFilter;

/// How many tries of one delivery are shown.
pub(super) const ATTEMPTS_MAX: i64 = 100;

impl Desk {
    /// The deliveries of an endpoint, the newest first, each with its last try.
    pub async fn deliveries(
        &self,
        caller: &Caller,
        endpoint: &str,
        filter: &DeliveryFilter,
        limit: i64,
    ) -> Result<Vec<DeliveryView>, Error> {
        caller.require(Permission::ManageWebhooks)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        tx.endpoint(endpoint).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let mut views = Vec::new();
        for delivery in tx.deliveries(endpoint, filter, limit).await? {
            let attempts = tx.attempts(delivery.seq, 1).await?;
            views.push(view(delivery, attempts));
        }
        Ok(views)
    }

    /// One delivery, with its tries.
    pub async fn delivery(&self, caller: &Caller, endpoint: &str, seq: i64) -> Result<DeliveryView, Error> {
        caller.require(Permission::ManageWebhooks)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let is_there = tx.endpoint(endpoint).await?.is_some();
        let delivery = tx.delivery(seq).await?.filter(|delivery| is_there && delivery.endpoint == endpoint);
        let delivery = delivery.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let attempts = tx.attempts(seq, ATTEMPTS_MAX).await?;
        Ok(view(delivery, attempts))
    }
}

/// A delivery as admins see it.
pub(super) fn view(delivery: DeliveryRecord, attempts: Vec<Attempt>) -> DeliveryView {
    DeliveryView {
        id: delivery.seq,
        event_id: delivery.event_id,
        event_type: delivery.event_type,
        number: delivery.subject.parse().ok(),
        happened_at: delivery.happened_at,
        state: delivery.state,
        failures: delivery.failures,
        next_at: (delivery.state == DeliveryState::Pending).then_some(delivery.next_at),
        ended_at: delivery.ended_at,
        attempts,
    }
}
