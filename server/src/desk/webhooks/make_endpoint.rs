//! Making a webhook endpoint, with its first secret.

use chrono::Duration;
use serde_json::json;
use shared::api::problem::FieldCode;
use shared::api::webhooks::{NewEndpointRequest, NewSecretView};
use shared::audit::Action;
use shared::role::Permission;
use shared::webhook::EventType;

use super::read_endpoints::view;
use super::{delivery_to, subject};
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{EndpointRecord, Job, Tx};
use crate::webhooks::{Reach, Secret, Target};

const DESCRIPTION_MAX: usize = 200;

/// Makes an endpoint.
pub struct MakeEndpoint {
    /// Who asks.
    pub caller: Caller,
    /// The endpoint.
    pub endpoint: NewEndpointRequest,
    /// How far webhooks may reach.
    pub reach: Reach,
}

impl Command for MakeEndpoint {
    type Outcome = NewSecretView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<NewSecretView, Error> {
        self.caller.require(Permission::ManageWebhooks)?;
        let new = &self.endpoint;
        let mut faults = Faults::default();
        check_url(&mut faults, &new.url, self.reach);
        check_description(&mut faults, &new.description);
        check_event_types(&mut faults, &new.event_types);
        faults.refuse()?;
        let now = desk.clock.now();
        let secret = Secret::new(&*desk.random);
        let endpoint = EndpointRecord {
            id: format!("ep_{}", hex::encode(&desk.random.bytes()[..8])),
            url: new.url.clone(),
            description: new.description.trim().to_owned(),
            event_types: in_order(&new.event_types),
            secret: secret.bytes().to_vec(),
            previous_secret: None,
            disabled: None,
            failing_since: None,
            created_at: now,
            removed_at: None,
        };
        tx.insert_endpoint(&endpoint).await?;
        // It is run once there is something to deliver.
        tx.insert_jobs(&[Job::at(delivery_to(&endpoint.id), now + Duration::hours(1))]).await?;
        let happening = Happening::of(Action::WebhookCreated, standing(&endpoint));
        trail::record(tx, &self.caller, now, subject(&endpoint.id), happening).await?;
        Ok(NewSecretView { endpoint: view(tx, endpoint).await?, secret: secret.text() })
    }
}

/// An address that may be called.
pub(super) fn check_url(faults: &mut Faults, url: &str, reach: Reach) {
    if let Err(code) = Target::read(url, reach) {
        faults.unless(false, "url", code);
    }
}

/// A line of words.
pub(super) fn check_description(faults: &mut Faults, description: &str) {
    faults.check_line("description", description, DESCRIPTION_MAX);
}

/// Types that an endpoint may ask for.
pub(super) fn check_event_types(faults: &mut Faults, event_types: &[EventType]) {
    for (index, event_type) in event_types.iter().enumerate() {
        let is_known = EventType::ASKED_FOR.contains(event_type);
        faults.unless(is_known, &format!("event_types[{index}]"), FieldCode::UnknownValue);
    }
}

/// Types, each once, in the order in which they are shown.
pub(super) fn in_order(event_types: &[EventType]) -> Vec<EventType> {
    EventType::ASKED_FOR.iter().copied().filter(|event_type| event_types.contains(event_type)).collect()
}

/// What the trail says of an endpoint; of its secrets never more than that they were made.
pub(super) fn standing(endpoint: &EndpointRecord) -> serde_json::Value {
    json!({
        "url": endpoint.url,
        "description": endpoint.description,
        "event_types": endpoint.event_types,
        "disabled": endpoint.disabled.map(|(reason, _)| reason),
    })
}
