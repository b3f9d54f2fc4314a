//! API clients and their keys.

use gloo_net::http::Method;
use shared::api::clients::{ChangeClientRequest, ClientList, ClientView, NewClientRequest, NewKeyView, RotateRequest};

use super::{Api, encoded};
use crate::failure::Failure;

impl Api {
    /// Every client.
    pub async fn clients(self) -> Result<ClientList, Failure> {
        self.get("/clients").await
    }

    /// Makes a client; the answer has its key, for this once.
    pub async fn add_client(self, request: &NewClientRequest) -> Result<NewKeyView, Failure> {
        self.post("/clients", request).await
    }

    /// Changes a client.
    pub async fn change_client(self, name: &str, request: &ChangeClientRequest) -> Result<ClientView, Failure> {
        self.send(Method::PATCH, &format!("/clients/{}", encoded(name)), request).await
    }

    /// Makes a new key; the others live on for a while.
    pub async fn rotate_key(self, name: &str, request: &RotateRequest) -> Result<NewKeyView, Failure> {
        self.post(&format!("/clients/{}/keys", encoded(name)), request).await
    }

    /// Ends a key at once.
    pub async fn revoke_key(self, name: &str, key: &str) -> Result<(), Failure> {
        self.delete(&format!("/clients/{}/keys/{}", encoded(name), encoded(key))).await
    }
}
