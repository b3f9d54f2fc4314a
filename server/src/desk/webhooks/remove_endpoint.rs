//! Removing a webhook endpoint: nothing is written for it or sent to it any more. Its deliveries are deleted later, a few
//! at a time; the trail keeps that it was there.

use shared::audit::Action;
use shared::role::Permission;

use super::make_endpoint::standing;
use super::{delivery_to, endpoint_for_update, subject};
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Removes an endpoint.
pub struct RemoveEndpoint {
    /// Who asks.
    pub caller: Caller,
    /// Which endpoint.
    pub id: String,
}

impl Command for RemoveEndpoint {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        // The job before the endpoint, here and wherever both are locked.
        let job = delivery_to(&self.id);
        tx.job_for_update(&job).await?;
        let mut endpoint = endpoint_for_update(tx, &self.id).await?;
        let now = desk.clock.now();
        endpoint.removed_at = Some(now);
        tx.update_endpoint(&endpoint).await?;
        tx.delete_job(&job).await?;
        let happening = Happening::of(Action::WebhookRemoved, standing(&endpoint));
        trail::record(tx, &self.caller, now, subject(&self.id), happening).await
    }
}
