//! A running desk with the people of the scenarios: Lin and Mei work cases, Wu and Zhao supervise, Gu audits, Root is the
//! admin; `core` is the system that files. Each comes when first called.

use std::sync::OnceLock;

use anyhow::Result;
use shared::role::Scope;
use tokio::sync::OnceCell;

use crate::caller::Caller;
use crate::database::{Database, Engine};
use crate::holdfast::{Holdfast, Setup};
use crate::scenario;

/// A desk.
pub struct Desk {
    /// The server.
    pub holdfast: Holdfast,
    people: [OnceCell<Caller>; PEOPLE.len()],
    core: OnceCell<Caller>,
}

const PEOPLE: [(&str, &str); 6] = [
    ("lin", "operator"),
    ("mei", "operator"),
    ("wu", "supervisor"),
    ("zhao", "supervisor"),
    ("gu", "auditor"),
    ("root", "admin"),
];

impl Desk {
    /// A desk of one's own, on an empty database.
    pub async fn open(engine: Engine) -> Result<Self> {
        Self::start(Holdfast::on(engine).await?)
    }

    /// A desk on what was set up, or on what a crash left.
    pub fn start(setup: Setup) -> Result<Self> {
        Ok(Self { holdfast: setup.start()?, people: Default::default(), core: OnceCell::new() })
    }

    /// The one desk of this process that scenarios share, each with its own cases.
    pub fn shared(engine: Engine) -> &'static Self {
        static SQLITE: OnceLock<Desk> = OnceLock::new();
        static POSTGRES: OnceLock<Desk> = OnceLock::new();
        let shared = match engine {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        let open = || scenario::block_on(async { Self::start(Holdfast::with(Database::left_behind(engine).await?)) });
        shared.get_or_init(|| open().unwrap_or_else(|error| panic!("no desk to share: {error:?}")))
    }

    /// Lin, an operator.
    pub async fn lin(&self) -> Result<Caller> {
        self.person(0).await
    }

    /// Mei, an operator.
    pub async fn mei(&self) -> Result<Caller> {
        self.person(1).await
    }

    /// Wu, a supervisor.
    pub async fn wu(&self) -> Result<Caller> {
        self.person(2).await
    }

    /// Zhao, a supervisor.
    pub async fn zhao(&self) -> Result<Caller> {
        self.person(3).await
    }

    /// Gu, the auditor.
    pub async fn gu(&self) -> Result<Caller> {
        self.person(4).await
    }

    /// Root, the admin.
    pub async fn root(&self) -> Result<Caller> {
        self.person(5).await
    }

    /// The system that files, with every scope.
    pub async fn core(&self) -> Result<Caller> {
        Ok(self.core.get_or_try_init(|| async { self.system("core", &Scope::ALL) }).await?.clone())
    }

    /// Another system, with those scopes. Its name must be new.
    pub fn system(&self, name: &str, scopes: &[Scope]) -> Result<Caller> {
        let scopes: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
        Caller::system(&self.holdfast.url(""), name, &self.holdfast.api_client(name, &scopes)?)
    }

    /// Nobody: no session, no key.
    pub fn nobody(&self) -> Result<Caller> {
        Caller::nobody(&self.holdfast.url(""))
    }

    async fn person(&self, index: usize) -> Result<Caller> {
        let (name, role) = PEOPLE[index];
        let arrive = async || Caller::signed_in(&self.holdfast.url(""), &self.holdfast.person(name, role)?).await;
        Ok(self.people[index].get_or_try_init(arrive).await?.clone())
    }
}
