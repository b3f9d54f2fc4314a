//! Checkers and makers on an open change of the policy: approve, reject, withdraw. An approval binds to what was seen, and
//! puts the new version into force.

use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::channel::ChangeState;
use shared::digest::Digest;
use shared::policy::{PolicyChange, PolicyVersion, policy_change_digest};
use shared::role::Permission;

use super::SUBJECT;
use super::propose_policy_change::moved;
use super::revisit_proposals::{revisit_all, revisit_soon};
use crate::caller::Caller;
use crate::desk::tell::{News, tell};
use crate::desk::trail::{Chain, Happening, record};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// A checker agrees: the new version is in force.
#[derive(Debug)]
pub struct ApprovePolicyChange {
    /// Who.
    pub caller: Caller,
    /// Which change.
    pub seq: i32,
    /// The digest of what they saw.
    pub binds_to: Digest,
    /// A remark.
    pub reason: Option<String>,
}

impl Command for ApprovePolicyChange {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ApprovePolicies)?;
        let checker = self.caller.user()?;
        let mut change = find(tx, self.seq).await?;
        change.may_be_decided_by(checker)?;
        let stored = policy_change_digest(change.base_version, &change.policy);
        if self.binds_to != change.binds_to || stored != change.binds_to {
            return Err(Error::refuse(Code::EvidenceChanged));
        }
        let in_force = desk.policies.in_force(tx).await?.version;
        if in_force != change.base_version {
            return Err(moved(change.base_version, in_force));
        }
        // What was sound when it was proposed may be refused by a newer program.
        if let Some(found) = change.policy.faults().into_iter().next() {
            return Err(Error::Internal(format!("policy change {}: {}: {}", self.seq, found.field, found.fault)));
        }
        revisit_all(tx, desk, in_force).await?;
        let now = desk.clock.now();
        change.state = ChangeState::Approved { at: now, by: checker.to_owned(), reason: self.reason.clone() };
        tx.update_policy_change(&change).await?;
        let version = change.policy.version;
        let notice = Notice::PolicyChangeApproved { change: self.seq, by: checker.to_owned(), version };
        tell(tx, News { number: None, at: now, actor: &self.caller.actor, notice }, &[&change.maker]).await?;
        put_into_force(tx, self, change).await?;
        revisit_soon(tx, now).await
    }
}

async fn put_into_force(tx: &mut Tx<'_>, approval: &ApprovePolicyChange, change: PolicyChange) -> Result<(), Error> {
    let ChangeState::Approved { at, .. } = change.state else { return Ok(()) };
    let caller = &approval.caller;
    let version =
        PolicyVersion { policy: change.policy, since: at, changed_by: caller.actor.clone(), change: Some(change.seq) };
    tx.insert_policy_version(&version).await?;
    let approved = json!({ "change": change.seq, "binds_to": approval.binds_to, "reason": approval.reason });
    let mut chain = Chain::load(tx, SUBJECT).await?;
    let entries = [
        chain.add(caller, at, Happening::of(Action::PolicyChangeApproved, approved)),
        chain.add(&caller.by_the_desk(), at, Happening::of(Action::PolicyInForce, json!(version.policy))),
    ];
    Ok(tx.insert_audit(&entries).await?)
}

/// A checker disagrees.
#[derive(Debug)]
pub struct RejectPolicyChange {
    /// Who.
    pub caller: Caller,
    /// Which change.
    pub seq: i32,
    /// Why.
    pub reason: String,
}

impl Command for RejectPolicyChange {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ApprovePolicies)?;
        let checker = self.caller.user()?;
        let change = find(tx, self.seq).await?;
        change.may_be_decided_by(checker)?;
        let (at, by) = (desk.clock.now(), checker.to_owned());
        let notice = Notice::PolicyChangeRejected { change: self.seq, by: by.clone(), reason: self.reason.clone() };
        tell(tx, News { number: None, at, actor: &self.caller.actor, notice }, &[&change.maker]).await?;
        let state = ChangeState::Rejected { at, by, reason: self.reason.clone() };
        end(tx, desk, &self.caller, change, state, (Action::PolicyChangeRejected, &self.reason)).await
    }
}

/// The maker takes a change back.
#[derive(Debug)]
pub struct WithdrawPolicyChange {
    /// Who.
    pub caller: Caller,
    /// Which change.
    pub seq: i32,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawPolicyChange {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ProposePolicies)?;
        let change = find(tx, self.seq).await?;
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
        end(tx, desk, &self.caller, change, state, (Action::PolicyChangeWithdrawn, &self.reason)).await
    }
}

/// A change, which nobody else decides before the transaction ends.
async fn find(tx: &mut Tx<'_>, seq: i32) -> Result<PolicyChange, Error> {
    tx.policy_change_for_update(seq).await?.ok_or_else(|| Error::refuse(Code::NotFound))
}

/// Ends a change that puts nothing into force.
async fn end(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    mut change: PolicyChange,
    state: ChangeState,
    (action, reason): (Action, &str),
) -> Result<(), Error> {
    change.state = state;
    tx.update_policy_change(&change).await?;
    let happening = Happening::of(action, json!({ "change": change.seq, "reason": reason }));
    record(tx, caller, desk.clock.now(), SUBJECT, happening).await
}
