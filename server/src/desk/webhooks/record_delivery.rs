//! Delivering, after a call: what came is written down, and decides when the event is tried again, whether it is given up,
//! and whether the endpoint is disabled. Admins are told of that.

use chrono::{DateTime, Utc};
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::role::Role;
use shared::webhook::{Attempt, DeliveryState, Disabled, disabled_by, pause};

use super::make_endpoint::standing;
use super::subject;
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{AttemptRecord, DeliveryRecord, EndpointRecord, NewNotice, Tx};

/// What came of a try.
#[derive(Clone, Debug)]
pub struct RecordDelivery {
    /// To which endpoint.
    pub endpoint: String,
    /// Of which delivery.
    pub delivery: i64,
    /// What came.
    pub attempt: Attempt,
}

impl Command for RecordDelivery {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        // The endpoint is locked before its deliveries, here and wherever both are. Where all goes well it need not be.
        let Some(endpoint) = tx.endpoint(&self.endpoint).await? else { return Ok(()) };
        let is_success = self.attempt.is_success();
        let mut endpoint = match is_success && endpoint.failing_since.is_none() {
            true => Some(endpoint),
            false => tx.endpoint_for_update(&self.endpoint).await?,
        };
        let Some(mut delivery) = tx.delivery_for_update(self.delivery).await? else { return Ok(()) };
        tx.insert_attempt(&AttemptRecord { delivery: delivery.seq, attempt: self.attempt.clone() }).await?;
        let (now, is_pending) = (desk.clock.now(), delivery.state == DeliveryState::Pending);
        if let Some(endpoint) = &mut endpoint {
            self.note(tx, endpoint, now).await?;
        }
        let is_disabled = endpoint.is_none_or(|endpoint| endpoint.disabled.is_some());
        if is_pending && is_success {
            (delivery.state, delivery.failures, delivery.ended_at) = (DeliveryState::Delivered, 0, Some(now));
        } else if is_pending {
            put_off(&mut delivery, is_disabled, dice(desk), now);
        }
        Ok(tx.update_delivery(&delivery).await?)
    }
}

impl RecordDelivery {
    /// Notes of an endpoint whether anything gets through to it, and disables it where nothing has for too long.
    async fn note(&self, tx: &mut Tx<'_>, endpoint: &mut EndpointRecord, now: DateTime<Utc>) -> Result<(), Error> {
        let before = endpoint.clone();
        if self.attempt.is_success() {
            endpoint.failing_since = None;
        } else {
            let since = *endpoint.failing_since.get_or_insert(now);
            if endpoint.disabled.is_none()
                && let Some(reason) = disabled_by(&self.attempt, since, now)
            {
                endpoint.disabled = Some((reason, now));
                let happening = Happening::of(Action::WebhookChanged, standing(endpoint)).from(standing(&before));
                trail::record(tx, &Caller::nobody(), now, subject(&endpoint.id), happening).await?;
                tell_admins(tx, endpoint, reason, now).await?;
            }
        }
        if *endpoint != before {
            tx.update_endpoint(endpoint).await?;
        }
        Ok(())
    }
}

/// When a delivery that failed is tried again. What fails because its endpoint is disabled waits until it is enabled.
fn put_off(delivery: &mut DeliveryRecord, is_disabled: bool, dice: u32, now: DateTime<Utc>) {
    delivery.failures = delivery.failures.saturating_add(1);
    match pause(delivery.failures, dice) {
        Some(pause) => delivery.next_at = now + pause,
        None if is_disabled => delivery.next_at = now,
        None => (delivery.state, delivery.ended_at) = (DeliveryState::GivenUp, Some(now)),
    }
}

fn dice(desk: &Desk) -> u32 {
    let [a, b, c, d, ..] = desk.random.bytes();
    u32::from_be_bytes([a, b, c, d])
}

async fn tell_admins(
    tx: &mut Tx<'_>,
    endpoint: &EndpointRecord,
    reason: Disabled,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (id, description) = (endpoint.id.clone(), endpoint.description.clone());
    let notice = Notice::EndpointDisabled { endpoint: id, description, reason };
    let admins = tx.users().await?.into_iter().filter(|user| !user.disabled && user.roles.contains(&Role::Admin));
    let notices: Vec<NewNotice> =
        admins.map(|user| NewNotice { user_name: user.name, at: now, number: None, notice: notice.clone() }).collect();
    Ok(tx.insert_notices(&notices).await?)
}
