//! The reader's saved views of the queue.

use gloo_net::http::Method;
use serde_json::Value;
use shared::api::views::{SavedView, SavedViewList};

use super::{Api, encoded};
use crate::failure::Failure;

impl Api {
    /// The reader's saved views.
    pub async fn saved_views(self) -> Result<SavedViewList, Failure> {
        self.get("/views").await
    }

    /// Saves a view under its name, over what had that name.
    pub async fn save_view(self, view: &SavedView) -> Result<(), Failure> {
        self.send::<Value>(Method::PUT, &format!("/views/{}", encoded(&view.name)), view).await.map(drop)
    }

    /// Forgets a view.
    pub async fn forget_view(self, name: &str) -> Result<(), Failure> {
        self.delete(&format!("/views/{}", encoded(name))).await
    }
}
