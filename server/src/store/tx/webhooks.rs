//! What other systems are told.

use chrono::{DateTime, Utc};
use shared::webhook::Attempt;

use super::queries;
use crate::store::{
    AttemptRecord, DeliveryFilter, DeliveryRecord, DueDelivery, EndpointRecord, ListeningEndpoint, NewDelivery,
};

queries! {
    events:
    fn listening_endpoints() -> Vec<ListeningEndpoint>;
    fn insert_deliveries(deliveries: &[NewDelivery]) -> ();
    fn due_deliveries(endpoint: &str, now: DateTime<Utc>, limit: i64) -> Vec<DueDelivery>;
    fn put_off_held_up(endpoint: &str, now: DateTime<Utc>) -> ();
    fn endpoints_with_due_deliveries(now: DateTime<Utc>) -> Vec<String>;
    fn delivery_for_update(seq: i64) -> Option<DeliveryRecord>;
    fn update_delivery(delivery: &DeliveryRecord) -> ();
}

queries! {
    webhooks:
    fn insert_endpoint(endpoint: &EndpointRecord) -> ();
    fn update_endpoint(endpoint: &EndpointRecord) -> ();
    fn endpoints() -> Vec<EndpointRecord>;
    fn endpoint(id: &str) -> Option<EndpointRecord>;
    fn endpoint_for_update(id: &str) -> Option<EndpointRecord>;
    fn pending_deliveries(endpoint: &str, limit: i64) -> i64;
    fn deliveries(endpoint: &str, filter: &DeliveryFilter, limit: i64) -> Vec<DeliveryRecord>;
    fn delivery(seq: i64) -> Option<DeliveryRecord>;
    fn make_pending_due(endpoint: &str, from: Option<(&str, i64)>, now: DateTime<Utc>) -> ();
    fn replay_deliveries(
        endpoint: &str,
        range: (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        limit: i64,
    ) -> i64;
    fn insert_attempt(record: &AttemptRecord) -> ();
    fn attempts(delivery: i64, limit: i64) -> Vec<Attempt>;
    fn delete_old_deliveries(before: DateTime<Utc>, now: DateTime<Utc>, limit: i64) -> u64;
}
