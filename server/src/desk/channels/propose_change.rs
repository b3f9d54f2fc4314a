//! Proposing a change of a channel: the whole new profile, made from the version in force, with a reason.

use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::{Code, FieldCode, FieldProblem};
use shared::audit::Action;
use shared::channel::{ChangeState, ChannelChange, ChannelProfile, change_digest};
use shared::role::Permission;
use shared::text::{Lang, Text};

use super::subject;
use crate::caller::Caller;
use crate::desk::tell::{News, supervisors, tell};
use crate::desk::trail::{Happening, record};
use crate::desk::{Command, Desk};
use crate::error::{Error, fault};
use crate::store::Tx;

/// Someone proposes a change.
#[derive(Debug)]
pub struct ProposeChange {
    /// Who.
    pub caller: Caller,
    /// Of which channel.
    pub channel: String,
    /// The version that they saw.
    pub base_version: i32,
    /// The whole profile as it should be.
    pub profile: ChannelProfile,
    /// Why.
    pub reason: String,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for ProposeChange {
    /// The change's number.
    type Outcome = i32;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<i32, Error> {
        self.caller.require(Permission::ProposeChannels)?;
        let maker = self.caller.user()?.to_owned();
        let changes = tx.channel_changes(&self.channel).await?;
        if let Some(open) = changes.iter().find(|change| change.state == ChangeState::Open) {
            let (en, zh) = (format!("{} proposed it.", open.maker), format!("提议人：{}。", open.maker));
            return Err(Error::explain(Code::ChannelChangeOpen, en, zh));
        }
        let in_force = desk.channels.in_force(tx, &self.channel).await?;
        if in_force.version != self.base_version {
            return Err(moved(self.base_version, in_force.version));
        }
        let profile = self.proposed(&in_force)?;
        let change = ChannelChange {
            seq: changes.last().map_or(1, |change| change.seq + 1),
            base_version: in_force.version,
            binds_to: change_digest(in_force.version, &profile),
            profile,
            reason: self.reason.clone(),
            maker,
            proposed_at: desk.clock.now(),
            state: ChangeState::Open,
        };
        tx.insert_channel_change(&change).await?;
        let happening = Happening::of(Action::ChannelChangeProposed, json!(change));
        record(tx, &self.caller, change.proposed_at, subject(&self.channel), happening).await?;
        let (channel, by) = (self.channel.clone(), change.maker);
        let notice = Notice::ChannelChangeWaits { channel, change: change.seq, by };
        let checkers = supervisors(tx).await?;
        tell(tx, News { number: None, at: change.proposed_at, actor: &self.caller.actor, notice }, &checkers).await?;
        Ok(change.seq)
    }
}

impl ProposeChange {
    /// The profile with its next version, refused with every field at fault.
    fn proposed(&self, in_force: &ChannelProfile) -> Result<ChannelProfile, Error> {
        if self.profile.id != self.channel {
            return Err(Error::field("profile.id", FieldCode::UnknownValue));
        }
        let profile = ChannelProfile { version: in_force.version + 1, ..self.profile.clone() };
        let faults: Vec<FieldProblem> = profile
            .faults()
            .into_iter()
            .map(|found| FieldProblem {
                expected: found.fault.text(self.lang),
                ..fault(format!("profile.{}", found.field), found.fault.code())
            })
            .collect();
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        if (ChannelProfile { version: in_force.version, ..profile.clone() }) == *in_force {
            return Err(Error::field("profile", FieldCode::Unchanged));
        }
        Ok(profile)
    }
}

/// The refusal of a change that was made from another version than the one in force.
pub(super) fn moved(seen: i32, in_force: i32) -> Error {
    let en = format!("You saw version {seen}; version {in_force} is in force.");
    Error::explain(Code::ChannelChanged, en, format!("您看到的是第 {seen} 版，现行为第 {in_force} 版。"))
}
