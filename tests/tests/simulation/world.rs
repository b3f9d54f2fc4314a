//! The world of one run: a desk in this process with what it does by itself, its clock, its people and systems, and chance.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration as RealDuration;

use anyhow::{Context, Result};
use chrono::{DateTime, Duration, Utc};
use clap::Parser;
use server::app::App;
use server::auth::password;
use server::caller::Caller as DeskCaller;
use server::channels::follow_up::Line;
use server::config::Config;
use server::desk::Desk;
use server::desk::channels::seed_channels::SeedChannels;
use server::desk::clients::make_client::MakeClient;
use server::desk::people::make_user::MakeUserWithPassword;
use server::http;
use server::http::listen::{self, Limits};
use server::jobs::Runner;
use server::random::SeededRandom;
use server::webhooks::{Reach, Sender};
use shared::api::clients::NewClientRequest;
use shared::api::users::NewUserRequest;
use shared::channel::ChannelProfile;
use shared::clock::{Clock, ManualClock};
use shared::role::{Role, Scope};
use tests::caller::Failure;
use tests::holdfast::Person;
use tests::invariants::{self, Proofs};
use tests::{Caller, Database, Dice, Engine};
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;

use super::accounting::Accounting;
use super::book::Book;
use super::channel::Channels;
use super::endpoints::Endpoints;
use super::sabotage::Sabotage;

/// Who works here: two operators and two supervisors.
pub const PEOPLE: [(&str, Role); 4] =
    [("lin", Role::Operator), ("mei", Role::Operator), ("wu", Role::Supervisor), ("zhao", Role::Supervisor)];
/// The admin, who works no cases.
const ROOT: &str = "root";
/// When the world begins.
const BEGINS: &str = "2026-03-02T01:00:00Z";
/// How long a receiver of webhooks is waited for: nobody here takes the fifteen seconds that it has in life.
const PATIENCE: RealDuration = RealDuration::from_millis(150);
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
    pub accounting: Accounting,
    pub endpoints: Endpoints,
    /// What the desk does by itself, on two servers.
    pub runners: [Arc<Runner>; 2],
    root: Caller,
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
        let settings = ["simulation", "--webhooks-allow-private", "--database", database.url()];
        let settings = Settings::try_parse_from(settings)?;
        let clock = Arc::new(ManualClock::at(BEGINS.parse()?));
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
            people.push(arrive(&desk, &base, name, role).await?);
        }
        let root = arrive(&desk, &base, ROOT, Role::Admin).await?;
        let endpoints = Endpoints::made_by(&root).await?;
        let runner = || {
            let sender = Sender::reaching(Reach::Anywhere).within(PATIENCE);
            Runner::new(Arc::clone(&desk), Line::default(), sender)
        };
        let runners = [runner(), runner()];
        Ok(Self {
            dice: Dice::new(seed),
            channels: Channels::default(),
            book: Book::default(),
            sabotage,
            system,
            people,
            accounting: Accounting::default(),
            endpoints,
            runners,
            root,
            base,
            clock,
            desk,
            database,
            serving,
        })
    }

    /// Lives through so many turns, and comes to rest.
    pub async fn live(&mut self, turns: usize) -> Result<()> {
        for turn in 0..turns {
            self.book.turn(turn, self.now());
            if self.sabotage.is_on() && self.dice.once_in(4) {
                self.fail_store().await?;
            }
            let happened = match self.dice.below(44) {
                0..5 => self.file().await,
                5..8 => self.hear_from_channel().await,
                8..11 => self.tell().await,
                11..20 => self.work().await,
                20..28 => self.see_through().await,
                28 | 29 => self.race().await,
                30 => self.work_in_haste().await,
                31..34 => self.account().await,
                34..37 => self.run_jobs().await,
                37 | 38 => self.administer().await,
                39 | 40 => self.rule().await,
                41 | 42 => self.move_clock(),
                _ => self.fail_store().await,
            };
            happened.with_context(|| self.history())?;
        }
        self.sabotage.end(&self.database).await?;
        self.come_to_rest().await.with_context(|| self.history())
    }

    /// When it began.
    pub fn began(&self) -> DateTime<Utc> {
        BEGINS.parse().unwrap_or_default()
    }

    /// So much time passes.
    pub fn pass(&self, by: Duration) {
        self.clock.set(self.now() + by);
    }

    /// Its database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The admin, signed in: again where the time has run out.
    pub async fn root(&mut self) -> Result<&Caller> {
        let answer = self.root.get::<serde_json::Value>("/session").await;
        if matches!(&answer, Err(Failure::Refused(problem)) if problem.status == 401)
            && let Ok(root) = sign_in(&self.base, ROOT).await
        {
            self.root = root;
        }
        Ok(&self.root)
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
        self.pass(by);
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
        found.extend(self.accounting.faults(&self.database).await?);
        found.extend(self.endpoints.faults(&self.database).await?);
        found.extend(self.faults_of_export(&self.database).await?);
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

/// Somebody new comes, and signs in.
async fn arrive(desk: &Arc<Desk>, base: &str, name: &str, role: Role) -> Result<Caller> {
    let user = NewUserRequest { name: name.into(), display_name: name.into(), roles: vec![role] };
    let (caller, password_hash) = (DeskCaller::command_line(), password_hash().await?);
    desk.execute(MakeUserWithPassword { caller, user, password_hash }).await?;
    sign_in(base, name).await
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
