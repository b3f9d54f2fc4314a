//! `/webhooks`: endpoints of other systems that are told what happens, and what was delivered to them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::scalar;
use crate::case::CaseNumber;
use crate::webhook::{Attempt, DeliveryState, Disabled, EventType};

/// Waiting deliveries are counted up to this.
pub const PENDING_COUNT_MAX: i64 = 1_000;
/// How many deliveries can be sent anew at once.
pub const REPLAY_MAX: i64 = 10_000;

/// `POST /webhooks`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEndpointRequest {
    /// Where to send: a public `https:` address.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub url: String,
    /// What it is for, in words.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub description: String,
    /// The types of events to send; all of them, those to come too, when empty.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub event_types: Vec<EventType>,
}

/// `PATCH /webhooks/{id}`: what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeEndpointRequest {
    /// Where to send.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub url: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub description: Option<String>,
    /// The types of events to send; all of them when empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub event_types: Option<Vec<EventType>>,
    /// Whether nothing is sent. What happens meanwhile is kept, and sent once this is `false` again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndpointView {
    /// Which.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// The types of events that it is sent; all of them when empty.
    pub event_types: Vec<EventType>,
    /// Why nothing is sent; absent where it is.
    pub disabled: Option<DisabledView>,
    /// Since when nothing has got through; absent where the last try did.
    pub failing_since: Option<DateTime<Utc>>,
    /// Until when deliveries are signed with the secret before, too.
    pub previous_secret_until: Option<DateTime<Utc>>,
    /// How many deliveries wait; counted up to 1,000.
    pub pending: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Why nothing is sent to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisabledView {
    /// Why.
    pub reason: Disabled,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// `GET /webhooks`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndpointList {
    /// Every endpoint, the oldest first.
    pub items: Vec<EndpointView>,
}

/// `POST /webhooks/{id}/secret`: make a new secret; the one before signs too for a while.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RotateSecretRequest {
    /// How long the secret so far signs too, in hours; 0 ends it at once.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 720))]
    pub overlap_hours: u32,
}

/// A new secret. Shown once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSecretView {
    /// The endpoint.
    pub endpoint: EndpointView,
    /// The secret to verify deliveries with: `whsec_…`.
    pub secret: String,
}

/// A delivery of an event to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryView {
    /// Its number.
    pub id: i64,
    /// The event's identifier, the same on every try: `webhook-id`.
    pub event_id: String,
    /// What sort of event.
    pub event_type: EventType,
    /// The case that it happened to.
    pub number: Option<CaseNumber>,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// Where the delivery stands.
    pub state: DeliveryState,
    /// How often in a row it has failed.
    pub failures: i32,
    /// When it is tried next: at once where that has passed, and no sooner than what happened to the case before it ended.
    pub next_at: Option<DateTime<Utc>>,
    /// When it was delivered or given up.
    pub ended_at: Option<DateTime<Utc>>,
    /// Its tries, the newest first: the last one in a list, up to 100 where it is read by itself.
    pub attempts: Vec<Attempt>,
}

/// `GET /webhooks/{id}/deliveries`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryList {
    /// The deliveries, the newest first.
    pub items: Vec<DeliveryView>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
}

/// `POST /webhooks/{id}/replay`: send anew what happened from a time up to before another, and was delivered or given up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplayRequest {
    /// What happened at this time or later.
    #[serde(deserialize_with = "scalar::instant")]
    pub from: DateTime<Utc>,
    /// What happened before this time.
    #[serde(deserialize_with = "scalar::instant")]
    pub until: DateTime<Utc>,
}

/// What is sent anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplayedView {
    /// How many deliveries.
    pub replayed: i64,
}
