//! Reading the policy: the one in force, how it came to be so, and what is proposed. Nothing here changes anything.

use shared::api::policies::{PolicyChangeList, PolicyChangeView, PolicyVersionList, PolicyView};
use shared::api::problem::Code;
use shared::audit::Link;
use shared::channel::ChangeState;
use shared::policy::{Policy, PolicyChange, differences};
use shared::role::Permission;

use super::SUBJECT;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::tell::supervisors;
use crate::error::Error;
use crate::store::Tx;

impl Desk {
    /// The policy as it stands, with the change that awaits approval.
    pub async fn read_policy(&self, caller: &Caller) -> Result<PolicyView, Error> {
        caller.require(Permission::ReadPolicies)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let policy = self.policies.in_force(&mut tx).await?;
        let version = tx.policy_version(policy.version).await?;
        let changes = tx.policy_changes().await?;
        let open = match changes.into_iter().find(|change| change.state == ChangeState::Open) {
            Some(change) => Some(view(&mut tx, caller, change).await?),
            None => None,
        };
        let supervisors = supervisors(&mut tx).await?;
        let (since, changed_by) = version.map(|version| (version.since, version.changed_by)).unzip();
        Ok(PolicyView { policy: (*policy).clone(), since, changed_by, open, supervisors })
    }

    /// Every version of the policy, the newest first.
    pub async fn list_policy_versions(&self, caller: &Caller) -> Result<PolicyVersionList, Error> {
        caller.require(Permission::ReadPolicies)?;
        let mut reader = self.store.reader().await?;
        Ok(PolicyVersionList { items: reader.tx().policy_versions().await? })
    }

    /// Every change of the policy, the newest first.
    pub async fn list_policy_changes(&self, caller: &Caller) -> Result<PolicyChangeList, Error> {
        caller.require(Permission::ReadPolicies)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let changes = tx.policy_changes().await?;
        let mut items = Vec::with_capacity(changes.len());
        for change in changes.into_iter().rev() {
            items.push(view(&mut tx, caller, change).await?);
        }
        Ok(PolicyChangeList { items })
    }

    /// One change of the policy.
    pub async fn read_policy_change(&self, caller: &Caller, seq: i32) -> Result<PolicyChangeView, Error> {
        caller.require(Permission::ReadPolicies)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let change = find_change(&mut tx, seq).await?;
        view(&mut tx, caller, change).await
    }

    /// The trail of the policy.
    pub async fn read_policy_trail(&self, caller: &Caller) -> Result<Vec<Link>, Error> {
        caller.require(Permission::ReadPolicies)?;
        let mut reader = self.store.reader().await?;
        Ok(reader.tx().audit_links(SUBJECT).await?)
    }
}

/// A change by its number.
pub(super) async fn find_change(tx: &mut Tx<'_>, seq: i32) -> Result<PolicyChange, Error> {
    let changes = tx.policy_changes().await?;
    changes.into_iter().find(|change| change.seq == seq).ok_or_else(|| Error::refuse(Code::NotFound))
}

async fn view(tx: &mut Tx<'_>, caller: &Caller, change: PolicyChange) -> Result<PolicyChangeView, Error> {
    let base = tx.policy_version(change.base_version).await?;
    let base = base.map_or_else(Policy::built_in, |base| base.policy);
    let differences = differences(&base, &change.policy).into_iter().map(Into::into).collect();
    let user = caller.actor.user().unwrap_or_default();
    let may_decide = caller.may(Permission::ApprovePolicies) && change.may_be_decided_by(user).is_ok();
    Ok(PolicyChangeView { change, differences, may_decide })
}
