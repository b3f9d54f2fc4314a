//! The channels that the desk knows: the built-in profiles, as data, and those in force.
//!
//! The rule: no entry of a dictionary without a source, and none that the channel did not say. What is missing is
//! unknown, which is safe.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use shared::channel::ChannelProfile;
use tokio::sync::Notify;

use crate::store::{StoreError, Tx, VersionInForce};

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

/// The profiles in force, read within the transaction that uses them: another server may have put a newer version into
/// force a moment ago. The number is asked for each time; what stands behind it never changes, and is kept.
#[derive(Clone, Default)]
pub struct Channels {
    kept: Arc<RwLock<HashMap<VersionInForce, Arc<ChannelProfile>>>>,
    changed: Arc<Notify>,
}

impl Channels {
    /// The profile of a channel in force; one that proves nothing where nobody has described it.
    pub async fn in_force(&self, tx: &mut Tx<'_>, id: &str) -> Result<Arc<ChannelProfile>, StoreError> {
        Ok(self.all_in_force(tx, &[id]).await?.of(id))
    }

    /// The same of several channels at once.
    pub async fn all_in_force(&self, tx: &mut Tx<'_>, ids: &[&str]) -> Result<Profiles, StoreError> {
        let mut profiles = HashMap::with_capacity(ids.len());
        for version in tx.versions_in_force(ids).await? {
            let profile = match self.kept(&version) {
                Some(profile) => profile,
                None => self.keep(tx, version.clone()).await?,
            };
            profiles.insert(version.channel, profile);
        }
        Ok(Profiles(profiles))
    }

    /// The profiles in force of every channel that is described, by identifier.
    pub async fn every_in_force(&self, tx: &mut Tx<'_>) -> Result<Vec<Arc<ChannelProfile>>, StoreError> {
        let ids = tx.described_channels().await?;
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let profiles = self.all_in_force(tx, &ids).await?;
        Ok(ids.iter().map(|id| profiles.of(id)).collect())
    }

    /// Tells that a version came into force.
    pub fn change(&self) {
        self.changed.notify_one();
    }

    /// Waits until this server put a version into force.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    fn kept(&self, version: &VersionInForce) -> Option<Arc<ChannelProfile>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(version).cloned()
    }

    async fn keep(&self, tx: &mut Tx<'_>, version: VersionInForce) -> Result<Arc<ChannelProfile>, StoreError> {
        let stored = tx.channel_version(&version.channel, version.version).await?;
        let missing = || StoreError::bad_data("channel_versions", &version.channel, "a version is gone");
        let profile = Arc::new(stored.ok_or_else(missing)?.profile);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        // Transactions that began earlier may still ask for the version before; none asks for those before that.
        kept.retain(|other, _| other.channel != version.channel || other.version + 1 >= version.version);
        kept.insert(version, Arc::clone(&profile));
        Ok(profile)
    }
}

/// Profiles by channel.
pub struct Profiles(HashMap<String, Arc<ChannelProfile>>);

impl Profiles {
    /// The profile of a channel; one that proves nothing where nobody has described it.
    pub fn of(&self, id: &str) -> Arc<ChannelProfile> {
        self.0.get(id).cloned().unwrap_or_else(|| Arc::new(ChannelProfile::undescribed(id)))
    }
}
