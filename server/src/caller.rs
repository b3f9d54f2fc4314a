//! Who calls, what they may do, and from where.

use shared::actor::Actor;
use shared::api::problem::Code;
use shared::audit::Origin;
use shared::role::{Permission, Role, Scope};

use crate::error::Error;
use crate::store::UserRecord;

/// Whoever a request or a command comes from, already known for certain.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// A person's roles.
    pub roles: Vec<Role>,
    /// A client's scopes.
    pub scopes: Vec<Scope>,
    /// From where, for the trail.
    pub origin: Origin,
}

impl Caller {
    /// The command line: whoever may run it may read and write the database anyhow. It manages people and API clients;
    /// cases it leaves alone.
    pub fn command_line() -> Self {
        let origin = Origin { address: Some("cli".to_owned()), request_id: None };
        Self { actor: Actor::Desk, roles: vec![Role::Admin], scopes: vec![], origin }
    }

    /// A person who has proven who they are.
    pub fn person(user: &UserRecord, origin: Origin) -> Self {
        Self { actor: Actor::User(user.name.clone()), roles: user.roles.clone(), scopes: vec![], origin }
    }

    /// The desk itself, without any permission: for what follows from rules, and for what nobody is known to have done.
    pub fn nobody() -> Self {
        Self { actor: Actor::Desk, roles: vec![], scopes: vec![], origin: Origin::default() }
    }

    /// Whether the one table gives this permission.
    pub fn may(&self, permission: Permission) -> bool {
        permission.is_given_to_roles(&self.roles) || permission.is_given_to_scopes(&self.scopes)
    }

    /// Refuses whoever lacks the permission.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) { Ok(()) } else { Err(Error::refuse(Code::Forbidden)) }
    }

    /// The user name; only people do what asks for it.
    pub fn user(&self) -> Result<&str, Error> {
        self.actor.user().ok_or_else(|| Error::refuse(Code::Forbidden))
    }
}

impl Caller {
    /// The desk itself, acting upon what this caller did, from where this caller did it.
    pub fn by_the_desk(&self) -> Self {
        Self { actor: Actor::Desk, ..self.clone() }
    }
}
