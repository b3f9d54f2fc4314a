//! Webhook endpoints, and what was delivered to them.

use gloo_net::http::Method;
use shared::api::webhooks::{
    ChangeEndpointRequest, DeliveryList, DeliveryView, EndpointList, EndpointView, NewEndpointRequest, NewSecretView,
    ReplayRequest, ReplayedView, RotateSecretRequest,
};
use shared::webhook::DeliveryState;

use super::{Api, encoded};
use crate::failure::Failure;

fn place(id: &str, rest: &str) -> String {
    format!("/webhooks/{}{rest}", encoded(id))
}

impl Api {
    /// Every endpoint.
    pub async fn endpoints(self) -> Result<EndpointList, Failure> {
        self.get("/webhooks").await
    }

    /// One endpoint.
    pub async fn endpoint(self, id: &str) -> Result<EndpointView, Failure> {
        self.get(&place(id, "")).await
    }

    /// Makes an endpoint; the answer has its secret, for this once.
    pub async fn add_endpoint(self, request: &NewEndpointRequest) -> Result<NewSecretView, Failure> {
        self.post("/webhooks", request).await
    }

    /// Changes an endpoint.
    pub async fn change_endpoint(self, id: &str, request: &ChangeEndpointRequest) -> Result<EndpointView, Failure> {
        self.send(Method::PATCH, &place(id, ""), request).await
    }

    /// Removes an endpoint.
    pub async fn remove_endpoint(self, id: &str) -> Result<(), Failure> {
        self.delete(&place(id, "")).await
    }

    /// Makes a new secret; the one before signs too for a while.
    pub async fn rotate_secret(self, id: &str, request: &RotateSecretRequest) -> Result<NewSecretView, Failure> {
        self.post(&place(id, "/secret"), request).await
    }

    /// Sends a test.
    pub async fn test_endpoint(self, id: &str) -> Result<DeliveryView, Failure> {
        self.post(&place(id, "/test"), &()).await
    }

    /// A page of the deliveries to an endpoint.
    pub async fn deliveries(
        self,
        id: &str,
        state: Option<DeliveryState>,
        cursor: Option<&str>,
    ) -> Result<DeliveryList, Failure> {
        let state = state.map(|state| format!("&state={}", state.name())).unwrap_or_default();
        let cursor = cursor.map(|cursor| format!("&cursor={}", encoded(cursor))).unwrap_or_default();
        self.get(&place(id, &format!("/deliveries?limit=50{state}{cursor}"))).await
    }

    /// A delivery with its tries.
    pub async fn delivery(self, id: &str, delivery: i64) -> Result<DeliveryView, Failure> {
        self.get(&place(id, &format!("/deliveries/{delivery}"))).await
    }

    /// Sends a delivery again.
    pub async fn replay_delivery(self, id: &str, delivery: i64) -> Result<DeliveryView, Failure> {
        self.post(&place(id, &format!("/deliveries/{delivery}/replay")), &()).await
    }

    /// Sends again what happened in a time.
    pub async fn replay_deliveries(self, id: &str, request: &ReplayRequest) -> Result<ReplayedView, Failure> {
        self.post(&place(id, "/replay"), request).await
    }
}
