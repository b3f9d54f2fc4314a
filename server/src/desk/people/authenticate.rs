//! Who calls, by what they bring: a session's token or a client's key.
//!
//! The rule here: the database is asked every time, so what was ended, revoked or disabled is refused at once.

use std::net::IpAddr;
use std::sync::Arc;

use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::session::SessionView;
use shared::audit::Origin;
use shared::role::Permission;

use super::sign_in::view;
use crate::auth::allowlist;
use crate::auth::key::Key;
use crate::auth::session::{is_alive, is_due};
use crate::auth::token::Token;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{KeyOfClient, SessionOfUser, Tx};

/// A person who is signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// Who.
    pub caller: Caller,
    /// The session's number.
    pub session: i64,
    /// The session as its holder sees it.
    pub view: SessionView,
}

/// Whether a person is at work with what they have open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attended {
    /// They are.
    Yes,
    /// The page asks by itself.
    No,
}

/// An API client that calls.
pub struct CallingClient {
    /// Which.
    pub caller: Caller,
    /// Its name.
    pub name: String,
    /// How often it may call.
    pub rate_per_minute: u32,
}

impl Desk {
    /// Whose session a token opens. A person who only has a page open does not use the session by that: unattended, it ends
    /// like any that nobody uses.
    pub async fn signed_in(
        self: &Arc<Self>,
        token: &Token,
        origin: Origin,
        attended: Attended,
    ) -> Result<SignedIn, Error> {
        let found = self.live_session(token).await?.ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
        if attended == Attended::Yes && is_due(Some(found.session.last_seen_at), self.clock.now()) {
            self.note(Used::Session(found.session.id)).await;
        }
        Ok(SignedIn {
            caller: Caller::person(&found.user, origin),
            session: found.session.id,
            view: view(&found.user, token, found.session.expires_at),
        })
    }

    /// Whether a token opens a session of someone who may read cases.
    pub async fn admits_session(&self, token: &Token) -> Result<bool, Error> {
        let found = self.live_session(token).await?;
        Ok(found.is_some_and(|found| Permission::ReadCases.is_given_to_roles(&found.user.roles)))
    }

    async fn live_session(&self, token: &Token) -> Result<Option<SessionOfUser>, Error> {
        let mut glance = self.store.glance().await?;
        let found = glance.tx().session_by_token(token.digest()).await?;
        glance.keep();
        let now = self.clock.now();
        Ok(found.filter(|found| is_alive(&found.session, now) && !found.user.disabled))
    }

    /// Which client a key belongs to.
    pub async fn calling_client(
        self: &Arc<Self>,
        key: &Key,
        address: Option<IpAddr>,
        origin: Origin,
    ) -> Result<CallingClient, Error> {
        let found = self.live_key(key).await?.ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
        let now = self.clock.now();
        if !allowlist::allows(&found.client.allowlist, address) {
            return Err(Error::refuse(Code::AddressNotAllowed));
        }
        if is_due(found.key.last_used_at, now) {
            self.note(Used::Key(found.key.id)).await;
        }
        let client = found.client;
        let actor = Actor::Client(client.name.clone());
        Ok(CallingClient {
            caller: Caller { actor, roles: vec![], scopes: client.scopes, origin },
            name: client.name,
            rate_per_minute: client.rate_per_minute.unsigned_abs(),
        })
    }

    /// Whether a key is that of a client which may read cases, from where it is used.
    pub async fn admits_key(self: &Arc<Self>, key: &Key, address: Option<IpAddr>) -> Result<bool, Error> {
        let found = self.live_key(key).await?.map(|found| found.client);
        Ok(found.is_some_and(|client| {
            allowlist::allows(&client.allowlist, address) && Permission::ReadCases.is_given_to_scopes(&client.scopes)
        }))
    }

    async fn live_key(self: &Arc<Self>, key: &Key) -> Result<Option<KeyOfClient>, Error> {
        let found = self.key_of_client(key.id()).await?;
        let now = self.clock.now();
        Ok(found.filter(|found| key.opens(&found.key, now) && !found.client.disabled))
    }

    /// Notes the use; that it could not be noted keeps nobody from working.
    async fn note(self: &Arc<Self>, used: Used) {
        if let Err(error) = self.execute(used).await {
            tracing::warn!(%error, "the use of a session or key could not be noted");
        }
    }
}

enum Used {
    Session(i64),
    Key(String),
}

impl Command for Used {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let now = desk.clock.now();
        match self {
            Self::Session(id) => tx.touch_session(*id, now).await?,
            Self::Key(id) => tx.touch_key(id, now).await?,
        }
        Ok(())
    }
}
