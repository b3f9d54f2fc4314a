//! Signing in.
//!
//! Checking a password takes long, so it is done before the transaction; the transaction then looks again at what may
//! have changed meanwhile: the lock, the password, the user's standing.

use std::sync::Arc;

use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::session::SessionView;
use shared::audit::{Action, Origin};
use shared::digest::Digest;

use super::note_failed_attempt::NoteFailedAttempt;
use crate::auth::session::AGE_MAX;
use crate::auth::token::Token;
use crate::auth::{lockout, password};
use crate::caller::Caller;
use crate::desk::faults::is_name;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Attempts, NewSession, Tx, UserRecord};

/// An attempt to sign in.
pub struct SignIn {
    /// The user name.
    pub name: String,
    /// The password.
    pub password: String,
    /// From where.
    pub origin: Origin,
    /// With which browser.
    pub user_agent: Option<String>,
}

/// A session that began.
pub struct StartedSession {
    /// What opens it: for its holder alone.
    pub token: Token,
    /// The session.
    pub view: SessionView,
}

impl Desk {
    /// Signs in. A wrong name and a wrong password answer the same, after the same time, and lock the same.
    pub async fn sign_in(self: &Arc<Self>, attempt: SignIn) -> Result<StartedSession, Error> {
        let Tried { user, attempts } = tried(self.store.reader().await?.tx(), &attempt.name).await?;
        lockout::require_unlocked(&attempts, self.clock.now())?;
        let password_hash = user.as_ref().filter(|user| !user.disabled).and_then(|user| user.password_hash.clone());
        let is_right = password::verify(&attempt.password, password_hash.clone()).await?;
        if is_right && let Some(password_hash) = password_hash {
            return self.execute(StartSession { attempt, password_hash }).await;
        }
        if user.is_none() {
            tracing::info!(address = attempt.origin.address, "an unknown user name was tried");
        }
        self.execute(NoteFailedAttempt { name: attempt.name, origin: attempt.origin }).await?;
        Err(Error::refuse(Code::WrongCredentials))
    }
}

/// What is known of the name that someone signs in with.
struct Tried {
    user: Option<UserRecord>,
    attempts: Attempts,
}

async fn tried(mut tx: Tx<'_>, name: &str) -> Result<Tried, Error> {
    let user = if is_name(name) { tx.user(name).await? } else { None };
    let attempts = match &user {
        Some(user) => user.attempts,
        None => tx.attempts_with_unknown_name(Digest::of(name.as_bytes())).await?.unwrap_or_default(),
    };
    Ok(Tried { user, attempts })
}

struct StartSession {
    attempt: SignIn,
    /// What the password was checked against.
    password_hash: String,
}

impl Command for StartSession {
    type Outcome = StartedSession;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<StartedSession, Error> {
        let now = desk.clock.now();
        let wrong = || Error::refuse(Code::WrongCredentials);
        let mut user = tx.user_for_update(&self.attempt.name).await?.ok_or_else(wrong)?;
        lockout::require_unlocked(&user.attempts, now)?;
        if user.disabled || user.password_hash.as_ref() != Some(&self.password_hash) {
            return Err(wrong());
        }
        user.attempts = Attempts::default();
        user.last_sign_in_at = Some(now);
        tx.update_user(&user).await?;
        let token = Token::new(&*desk.random);
        let session = NewSession {
            token: token.digest(),
            user_name: user.name.clone(),
            started_at: now,
            expires_at: now + AGE_MAX,
            address: self.attempt.origin.address.clone(),
            user_agent: self.attempt.user_agent.clone(),
        };
        let id = tx.insert_session(&session).await?;
        let caller = Caller::person(&user, self.attempt.origin.clone());
        let happening = Happening::of(Action::SessionStarted, json!({ "session": id }));
        trail::record(tx, &caller, now, Actor::User(user.name.clone()), happening).await?;
        let view = view(&user, &token, session.expires_at);
        Ok(StartedSession { token, view })
    }
}

/// A session as its holder sees it.
pub(super) fn view(user: &UserRecord, token: &Token, expires_at: chrono::DateTime<chrono::Utc>) -> SessionView {
    use shared::role::Permission;

    let given = |permission: &Permission| permission.is_given_to_roles(&user.roles);
    SessionView {
        name: user.name.clone(),
        display_name: user.display_name.clone(),
        roles: user.roles.clone(),
        permissions: Permission::ALL.into_iter().filter(given).collect(),
        csrf_token: token.csrf(),
        expires_at,
    }
}
