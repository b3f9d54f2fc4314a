//! Setting a password by a one-time link.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::session::{SetupRequest, SetupView};
use shared::audit::{Action, Origin};
use shared::digest::Digest;

use crate::auth::password;
use crate::auth::token::Token;
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Attempts, SetupLinkRecord, Tx, UserRecord};

impl Desk {
    /// Whom a link is for.
    pub async fn setup_link(&self, token: &str) -> Result<SetupView, Error> {
        let digest = digest(token)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let link = tx.setup_link(digest).await?.ok_or_else(unknown)?;
        let user = tx.user(&link.user_name).await?.ok_or_else(unknown)?;
        require_usable(&link, &user, self.clock.now())?;
        Ok(SetupView { name: user.name, display_name: user.display_name, expires_at: link.expires_at })
    }

    /// Sets the password; the link is used up, and every session of the user ends.
    pub async fn set_up(self: &Arc<Self>, request: SetupRequest, origin: Origin) -> Result<(), Error> {
        let user_name = self.setup_link(&request.token).await?.name;
        password::require_strong("password", &request.password, &user_name)?;
        let password_hash = password::hash(&request.password, &*self.random).await?;
        self.execute(SetPassword { link: digest(&request.token)?, user_name, password_hash, origin }).await
    }
}

struct SetPassword {
    link: Digest,
    user_name: String,
    password_hash: String,
    origin: Origin,
}

impl Command for SetPassword {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let now = desk.clock.now();
        // The link is read behind the user's lock: of two who use it at once, one comes too late.
        let mut user = tx.user_for_update(&self.user_name).await?.ok_or_else(unknown)?;
        let link = tx.setup_link(self.link).await?.ok_or_else(unknown)?;
        require_usable(&link, &user, now)?;
        tx.end_setup_links(&user.name, now).await?;
        user.password_hash = Some(self.password_hash.clone());
        user.attempts = Attempts::default();
        tx.update_user(&user).await?;
        let ended = tx.end_sessions(&user.name, None, now).await?;
        let caller = Caller::person(&user, self.origin.clone());
        let happening = Happening::of(Action::UserPasswordSet, json!({ "by": "setup_link", "sessions_ended": ended }));
        trail::record(tx, &caller, now, Actor::User(user.name), happening).await
    }
}

fn digest(token: &str) -> Result<Digest, Error> {
    Token::read(token).map(|token| token.digest()).ok_or_else(unknown)
}

fn unknown() -> Error {
    Error::refuse(Code::NotFound)
}

fn require_usable(link: &SetupLinkRecord, user: &UserRecord, now: DateTime<Utc>) -> Result<(), Error> {
    let is_usable = link.ended_at.is_none() && now < link.expires_at && !user.disabled;
    if is_usable { Ok(()) } else { Err(Error::refuse(Code::LinkExpired)) }
}
