//! People and their roles.

use gloo_net::http::Method;
use serde_json::json;
use shared::api::users::{ChangeUserRequest, NewUserRequest, SetupLinkView, UserList, UserView};

use super::{Api, encoded};
use crate::failure::Failure;

impl Api {
    /// Every user.
    pub async fn users(self) -> Result<UserList, Failure> {
        self.get("/users").await
    }

    /// Makes a user; the answer has the link by which they set a password.
    pub async fn add_user(self, request: &NewUserRequest) -> Result<SetupLinkView, Failure> {
        self.post("/users", request).await
    }

    /// Changes a user.
    pub async fn change_user(self, name: &str, request: &ChangeUserRequest) -> Result<UserView, Failure> {
        self.send(Method::PATCH, &format!("/users/{}", encoded(name)), request).await
    }

    /// Makes a new link by which a user sets a password.
    pub async fn setup_link(self, name: &str) -> Result<SetupLinkView, Failure> {
        self.post(&format!("/users/{}/setup-link", encoded(name)), &json!({})).await
    }
}
