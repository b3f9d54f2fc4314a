//! People and API clients, below HTTP, on both engines.

mod clients;
mod http;
mod passwords;
mod sessions;
mod users;

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use server::auth::password;
use server::auth::token::Token;
use server::caller::Caller;
use server::desk::Desk;
use server::desk::people::authenticate::{Attended, SignedIn};
use server::desk::people::make_user::MakeUserWithPassword;
use server::desk::people::sign_in::{SignIn, StartedSession};
use server::error::Error;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::users::{NewUserRequest, UserView};
use shared::audit::Origin;
use shared::role::Role;

const PASSWORD: &str = "correct horse battery";
const ADDRESS: &str = "192.0.2.7";

/// A person without a session, as the rules see them.
fn person(name: &str, roles: &[Role]) -> Caller {
    Caller { actor: Actor::User(name.to_owned()), roles: roles.to_vec(), scopes: vec![], origin: origin() }
}

fn origin() -> Origin {
    Origin { address: Some(ADDRESS.to_owned()), request_id: Some("r1".to_owned()) }
}

fn new_user(name: &str, roles: &[Role]) -> NewUserRequest {
    NewUserRequest { name: name.to_owned(), display_name: format!("{name} 林"), roles: roles.to_vec() }
}

/// Makes a user whose password is [`PASSWORD`].
async fn user(desk: &Arc<Desk>, name: &str, roles: &[Role]) -> Result<UserView> {
    let password_hash = password::hash(PASSWORD, &*desk.random).await?;
    let (caller, user) = (Caller::command_line(), new_user(name, roles));
    Ok(desk.execute(MakeUserWithPassword { caller, user, password_hash }).await?)
}

async fn sign_in(desk: &Arc<Desk>, name: &str, password: &str) -> Result<StartedSession, Error> {
    let user_agent = Some("a browser".to_owned());
    let (name, password) = (name.to_owned(), password.to_owned());
    desk.sign_in(SignIn { name, password, origin: origin(), user_agent }).await
}

async fn whose(desk: &Arc<Desk>, token: &Token) -> Result<SignedIn, Error> {
    desk.signed_in(token, origin(), Attended::Yes).await
}

/// The code of a refusal.
fn refused<T>(outcome: Result<T, Error>) -> Result<Code> {
    match outcome {
        Ok(_) => bail!("it was not refused"),
        Err(Error::Refused(refused)) => Ok(refused.code),
        Err(error) => Err(error).context("it failed"),
    }
}

/// How many outcomes of a race are good; the others must be refused with that code.
fn winners<T>(outcomes: Vec<Result<T, Error>>, otherwise: Code) -> Result<usize> {
    let mut good = 0;
    for outcome in outcomes {
        match outcome {
            Ok(_) => good += 1,
            refusal => assert_eq!(refused(refusal)?, otherwise),
        }
    }
    Ok(good)
}
