//! One's own sessions, and ending them; signing out is ending the one that asks.

use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::session::{SessionList, SessionRow};
use shared::audit::Action;

use crate::auth::session::is_alive;
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Ends a session of the caller's.
pub struct EndSession {
    /// Who asks.
    pub caller: Caller,
    /// The session's number.
    pub id: i64,
}

impl Command for EndSession {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let (user, now) = (self.caller.user()?, desk.clock.now());
        if !tx.end_session(user, self.id, now).await? {
            return Err(Error::refuse(Code::NotFound));
        }
        let happening = Happening::of(Action::SessionEnded, json!({ "session": self.id }));
        trail::record(tx, &self.caller, now, Actor::User(user.to_owned()), happening).await
    }
}

impl Desk {
    /// Where the caller is signed in, the newest first; `current` is the session that asks.
    pub async fn sessions(&self, caller: &Caller, current: i64) -> Result<SessionList, Error> {
        let sessions = self.store.reader().await?.tx().open_sessions(caller.user()?).await?;
        let now = self.clock.now();
        let alive = sessions.into_iter().filter(|session| is_alive(session, now));
        let items = alive.map(|session| SessionRow {
            id: session.id,
            started_at: session.started_at,
            last_seen_at: session.last_seen_at,
            address: session.address,
            user_agent: session.user_agent,
            current: session.id == current,
        });
        Ok(SessionList { items: items.collect() })
    }
}
