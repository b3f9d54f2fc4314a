//! Changing a user's name to show, roles or standing.

use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::users::{ChangeUserRequest, UserView};
use shared::audit::Action;
use shared::role::{Permission, Role};

use super::make_user::{check_standing, in_order, standing};
use super::read_users::view;
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Tx, UserRecord};

/// Changes a user; what is absent stays. A user who is kept out has no session left.
pub struct ChangeUser {
    /// Who asks.
    pub caller: Caller,
    /// Whom.
    pub name: String,
    /// What.
    pub change: ChangeUserRequest,
}

impl Command for ChangeUser {
    type Outcome = UserView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<UserView, Error> {
        self.caller.require(Permission::ManageUsers)?;
        let mut faults = Faults::default();
        check_standing(&mut faults, self.change.display_name.as_deref(), self.change.roles.as_deref());
        faults.refuse()?;
        // Before the user alone is locked: two admins who take the role from each other must wait for one another.
        let another_stays = !self.may_take_an_admin() || self.another_admin_stays(tx).await?;
        let before = tx.user_for_update(&self.name).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let after = self.changed(&before);
        if is_admin(&before) && !is_admin(&after) && !another_stays {
            return Err(Error::refuse(Code::LastAdmin));
        }
        let now = desk.clock.now();
        if standing(&before) != standing(&after) {
            tx.update_user(&after).await?;
            let happening = Happening::of(Action::UserChanged, standing(&after)).from(standing(&before));
            trail::record(tx, &self.caller, now, Actor::User(after.name.clone()), happening).await?;
        }
        if after.disabled {
            tx.end_sessions(&after.name, None, now).await?;
        }
        Ok(view(&after, now))
    }
}

impl ChangeUser {
    fn may_take_an_admin(&self) -> bool {
        let loses_role = self.change.roles.as_ref().is_some_and(|roles| !roles.contains(&Role::Admin));
        loses_role || self.change.disabled == Some(true)
    }

    async fn another_admin_stays(&self, tx: &mut Tx<'_>) -> Result<bool, Error> {
        let users = tx.enabled_users_for_update().await?;
        // An admin who never set a password may never come.
        let can_come = |user: &&UserRecord| user.password_hash.is_some() && is_admin(user);
        Ok(users.iter().filter(can_come).any(|user| user.name != self.name))
    }

    fn changed(&self, before: &UserRecord) -> UserRecord {
        let mut after = before.clone();
        if let Some(display_name) = &self.change.display_name {
            after.display_name = display_name.trim().to_owned();
        }
        if let Some(roles) = &self.change.roles {
            after.roles = in_order(roles);
        }
        after.disabled = self.change.disabled.unwrap_or(before.disabled);
        after
    }
}

fn is_admin(user: &UserRecord) -> bool {
    !user.disabled && user.roles.contains(&Role::Admin)
}
