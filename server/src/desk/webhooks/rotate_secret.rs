//! Giving a webhook endpoint a new secret, while the one before signs too for a while.

use chrono::Duration;
use serde_json::json;
use shared::api::problem::FieldCode;
use shared::api::webhooks::{NewSecretView, RotateSecretRequest};
use shared::audit::Action;
use shared::role::Permission;

use super::read_endpoints::view;
use super::{endpoint_for_update, subject};
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;
use crate::webhooks::Secret;

const OVERLAP_HOURS_MAX: u32 = 720;

/// Makes a new secret. Of those before, only the last one signs on.
pub struct RotateSecret {
    /// Who asks.
    pub caller: Caller,
    /// For which endpoint.
    pub id: String,
    /// How long the secret so far signs too.
    pub rotation: RotateSecretRequest,
}

impl Command for RotateSecret {
    type Outcome = NewSecretView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<NewSecretView, Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        let overlap_hours = self.rotation.overlap_hours;
        let mut faults = Faults::default();
        faults.unless(overlap_hours <= OVERLAP_HOURS_MAX, "overlap_hours", FieldCode::OutOfRange);
        faults.refuse()?;
        let mut endpoint = endpoint_for_update(tx, &self.id).await?;
        let now = desk.clock.now();
        let ends_at = now + Duration::hours(overlap_hours.into());
        let secret = Secret::new(&*desk.random);
        let before = std::mem::replace(&mut endpoint.secret, secret.bytes().to_vec());
        endpoint.previous_secret = (overlap_hours > 0).then_some((before, ends_at));
        tx.update_endpoint(&endpoint).await?;
        let happening = Happening::of(Action::WebhookSecretMade, json!({ "previous_ends_at": ends_at }));
        trail::record(tx, &self.caller, now, subject(&self.id), happening).await?;
        Ok(NewSecretView { endpoint: view(tx, endpoint).await?, secret: secret.text() })
    }
}
