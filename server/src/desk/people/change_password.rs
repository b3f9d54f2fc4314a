//! Changing one's password. It takes the one so far, and ends one's other sessions.

use std::sync::Arc;

use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::session::PasswordRequest;
use shared::audit::Action;

use super::authenticate::SignedIn;
use super::note_failed_attempt::NoteFailedAttempt;
use crate::auth::{lockout, password};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Attempts, Tx};

impl Desk {
    /// Changes the password of who is signed in. A wrong one so far counts as a failed attempt to sign in: whoever took
    /// over a session must not be able to guess it here.
    pub async fn change_password(self: &Arc<Self>, who: SignedIn, request: PasswordRequest) -> Result<(), Error> {
        let name = who.caller.user()?.to_owned();
        let user = self.store.reader().await?.tx().user(&name).await?.ok_or_else(gone)?;
        lockout::require_unlocked(&user.attempts, self.clock.now())?;
        if !password::verify(&request.current, user.password_hash.clone()).await? {
            self.execute(NoteFailedAttempt { name, origin: who.caller.origin }).await?;
            return Err(Error::refuse(Code::WrongCredentials));
        }
        password::require_strong("new", &request.new, &name)?;
        let new_hash = password::hash(&request.new, &*self.random).await?;
        self.execute(ReplacePassword { who, seen_hash: user.password_hash, new_hash }).await
    }
}

struct ReplacePassword {
    who: SignedIn,
    /// What the password so far was checked against.
    seen_hash: Option<String>,
    new_hash: String,
}

impl Command for ReplacePassword {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let (caller, now) = (&self.who.caller, desk.clock.now());
        let mut user = tx.user_for_update(caller.user()?).await?.ok_or_else(gone)?;
        if user.password_hash != self.seen_hash {
            return Err(Error::refuse(Code::WrongCredentials));
        }
        user.password_hash = Some(self.new_hash.clone());
        user.attempts = Attempts::default();
        tx.update_user(&user).await?;
        let ended = tx.end_sessions(&user.name, Some(self.who.session), now).await?;
        let happening = Happening::of(Action::UserPasswordSet, json!({ "by": "user", "sessions_ended": ended }));
        trail::record(tx, caller, now, Actor::User(user.name), happening).await
    }
}

fn gone() -> Error {
    Error::refuse(Code::Unauthenticated)
}
