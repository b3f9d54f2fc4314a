//! Making a user, with a link by which they set a password, or with the password itself.

use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::{Code, FieldCode};
use shared::api::users::{NewUserRequest, SetupLinkView, UserView};
use shared::audit::Action;
use shared::role::{Permission, Role};

use super::make_setup_link::make_link;
use super::read_users::view;
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Attempts, Tx, UserRecord};

/// Makes a user who sets a password by a one-time link.
pub struct MakeUser {
    /// Who asks.
    pub caller: Caller,
    /// The user.
    pub user: NewUserRequest,
}

impl Command for MakeUser {
    type Outcome = SetupLinkView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<SetupLinkView, Error> {
        let user = insert(tx, desk, &self.caller, &self.user, None).await?;
        make_link(tx, desk, &self.caller, &user).await
    }
}

/// Makes a user with a password: for the command line, where the link has nobody to go to.
pub struct MakeUserWithPassword {
    /// Who asks.
    pub caller: Caller,
    /// The user.
    pub user: NewUserRequest,
    /// The hash of the password.
    pub password_hash: String,
}

impl Command for MakeUserWithPassword {
    type Outcome = UserView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<UserView, Error> {
        let user = insert(tx, desk, &self.caller, &self.user, Some(self.password_hash.clone())).await?;
        let happening = Happening::of(Action::UserPasswordSet, json!({ "by": "command_line" }));
        trail::record(tx, &self.caller, user.created_at, Actor::User(user.name.clone()), happening).await?;
        Ok(view(&user, user.created_at))
    }
}

async fn insert(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    new: &NewUserRequest,
    password_hash: Option<String>,
) -> Result<UserRecord, Error> {
    caller.require(Permission::ManageUsers)?;
    let mut faults = Faults::default();
    faults.check_name("name", &new.name);
    check_standing(&mut faults, Some(&new.display_name), Some(&new.roles));
    faults.refuse()?;
    if tx.user(&new.name).await?.is_some() {
        return Err(Error::refuse(Code::NameTaken));
    }
    let user = UserRecord {
        name: new.name.clone(),
        display_name: new.display_name.trim().to_owned(),
        roles: in_order(&new.roles),
        disabled: false,
        password_hash,
        attempts: Attempts::default(),
        created_at: desk.clock.now(),
        last_sign_in_at: None,
    };
    tx.insert_user(&user).await?;
    let happening = Happening::of(Action::UserCreated, standing(&user));
    trail::record(tx, caller, user.created_at, Actor::User(user.name.clone()), happening).await?;
    Ok(user)
}

/// Checks what may change of a user.
pub(super) fn check_standing(faults: &mut Faults, display_name: Option<&str>, roles: Option<&[Role]>) {
    if let Some(display_name) = display_name {
        faults.check_line("display_name", display_name, 128);
    }
    faults.unless(roles.is_none_or(|roles| !roles.is_empty()), "roles", FieldCode::TooShort);
}

/// Roles, each once, in the order in which they are shown.
pub(super) fn in_order(roles: &[Role]) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| roles.contains(role)).collect()
}

/// What the trail says of a user.
pub(super) fn standing(user: &UserRecord) -> serde_json::Value {
    json!({ "display_name": user.display_name, "roles": user.roles, "disabled": user.disabled })
}
