//! The channels that come with the program, put into force where nobody has described the channel, or where only an older
//! program did. What people changed is never overwritten.

use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::channel::{ChangeState, ChannelProfile, ChannelVersion, built_in_supersedes};

use super::subject;
use crate::caller::Caller;
use crate::desk::tell::{News, tell};
use crate::desk::trail::{Chain, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Puts profiles that came with the program into force. Every start does this; two servers that start at once do it once.
pub struct SeedChannels {
    /// The profiles.
    pub profiles: Vec<ChannelProfile>,
}

impl Command for SeedChannels {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        for profile in &self.profiles {
            seed(tx, desk, profile.clone()).await?;
        }
        Ok(())
    }
}

async fn seed(tx: &mut Tx<'_>, desk: &Desk, profile: ChannelProfile) -> Result<(), Error> {
    let in_force = tx.channel_versions(&profile.id).await?.into_iter().next();
    if !built_in_supersedes(in_force.as_ref(), &profile) {
        return Ok(());
    }
    let caller = Caller::nobody();
    let now = desk.clock.now();
    let mut chain = Chain::load(tx, subject(&profile.id)).await?;
    let version = ChannelVersion { profile, since: now, changed_by: caller.actor.clone(), change: None };
    // Another server that is first takes the number: then this is run again, and finds it done.
    tx.insert_channel_version(&version).await?;
    let (id, number) = (&version.profile.id, version.profile.version);
    let mut entries =
        vec![chain.add(&caller, now, Happening::of(Action::ChannelVersionInForce, json!(version.profile)))];
    for mut open in tx.channel_changes(id).await?.into_iter().filter(|change| change.state == ChangeState::Open) {
        open.state = ChangeState::Voided { at: now, version: number };
        tx.update_channel_change(&open).await?;
        let notice = Notice::ChannelChangeVoided { channel: id.clone(), change: open.seq, version: number };
        tell(tx, News { number: None, at: now, actor: &caller.actor, notice }, &[&open.maker]).await?;
        let after = json!({ "change": open.seq, "version": number });
        entries.push(chain.add(&caller, now, Happening::of(Action::ChannelChangeVoided, after)));
    }
    tracing::info!(channel = id, version = number, "a profile that came with the program is in force");
    Ok(tx.insert_audit(&entries).await?)
}
