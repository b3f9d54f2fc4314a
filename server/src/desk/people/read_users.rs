//! Who may use the desk.

use shared::api::users::{UserList, UserView};
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::UserRecord;

impl Desk {
    /// Every user, by name.
    pub async fn users(&self, caller: &Caller) -> Result<UserList, Error> {
        caller.require(Permission::ManageUsers)?;
        let users = self.store.reader().await?.tx().users().await?;
        let now = self.clock.now();
        Ok(UserList { items: users.iter().map(|user| view(user, now)).collect() })
    }
}

/// A user as admins see them.
pub(super) fn view(user: &UserRecord, now: chrono::DateTime<chrono::Utc>) -> UserView {
    UserView {
        name: user.name.clone(),
        display_name: user.display_name.clone(),
        roles: user.roles.clone(),
        disabled: user.disabled,
        has_password: user.password_hash.is_some(),
        locked_until: user.attempts.locked_until.filter(|until| now < *until),
        created_at: user.created_at,
        last_sign_in_at: user.last_sign_in_at,
    }
}
