//! The return watch.

use shared::api::watches::WatchList;

use super::{Api, encoded};
use crate::failure::Failure;

impl Api {
    /// A page of the payouts under watch, behind the `next` of the page before.
    pub async fn watches(self, after: Option<String>) -> Result<WatchList, Failure> {
        let behind = after.map(|after| format!("&cursor={}", encoded(&after))).unwrap_or_default();
        self.get(&format!("/return-watch?limit=100{behind}")).await
    }
}
