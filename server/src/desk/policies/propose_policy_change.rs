//! Proposing a change of the policy: the whole new policy, made from the version in force, with a reason.

use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::{Code, FieldCode, FieldProblem};
use shared::audit::Action;
use shared::channel::ChangeState;
use shared::policy::{Policy, PolicyChange, policy_change_digest};
use shared::role::Permission;
use shared::text::{Lang, Text};

use super::SUBJECT;
use crate::caller::Caller;
use crate::desk::tell::{News, supervisors, tell};
use crate::desk::trail::{Happening, record};
use crate::desk::{Command, Desk};
use crate::error::{Error, fault};
use crate::store::Tx;

/// Someone proposes a change.
#[derive(Debug)]
pub struct ProposePolicyChange {
    /// Who.
    pub caller: Caller,
    /// The version that they saw.
    pub base_version: i32,
    /// The whole policy as it should be.
    pub policy: Policy,
    /// Why.
    pub reason: String,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for ProposePolicyChange {
    /// The change's number.
    type Outcome = i32;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<i32, Error> {
        self.caller.require(Permission::ProposePolicies)?;
        let maker = self.caller.user()?.to_owned();
        let changes = tx.policy_changes().await?;
        if let Some(open) = changes.iter().find(|change| change.state == ChangeState::Open) {
            let (en, zh) = (format!("{} proposed it.", open.maker), format!("提议人：{}。", open.maker));
            return Err(Error::explain(Code::PolicyChangeOpen, en, zh));
        }
        let in_force = desk.policies.in_force(tx).await?;
        if in_force.version != self.base_version {
            return Err(moved(self.base_version, in_force.version));
        }
        let checkers = supervisors(tx).await?;
        let policy = self.proposed(&in_force, &checkers)?;
        let change = PolicyChange {
            seq: changes.last().map_or(1, |change| change.seq + 1),
            base_version: in_force.version,
            binds_to: policy_change_digest(in_force.version, &policy),
            policy,
            reason: self.reason.clone(),
            maker,
            proposed_at: desk.clock.now(),
            state: ChangeState::Open,
        };
        tx.insert_policy_change(&change).await?;
        let happening = Happening::of(Action::PolicyChangeProposed, json!(change));
        record(tx, &self.caller, change.proposed_at, SUBJECT, happening).await?;
        let notice = Notice::PolicyChangeWaits { change: change.seq, by: change.maker };
        tell(tx, News { number: None, at: change.proposed_at, actor: &self.caller.actor, notice }, &checkers).await?;
        Ok(change.seq)
    }
}

impl ProposePolicyChange {
    /// The policy with its next version, refused with every field at fault.
    fn proposed(&self, in_force: &Policy, supervisors: &[String]) -> Result<Policy, Error> {
        let policy = Policy { version: in_force.version + 1, ..self.policy.clone() };
        let found = policy.faults().into_iter().chain(policy.strangers(supervisors));
        let faults: Vec<FieldProblem> = found
            .map(|found| FieldProblem {
                expected: found.fault.text(self.lang),
                ..fault(format!("policy.{}", found.field), found.fault.code())
            })
            .collect();
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        if (Policy { version: in_force.version, ..policy.clone() }) == *in_force {
            return Err(Error::field("policy", FieldCode::Unchanged));
        }
        Ok(policy)
    }
}

/// The refusal of a change that was made from another version than the one in force.
pub(super) fn moved(seen: i32, in_force: i32) -> Error {
    let en = format!("You saw version {seen}; version {in_force} is in force.");
    Error::explain(Code::PolicyChanged, en, format!("您看到的是第 {seen} 版，现行为第 {in_force} 版。"))
}
