//! The first start: somebody has to be able to come in, and no password may stand anywhere.

use shared::api::problem::Code;
use shared::api::users::NewUserRequest;
use shared::role::{Permission, Role};

use super::make_setup_link::make_link;
use super::make_user::MakeUser;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Tx, UserRecord};

/// The name of the first user.
pub const FIRST_ADMIN: &str = "admin";

/// Lets the first admin in: makes the user where there is none at all, and answers the path of a one-time link for as
/// long as nobody has ever set a password. Every start may do this again; links given out before stay good.
pub struct LetFirstAdminIn;

impl Command for LetFirstAdminIn {
    type Outcome = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<String>, Error> {
        let caller = Caller::command_line();
        if tx.users().await?.is_empty() {
            let user = NewUserRequest {
                name: FIRST_ADMIN.to_owned(),
                display_name: "Admin".to_owned(),
                roles: vec![Role::Admin],
            };
            match (MakeUser { caller: caller.clone(), user }).run(tx, desk).await {
                // Another server that starts now has made the user since the look: the link is for that one.
                Err(Error::Refused(refusal)) if refusal.code == Code::NameTaken => {}
                made => return Ok(Some(made?.path)),
            }
        }
        let users = tx.users().await?;
        if users.iter().any(|user| user.password_hash.is_some()) {
            return Ok(None);
        }
        match users.iter().find(|user| is_admin(user)) {
            Some(admin) => Ok(Some(make_link(tx, desk, &caller, admin).await?.path)),
            None => Ok(None),
        }
    }
}

fn is_admin(user: &UserRecord) -> bool {
    !user.disabled && Permission::ManageUsers.is_given_to_roles(&user.roles)
}
