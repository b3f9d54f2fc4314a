//! The channels' profiles.

use shared::api::channels::ChannelList;

use super::Api;
use crate::failure::Failure;

impl Api {
    /// Every channel that is described.
    pub async fn channels(self) -> Result<ChannelList, Failure> {
        self.get("/channels").await
    }
}
