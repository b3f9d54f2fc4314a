//! Who calls, by what they bring: a session's token or a client's key.
//!
//! The rule here: the database is asked every time, so what was ended, revoked or disabled is refused at once.

use std::net::IpAddr;
use std::sync::Arc;

use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::session::SessionView;
use shared::audit::Origin;

use super::sign_in::view;
use crate::auth::allowlist;
use crate::auth::key::Key;
use crate::auth::session::{is_alive, is_due};
use crate::auth::token::Token;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

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
    /// Whose session a token opens.
    pub async fn signed_in(self: &Arc<Self>, token: &Token, origin: Origin) -> Result<SignedIn, Error> {
        let found = self.store.reader().await?.tx().session_by_token(token.digest()).await?;
        let now = self.clock.now();
        let found = found.filter(|found| is_alive(&found.session, now) && !found.user.disabled);
        let found = found.ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
        if is_due(Some(found.session.last_seen_at), now) {
            self.note(Used::Session(found.session.id)).await;
        }
        Ok(SignedIn {
            caller: Caller::person(&found.user, origin),
            session: found.session.id,
            view: view(&found.user, token, found.session.expires_at),
        })
    }

    /// Which client a key belongs to.
    pub async fn calling_client(
        self: &Arc<Self>,
        key: &Key,
        address: Option<IpAddr>,
        origin: Origin,
    ) -> Result<CallingClient, Error> {
        let found = self.store.reader().await?.tx().key_of_client(key.id()).await?;
        let now = self.clock.now();
        let found = found.filter(|found| key.opens(&found.key, now) && !found.client.disabled);
        let found = found.ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
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
