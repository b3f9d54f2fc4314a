//! Noting that someone gave a wrong password, or a name that nobody has: it counts towards the lock.

use serde_json::json;
use shared::actor::Actor;
use shared::audit::{Action, Origin};
use shared::digest::Digest;

use crate::auth::lockout;
use crate::caller::Caller;
use crate::desk::faults::is_name;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Tx, UserRecord};

/// How many names are remembered that nobody has. Whoever wants one forgotten has to try that many others first, each at
/// the price of hashing a password.
const UNKNOWN_NAMES_KEPT: i64 = 100_000;

/// Counts a wrong password or name; refused while it is locked.
pub(super) struct NoteFailedAttempt {
    /// The name that was tried.
    pub name: String,
    /// From where.
    pub origin: Origin,
}

impl Command for NoteFailedAttempt {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let user = if is_name(&self.name) { tx.user_for_update(&self.name).await? } else { None };
        match user {
            Some(user) => self.count_against_user(tx, desk, user).await,
            None => self.count_against_name(tx, desk).await,
        }
    }
}

impl NoteFailedAttempt {
    async fn count_against_user(&self, tx: &mut Tx<'_>, desk: &Desk, mut user: UserRecord) -> Result<(), Error> {
        let now = desk.clock.now();
        user.attempts = lockout::count_failure(&user.attempts, now)?;
        tx.update_user(&user).await?;
        // Who it was nobody knows, or the password would have been right.
        let caller = Caller { origin: self.origin.clone(), ..Caller::nobody() };
        let after = json!({ "failed_attempts": user.attempts.failed, "locked_until": user.attempts.locked_until });
        let happening = Happening::of(Action::SessionRefused, after);
        trail::record(tx, &caller, now, Actor::User(user.name), happening).await
    }

    async fn count_against_name(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let name = Digest::of(self.name.as_bytes());
        let before = tx.unknown_name_for_update(name).await?;
        let attempts = lockout::count_failure(&before.unwrap_or_default(), desk.clock.now())?;
        match before {
            Some(_) => tx.update_unknown_name(name, &attempts).await?,
            None => tx.insert_unknown_name(name, &attempts, UNKNOWN_NAMES_KEPT).await?,
        }
        Ok(())
    }
}
