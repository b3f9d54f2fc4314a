//! Who is signed in, as the server says; the browser holds no secret but the token that proves its requests are its own.

use leptos::prelude::*;
use shared::api::session::SessionView;
use shared::role::Permission;

/// Whether somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not asked yet.
    Asking,
    /// Nobody is.
    Out,
    /// Somebody is.
    In(SessionView),
}

/// Whether somebody is signed in, and who, without what changes while they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not asked yet.
    Asking,
    /// Nobody is.
    Out,
    /// The user of that name is.
    In(String),
}

/// The session handed down by context.
#[derive(Clone, Copy)]
pub struct Session {
    standing: RwSignal<Standing>,
    /// Whether the session has ended while the reader was at work: they sign in again over the page, and lose nothing.
    lapsed: RwSignal<bool>,
}

impl Default for Session {
    fn default() -> Self {
        Self { standing: RwSignal::new(Standing::Asking), lapsed: RwSignal::new(false) }
    }
}

impl Session {
    /// Whether somebody is signed in; whoever asks is told when it changes.
    pub fn standing(self) -> Standing {
        self.standing.get()
    }

    /// Whether somebody is signed in, and who.
    pub fn kind(self) -> Kind {
        self.standing.with(|standing| match standing {
            Standing::Asking => Kind::Asking,
            Standing::Out => Kind::Out,
            Standing::In(reader) => Kind::In(reader.name.clone()),
        })
    }

    /// Whether it was asked already; asked once.
    pub fn is_known(self) -> bool {
        self.standing.with_untracked(|standing| *standing != Standing::Asking)
    }

    /// Whether the session has ended while the reader was at work.
    pub fn lapsed(self) -> RwSignal<bool> {
        self.lapsed
    }

    /// Takes note that the session has ended.
    pub fn lapse(self) {
        match self.standing.with_untracked(|standing| matches!(standing, Standing::In(_))) {
            true => self.lapsed.set(true),
            false => self.set(Standing::Out),
        }
    }

    /// Takes note of who is signed in.
    pub fn set(self, standing: Standing) {
        self.lapsed.set(false);
        if self.standing.with_untracked(|known| *known != standing) {
            self.standing.set(standing);
        }
    }

    /// The person at the desk.
    pub fn reader(self) -> Option<SessionView> {
        self.standing.with(|standing| match standing {
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
        self.standing.with(|standing| match standing {
            Standing::In(reader) => permission.is_given_to_roles(&reader.roles),
            Standing::Asking | Standing::Out => false,
        })
    }

    /// What unsafe requests must carry, asked once.
    pub fn csrf_token(self) -> Option<String> {
        self.standing.with_untracked(|standing| match standing {
            Standing::In(reader) => Some(reader.csrf_token.clone()),
            Standing::Asking | Standing::Out => None,
        })
    }
}

/// The session handed down by context.
pub fn use_session() -> Session {
    expect_context()
}
