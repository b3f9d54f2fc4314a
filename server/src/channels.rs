//! The channels that the desk knows: the built-in profiles, as data, and those in force.
//!
//! The rule: no entry of a dictionary without a source, and none that the channel did not say. What is missing is
//! unknown, which is safe.

use std::collections::HashMap;

use shared::channel::ChannelProfile;

pub mod follow_up;

#[cfg(test)]
mod tests;

const BUILT_IN: [&str; 4] = [
    include_str!("channels/wechat_transfer.toml"),
    include_str!("channels/alipay_transfer.toml"),
    include_str!("channels/unionpay_payout.toml"),
    include_str!("channels/iso20022.toml"),
];

/// The profiles that a new desk starts with.
///
/// # Panics
///
/// Where a built-in file is unsound: they are part of the program, and its tests read them all.
pub fn built_in() -> Vec<ChannelProfile> {
    BUILT_IN
        .into_iter()
        .map(|file| {
            let profile: ChannelProfile = toml::from_str(file).expect("a built-in profile is well-formed");
            profile.check().expect("a built-in profile is sound");
            profile
        })
        .collect()
}

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
