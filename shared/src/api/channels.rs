//! `GET /channels`: the channels' profiles and code dictionaries.

use serde::{Deserialize, Serialize};

use crate::channel::ChannelProfile;

/// Every channel that is described.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelList {
    /// Their profiles.
    pub items: Vec<ChannelProfile>,
}
