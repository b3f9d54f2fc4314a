//! Making a one-time link by which a user sets a password: the first one, or a new one for who has forgotten it.

use chrono::Duration;
use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::users::SetupLinkView;
use shared::audit::Action;
use shared::role::Permission;

use super::read_users::view;
use crate::auth::token::Token;
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{Tx, UserRecord};

/// How long a link can be used.
const LINK_LIFE: Duration = Duration::hours(24);

/// Makes a link for a user; the ones before it end.
pub struct MakeSetupLink {
    /// Who asks.
    pub caller: Caller,
    /// For whom.
    pub name: String,
}

impl Command for MakeSetupLink {
    type Outcome = SetupLinkView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<SetupLinkView, Error> {
        self.caller.require(Permission::ManageUsers)?;
        let user = tx.user_for_update(&self.name).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        tx.end_setup_links(&user.name, desk.clock.now()).await?;
        make_link(tx, desk, &self.caller, &user).await
    }
}

/// Makes a link, in the transaction at hand. Only its digest is kept.
pub(super) async fn make_link(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    user: &UserRecord,
) -> Result<SetupLinkView, Error> {
    let token = Token::new(&*desk.random);
    let now = desk.clock.now();
    let expires_at = now + LINK_LIFE;
    tx.insert_setup_link(token.digest(), &user.name, now, expires_at).await?;
    let happening = Happening::of(Action::UserSetupLinkMade, json!({ "expires_at": expires_at }));
    trail::record(tx, caller, now, Actor::User(user.name.clone()), happening).await?;
    Ok(SetupLinkView { user: view(user, now), path: format!("/setup/{}", token.text()), expires_at })
}
