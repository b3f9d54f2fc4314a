//! Noting that someone gave a wrong password for a user: it counts towards the lock.

use serde_json::json;
use shared::actor::Actor;
use shared::audit::{Action, Origin};

use crate::auth::lockout;
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Counts a wrong password; refused while the user is locked out, so that attempts at once do not count as one.
pub(super) struct NoteFailedAttempt {
    /// For which user.
    pub name: String,
    /// From where.
    pub origin: Origin,
}

impl Command for NoteFailedAttempt {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let now = desk.clock.now();
        let Some(mut user) = tx.user_for_update(&self.name).await? else { return Ok(()) };
        lockout::require_unlocked(&user, now)?;
        lockout::count_failure(&mut user, now);
        tx.update_user(&user).await?;
        // Who it was nobody knows, or the password would have been right.
        let caller = Caller { origin: self.origin.clone(), ..Caller::nobody() };
        let after = json!({ "failed_attempts": user.failed_attempts, "locked_until": user.locked_until });
        let happening = Happening::of(Action::SessionRefused, after);
        trail::record(tx, &caller, now, Actor::User(user.name), happening).await
    }
}
