//! The world of one run: a desk in this process, its clock, its people and systems, and chance.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, Duration, Utc};
use clap::Parser;
use server::app::App;
use server::auth::password;
use server::caller::Caller as DeskCaller;
use server::config::Config;
use server::desk::Desk;
use server::desk::channels::seed_channels::SeedChannels;
use server::desk::clients::make_client::MakeClient;
use server::desk::people::make_user::MakeUserWithPassword;
use server::http;
use server::http::listen::{self, Limits};
use server::random::SeededRandom;
use shared::api::clients::NewClientRequest;
use shared::api::users::NewUserRequest;
use shared::channel::ChannelProfile;
use shared::clock::{Clock, ManualClock};
use shared::role::{Role, Scope};
use tests::holdfast::Person;
use tests::invariants::{self, Proofs};
use tests::{Caller, Database, Dice, Engine};
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;

use super::book::Book;
use super::channel::Channels;
use super::sabotage::Sabotage;

/// Who works here: two operators and two supervisors.
pub const PEOPLE: [(&str, Role); 4] =
    [("lin", Role::Operator), ("mei", Role::Operator), ("wu", Role::Supervisor), ("zhao", Role::Supervisor)];
const PASSWORD: &str = "holds fast to unknown";

/// One run.
pub struct World {
    pub dice: Dice,
    pub channels: Channels,
    pub book: Book,
    pub sabotage: Sabotage,
    pub system: Caller,
    /// Whoever is signed in, in the order of [`PEOPLE`].
    pub people: Vec<Caller>,
    base: String,
    clock: Arc<ManualClock>,
    desk: Arc<Desk>,
    database: Database,
    serving: JoinHandle<()>,
}

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

impl World {
    /// A world with nothing in it, whose channels are described so.
    pub async fn open(engine: Engine, seed: u64, profiles: Vec<ChannelProfile>) -> Result<Self> {
        let database = Database::new(engine).await?;
        let settings = Settings::try_parse_from(["simulation", "--database", database.url()])?;
        let clock = Arc::new(ManualClock::at("2026-03-02T01:00:00Z".parse()?));
        let mut app = App::open(settings.config).await?.by_clock(clock.clone());
        let desk = Arc::get_mut(&mut app.desk).context("nobody else has the desk yet")?;
        desk.random = Arc::new(SeededRandom::new(seed));
        let desk = Arc::clone(&app.desk);
        // As a newer program would bring them: over those that this one brought.
        let profiles = profiles.into_iter().map(|profile| ChannelProfile { version: profile.version + 1, ..profile });
        desk.execute(SeedChannels { profiles: profiles.collect() }).await?;
        let sabotage = Sabotage::prepare(&database).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let router = http::router(Arc::new(app));
        let serving = tokio::spawn(listen::serve(listener, router, Limits::default(), pending()));
        let system = system(&desk, &base).await?;
        let mut people = Vec::new();
        for (name, role) in PEOPLE {
            let user = NewUserRequest { name: name.into(), display_name: name.into(), roles: vec![role] };
            let (caller, password_hash) = (DeskCaller::command_line(), password_hash().await?);
            desk.execute(MakeUserWithPassword { caller, user, password_hash }).await?;
            people.push(sign_in(&base, name).await?);
        }
        let (dice, channels, book) = (Dice::new(seed), Channels::default(), Book::default());
        Ok(Self { dice, channels, book, sabotage, system, people, base, clock, desk, database, serving })
    }

    /// Lives through so many turns.
    pub async fn live(&mut self, turns: usize) -> Result<()> {
        for turn in 0..turns {
            self.book.turn(turn, self.now());
            if self.sabotage.is_on() && self.dice.once_in(4) {
                self.fail_store().await?;
            }
            let happened = match self.dice.below(20) {
                0..4 => self.file().await,
                4..9 => self.hear_from_channel().await,
                9..15 => self.work().await,
                15 | 16 => self.race().await,
                17 => self.move_clock(),
                18 => self.fail_store().await,
                _ => self.work_in_haste().await,
            };
            happened.with_context(|| self.history())?;
        }
        self.sabotage.end(&self.database).await
    }

    /// What happened so far, to understand a failure by.
    pub fn history(&self) -> String {
        self.book.history()
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Mostly on, sometimes far, now and then back, as clocks of machines are put right.
    fn move_clock(&mut self) -> Result<()> {
        let by = match self.dice.below(8) {
            0 => Duration::hours(1 + self.dice.below(100) as i64),
            1 => -Duration::seconds(1 + self.dice.below(50) as i64),
            2 if self.dice.once_in(2) => -Duration::seconds(1 + self.dice.below(600) as i64),
            _ => Duration::minutes(1 + self.dice.below(50) as i64),
        };
        self.clock.set(self.now() + by);
        self.book.note(format!("the clock moves by {by}"));
        Ok(())
    }

    /// The store begins to fail, or stops to.
    async fn fail_store(&mut self) -> Result<()> {
        let told = self.sabotage.change(&self.database, &mut self.dice).await?;
        self.book.note(told);
        Ok(())
    }

    /// Signs in again whoever was idle for too long.
    pub async fn sign_in(&mut self, person: usize) -> Result<()> {
        self.people[person] = sign_in(&self.base, PEOPLE[person].0).await?;
        Ok(())
    }

    /// Runs a statement past the desk, as someone with the database's password could.
    pub async fn tamper(&self, statement: &str) -> Result<()> {
        Ok(self.database.execute(statement).await?)
    }

    /// How much happened, by what.
    pub async fn life(&self) -> Result<BTreeMap<&'static str, usize>> {
        self.book.life(&self.database).await
    }

    /// Everything that does not hold.
    pub async fn broken(&self) -> Result<Vec<String>> {
        let proofs = Proofs::Only(self.channels.proofs_of_non_payment.clone());
        let mut found = invariants::broken(&self.database, &proofs).await?;
        found.extend(self.book.broken(&self.database).await?);
        found.extend(self.desk.verify_trail().await?.faults);
        Ok(found)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn system(desk: &Arc<Desk>, base: &str) -> Result<Caller> {
    let client = NewClientRequest {
        name: "core".to_owned(),
        scopes: Scope::ALL.to_vec(),
        allowlist: vec![],
        rate_per_minute: 1_000_000,
    };
    let made = desk.execute(MakeClient { caller: DeskCaller::command_line(), client }).await?;
    Ok(Caller::nobody(base)?.with("authorization", &format!("Bearer {}", made.key)))
}

async fn sign_in(base: &str, name: &str) -> Result<Caller> {
    Caller::signed_in(base, &Person { name: name.to_owned(), password: PASSWORD.to_owned() }).await
}

/// All have the same password, hashed once: hashing takes long on purpose.
async fn password_hash() -> Result<String> {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH.get_or_try_init(|| async { password::hash(PASSWORD, &SeededRandom::new(1)).await });
    Ok(hash.await?.clone())
}
