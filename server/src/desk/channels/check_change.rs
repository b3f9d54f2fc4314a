//! Checkers and makers on an open change of a channel: approve, reject, withdraw. An approval binds to what was seen, and
//! puts the new version into force.

use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::channel::{ChangeState, ChannelChange, ChannelVersion, change_digest};
use shared::digest::Digest;
use shared::role::Permission;

use super::propose_change::moved;
use super::subject;
use crate::caller::Caller;
use crate::desk::tell::{News, tell};
use crate::desk::trail::{Chain, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// A checker agrees: the new version is in force.
#[derive(Debug)]
pub struct ApproveChange {
    /// Who.
    pub caller: Caller,
    /// Which channel.
    pub channel: String,
    /// Which change.
    pub seq: i32,
    /// The digest of what they saw.
    pub binds_to: Digest,
    /// A remark.
    pub reason: Option<String>,
}

impl Command for ApproveChange {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ApproveChannels)?;
        let checker = self.caller.user()?;
        let mut change = find(tx, &self.channel, self.seq).await?;
        change.may_be_decided_by(checker)?;
        let stored = change_digest(change.base_version, &change.profile);
        if self.binds_to != change.binds_to || stored != change.binds_to {
            return Err(Error::refuse(Code::EvidenceChanged));
        }
        let in_force = desk.channels.in_force(tx, &self.channel).await?.version;
        if in_force != change.base_version {
            return Err(moved(change.base_version, in_force));
        }
        // What was sound when it was proposed may be refused by a newer program.
        change.profile.check().map_err(|fault| Error::Internal(format!("{}: {fault}", self.channel)))?;
        let now = desk.clock.now();
        change.state = ChangeState::Approved { at: now, by: checker.to_owned(), reason: self.reason.clone() };
        tx.update_channel_change(&change).await?;
        let (channel, by) = (self.channel.clone(), checker.to_owned());
        let notice = Notice::ChannelChangeApproved { channel, change: self.seq, by, version: change.profile.version };
        tell(tx, News { number: None, at: now, actor: &self.caller.actor, notice }, &[&change.maker]).await?;
        let version = ChannelVersion {
            profile: change.profile,
            since: now,
            changed_by: self.caller.actor.clone(),
            change: Some(self.seq),
        };
        tx.insert_channel_version(&version).await?;
        let approved = json!({ "change": self.seq, "binds_to": self.binds_to, "reason": self.reason });
        let mut chain = Chain::load(tx, subject(&self.channel)).await?;
        let entries = [
            chain.add(&self.caller, now, Happening::of(Action::ChannelChangeApproved, approved)),
            chain.add(
                &self.caller.by_the_desk(),
                now,
                Happening::of(Action::ChannelVersionInForce, json!(version.profile)),
            ),
        ];
        Ok(tx.insert_audit(&entries).await?)
    }
}

/// A checker disagrees.
#[derive(Debug)]
pub struct RejectChange {
    /// Who.
    pub caller: Caller,
    /// Which channel.
    pub channel: String,
    /// Which change.
    pub seq: i32,
    /// Why.
    pub reason: String,
}

impl Command for RejectChange {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ApproveChannels)?;
        let checker = self.caller.user()?;
        let change = find(tx, &self.channel, self.seq).await?;
        change.may_be_decided_by(checker)?;
        let (at, by) = (desk.clock.now(), checker.to_owned());
        let (channel, reason) = (self.channel.clone(), self.reason.clone());
        let notice = Notice::ChannelChangeRejected { channel, change: self.seq, by: by.clone(), reason };
        tell(tx, News { number: None, at, actor: &self.caller.actor, notice }, &[&change.maker]).await?;
        let state = ChangeState::Rejected { at, by, reason: self.reason.clone() };
        end(tx, desk, &self.caller, change, state, (Action::ChannelChangeRejected, &self.reason)).await
    }
}

/// The maker takes a change back.
#[derive(Debug)]
pub struct WithdrawChange {
    /// Who.
    pub caller: Caller,
    /// Which channel.
    pub channel: String,
    /// Which change.
    pub seq: i32,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawChange {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ProposeChannels)?;
        let change = find(tx, &self.channel, self.seq).await?;
        if change.maker != self.caller.user()? {
            return Err(Error::explain(
                Code::Forbidden,
                "Only the maker takes a change back; a checker rejects it.",
                "只有提议人可以撤回；复核人应予驳回。",
            ));
        }
        if change.state != ChangeState::Open {
            return Err(Error::refuse(Code::ProposalNotOpen));
        }
        let state = ChangeState::Withdrawn { at: desk.clock.now(), reason: self.reason.clone() };
        end(tx, desk, &self.caller, change, state, (Action::ChannelChangeWithdrawn, &self.reason)).await
    }
}

/// A change, which nobody else decides before the transaction ends.
async fn find(tx: &mut Tx<'_>, channel: &str, seq: i32) -> Result<ChannelChange, Error> {
    let change = tx.channel_change_for_update(channel, seq).await?;
    change.ok_or_else(|| Error::refuse(Code::NotFound))
}

/// Ends a change that puts nothing into force.
async fn end(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    mut change: ChannelChange,
    state: ChangeState,
    (action, reason): (Action, &str),
) -> Result<(), Error> {
    change.state = state;
    tx.update_channel_change(&change).await?;
    let happening = Happening::of(action, json!({ "change": change.seq, "reason": reason }));
    let mut chain = Chain::load(tx, subject(&change.profile.id)).await?;
    let entry = chain.add(caller, desk.clock.now(), happening);
    Ok(tx.insert_audit(&[entry]).await?)
}
