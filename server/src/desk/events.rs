//! Telling other systems: what happened to a case is written into the outbox in the transaction of the change itself.
//!
//! The rule: no event without its change, and no change without its events. One row is written for each endpoint that
//! asked for the event, and none where nobody did.

use chrono::{DateTime, Utc};
use shared::webhook::{CaseSnapshot, Event, Occurrence, VERSION};

use crate::error::Error;
use crate::random::Random;
use crate::store::{ListeningEndpoint, NewDelivery, Tx};

/// Something to be told of a case, once it is known how the case stands at the end of the change.
pub type Announcement = Box<dyn FnOnce(CaseSnapshot) -> Occurrence + Send + Sync>;

/// Writes what happened into the outbox. Where no endpoint listens, nothing is put together and nothing written.
pub async fn publish(
    tx: &mut Tx<'_>,
    random: &dyn Random,
    at: DateTime<Utc>,
    occurrences: impl IntoIterator<Item = Occurrence> + Send,
) -> Result<(), Error> {
    let endpoints = tx.listening_endpoints().await?;
    if endpoints.is_empty() {
        return Ok(());
    }
    let mut deliveries = Vec::new();
    for occurrence in occurrences {
        deliveries.extend(deliveries_of(occurrence, &endpoints, random, at)?);
    }
    Ok(tx.insert_deliveries(&deliveries).await?)
}

/// The deliveries of one event, to each endpoint that asked for it.
fn deliveries_of(
    occurrence: Occurrence,
    endpoints: &[ListeningEndpoint],
    random: &dyn Random,
    at: DateTime<Utc>,
) -> Result<Vec<NewDelivery>, Error> {
    let event_type = occurrence.event_type();
    let listening: Vec<_> = endpoints.iter().filter(|endpoint| endpoint.hears(event_type)).collect();
    if listening.is_empty() {
        return Ok(vec![]);
    }
    let subject = occurrence.subject();
    let delivery = delivery(occurrence, subject, random, at)?;
    Ok(listening
        .into_iter()
        .map(|endpoint| NewDelivery { endpoint: endpoint.id.clone(), ..delivery.clone() })
        .collect())
}

/// The delivery of an event to whom it is going to be addressed. Its subject is what it stays in order with.
pub(super) fn delivery(
    occurrence: Occurrence,
    subject: String,
    random: &dyn Random,
    at: DateTime<Utc>,
) -> Result<NewDelivery, Error> {
    let event_type = occurrence.event_type();
    let id = format!("evt_{}", hex::encode(random.name()));
    let event = Event { id: id.clone(), version: VERSION, timestamp: at, occurrence };
    let payload = serde_json::to_string(&event).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(NewDelivery { endpoint: String::new(), event_id: id, event_type, subject, happened_at: at, payload })
}
