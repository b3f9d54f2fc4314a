//! Reading channels: those in force, how they came to be so, and what is proposed. Nothing here changes anything.

use shared::api::channels::{ChangeList, ChangeView, ChannelList, ChannelView, VersionList};
use shared::api::problem::Code;
use shared::audit::Link;
use shared::channel::{ChangeState, ChannelChange, ChannelProfile, differences};
use shared::role::Permission;

use super::subject;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::Tx;

impl Desk {
    /// The profiles in force of all channels that are described, by identifier.
    pub async fn list_channels(&self, caller: &Caller) -> Result<ChannelList, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let profiles = self.channels.every_in_force(&mut reader.tx()).await?;
        Ok(ChannelList { items: profiles.iter().map(|profile| (**profile).clone()).collect() })
    }

    /// A channel as it stands, with the change that awaits approval.
    pub async fn read_channel(&self, caller: &Caller, id: &str) -> Result<ChannelView, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let profile = self.channels.in_force(&mut tx, id).await?;
        let version = tx.channel_version(id, profile.version).await?;
        let changes = tx.channel_changes(id).await?;
        let open = changes.into_iter().find(|change| change.state == ChangeState::Open);
        if version.is_none() && open.is_none() {
            return Err(Error::refuse(Code::NotFound));
        }
        let open = match open {
            Some(change) => Some(view(&mut tx, caller, change).await?),
            None => None,
        };
        let rereading = tx.pending_rereadings().await?.iter().any(|pending| pending.channel == id);
        let (since, changed_by) = version.map(|version| (version.since, version.changed_by)).unzip();
        Ok(ChannelView { profile: (*profile).clone(), since, changed_by, open, rereading })
    }

    /// Every version of a channel, the newest first.
    pub async fn list_channel_versions(&self, caller: &Caller, id: &str) -> Result<VersionList, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let items = reader.tx().channel_versions(id).await?;
        if items.is_empty() { Err(Error::refuse(Code::NotFound)) } else { Ok(VersionList { items }) }
    }

    /// Every change of a channel, the newest first.
    pub async fn list_channel_changes(&self, caller: &Caller, id: &str) -> Result<ChangeList, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut changes = tx.channel_changes(id).await?;
        if changes.is_empty() && tx.versions_in_force(&[id]).await?.is_empty() {
            return Err(Error::refuse(Code::NotFound));
        }
        changes.reverse();
        views(&mut tx, caller, changes).await
    }

    /// The changes of all channels that await approval, the oldest first.
    pub async fn list_open_channel_changes(&self, caller: &Caller) -> Result<ChangeList, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let changes = tx.open_channel_changes().await?;
        views(&mut tx, caller, changes).await
    }

    /// One change of a channel.
    pub async fn read_channel_change(&self, caller: &Caller, id: &str, seq: i32) -> Result<ChangeView, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let change = find_change(&mut tx, id, seq).await?;
        view(&mut tx, caller, change).await
    }

    /// The trail of a channel.
    pub async fn read_channel_trail(&self, caller: &Caller, id: &str) -> Result<Vec<Link>, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let links = reader.tx().audit_links(&subject(id)).await?;
        if links.is_empty() { Err(Error::refuse(Code::NotFound)) } else { Ok(links) }
    }
}

/// A change by its number.
pub(super) async fn find_change(tx: &mut Tx<'_>, id: &str, seq: i32) -> Result<ChannelChange, Error> {
    let changes = tx.channel_changes(id).await?;
    changes.into_iter().find(|change| change.seq == seq).ok_or_else(|| Error::refuse(Code::NotFound))
}

async fn views(tx: &mut Tx<'_>, caller: &Caller, changes: Vec<ChannelChange>) -> Result<ChangeList, Error> {
    let mut items = Vec::with_capacity(changes.len());
    for change in changes {
        items.push(view(tx, caller, change).await?);
    }
    Ok(ChangeList { items })
}

async fn view(tx: &mut Tx<'_>, caller: &Caller, change: ChannelChange) -> Result<ChangeView, Error> {
    let id = &change.profile.id;
    let base = tx.channel_version(id, change.base_version).await?;
    let base = base.map_or_else(|| ChannelProfile::undescribed(id), |base| base.profile);
    let differences = differences(&base, &change.profile);
    let user = caller.actor.user().unwrap_or_default();
    let may_decide = caller.may(Permission::ApproveChannels) && change.may_be_decided_by(user).is_ok();
    Ok(ChangeView { change, differences, may_decide })
}
