//! The channels that the desk knows.

use std::collections::HashMap;

use shared::channel::ChannelProfile;

/// The profiles in force, by channel.
#[derive(Clone, Debug, Default)]
pub struct Channels(HashMap<String, ChannelProfile>);

impl Channels {
    /// The channels of these profiles.
    pub fn of(profiles: impl IntoIterator<Item = ChannelProfile>) -> Self {
        Self(profiles.into_iter().map(|profile| (profile.id.clone(), profile)).collect())
    }

    /// The profile of a channel; one that proves nothing where nobody has described it.
    pub fn profile(&self, id: &str) -> ChannelProfile {
        self.0.get(id).cloned().unwrap_or_else(|| ChannelProfile::undescribed(id))
    }

    /// Every profile, by identifier.
    pub fn all(&self) -> Vec<ChannelProfile> {
        let mut all: Vec<_> = self.0.values().cloned().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}
