//! Who is signed in, as the server says; the browser holds no secret but the token that proves its requests are its own.

use leptos::prelude::*;
use shared::role::{Permission, Role};

/// The person at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The user name.
    pub name: String,
    /// The name that others see.
    pub display_name: String,
    /// What they are at the desk.
    pub roles: Vec<Role>,
    /// What unsafe requests must carry.
    pub csrf_token: String,
}

/// Whether somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not asked yet.
    Asking,
    /// Nobody is.
    Out,
    /// Somebody is.
    In(Reader),
}

/// The session handed down by context.
#[derive(Clone, Copy)]
pub struct Session(RwSignal<Standing>);

impl Default for Session {
    fn default() -> Self {
        Self(RwSignal::new(Standing::Asking))
    }
}

impl Session {
    /// Whether somebody is signed in; whoever asks is told when it changes.
    pub fn standing(self) -> Standing {
        self.0.get()
    }

    /// Takes note of who is signed in.
    pub fn set(self, standing: Standing) {
        if self.0.with_untracked(|known| *known != standing) {
            self.0.set(standing);
        }
    }

    /// The person at the desk.
    pub fn reader(self) -> Option<Reader> {
        self.0.with(|standing| match standing {
            Standing::In(reader) => Some(reader.clone()),
            Standing::Asking | Standing::Out => None,
        })
    }

    /// The user name of the person at the desk, empty where nobody is signed in.
    pub fn name(self) -> String {
        self.reader().map(|reader| reader.name).unwrap_or_default()
    }

    /// Whether the person at the desk may do something, by the one table.
    pub fn may(self, permission: Permission) -> bool {
        self.0.with(|standing| match standing {
            Standing::In(reader) => permission.is_given_to_roles(&reader.roles),
            Standing::Asking | Standing::Out => false,
        })
    }

    /// What unsafe requests must carry, asked once.
    pub fn csrf_token(self) -> Option<String> {
        self.0.with_untracked(|standing| match standing {
            Standing::In(reader) => Some(reader.csrf_token.clone()),
            Standing::Asking | Standing::Out => None,
        })
    }
}

/// The session handed down by context.
pub fn use_session() -> Session {
    expect_context()
}
