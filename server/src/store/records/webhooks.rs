//! Webhooks: endpoints, what is to be delivered to them, and what came of it.

use chrono::{DateTime, Utc};
use shared::webhook::{Attempt, DeliveryState, Disabled, EventType};

/// An endpoint, as far as the outbox looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListeningEndpoint {
    /// Which.
    pub id: String,
    /// What it asked for; everything where that is empty.
    pub event_types: Vec<EventType>,
}

impl ListeningEndpoint {
    /// Whether it asked for events of this type.
    pub fn hears(&self, event_type: EventType) -> bool {
        self.event_types.is_empty() || self.event_types.contains(&event_type)
    }
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointRecord {
    /// Which: `ep_…`.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// What it is for, in words.
    pub description: String,
    /// What it asked for; everything where that is empty.
    pub event_types: Vec<EventType>,
    /// The secret that deliveries are signed with.
    pub secret: Vec<u8>,
    /// The secret before, and until when deliveries are signed with it too.
    pub previous_secret: Option<(Vec<u8>, DateTime<Utc>)>,
    /// Why nothing is sent to it, and since when.
    pub disabled: Option<(Disabled, DateTime<Utc>)>,
    /// Since when nothing has got through to it.
    pub failing_since: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was removed.
    pub removed_at: Option<DateTime<Utc>>,
}

/// An event to be delivered to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// To which endpoint.
    pub endpoint: String,
    /// The event's identifier.
    pub event_id: String,
    /// What sort of event.
    pub event_type: EventType,
    /// What it stays in order with: the case.
    pub subject: String,
    /// When it happened; it is due from then on.
    pub happened_at: DateTime<Utc>,
    /// The body, as it is sent and signed.
    pub payload: String,
}

/// A delivery as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// Its number, in the order of what happened.
    pub seq: i64,
    /// To which endpoint.
    pub endpoint: String,
    /// The event's identifier.
    pub event_id: String,
    /// What sort of event.
    pub event_type: EventType,
    /// What it stays in order with.
    pub subject: String,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often in a row it has failed.
    pub failures: i32,
    /// When it is tried next.
    pub next_at: DateTime<Utc>,
    /// When it was delivered or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A delivery that is due, with what is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDelivery {
    /// Its number.
    pub seq: i64,
    /// The event's identifier.
    pub event_id: String,
    /// The body.
    pub payload: String,
}

/// A try of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRecord {
    /// Of which delivery.
    pub delivery: i64,
    /// What came of it.
    pub attempt: Attempt,
}

/// Which deliveries a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryFilter {
    /// Those in this state; in any where there is none.
    pub state: Option<DeliveryState>,
    /// Those before this one, in the list's order: the newest first.
    pub before: Option<(DateTime<Utc>, i64)>,
}
