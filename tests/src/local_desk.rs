//! A desk inside the test's own process: on a database of its own, with a clock that is moved by hand.

use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use server::channels::{self, Channels};
use server::desk::Desk;
use server::desk::channels::seed_channels::SeedChannels;
use server::random::SystemRandom;
use server::store::Store;
use shared::channel::ChannelProfile;
use shared::clock::ManualClock;

use crate::database::{Database, Engine};

/// A desk, its database and its clock.
pub struct LocalDesk {
    /// The desk.
    pub desk: Arc<Desk>,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    database: Database,
}

impl LocalDesk {
    /// A desk on an empty database of that engine.
    pub async fn on(engine: Engine) -> Result<Self> {
        Self::with(engine, channels::built_in()).await
    }

    /// A desk that knows these channels.
    pub async fn with(engine: Engine, channels: Vec<ChannelProfile>) -> Result<Self> {
        let database = Database::new(engine).await?;
        Store::open(database.url()).await?.migrate().await?;
        let clock = Arc::new(ManualClock::at(DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000)));
        let desk = open(&database, &clock, channels).await?;
        Ok(Self { desk, clock, database })
    }

    /// Another server on the same database, by the same clock, that knows these channels.
    pub async fn beside(&self, channels: Vec<ChannelProfile>) -> Result<Arc<Desk>> {
        open(&self.database, &self.clock, channels).await
    }

    /// Runs a statement past the desk, as someone with the database's password could.
    pub async fn sql(&self, statement: &str) -> sqlx::Result<()> {
        self.database.execute(statement).await
    }

    /// The first column of a query past the desk.
    pub async fn texts(&self, query: &str) -> sqlx::Result<Vec<String>> {
        self.database.texts(query).await
    }
}

async fn open(database: &Database, clock: &Arc<ManualClock>, channels: Vec<ChannelProfile>) -> Result<Arc<Desk>> {
    let desk = Arc::new(Desk {
        store: Store::open(database.url()).await?,
        clock: clock.clone(),
        random: Arc::new(SystemRandom),
        channels: Channels::default(),
        policies: Default::default(),
        calendar: Arc::new(server::calendars::built_in()),
        numbers: Default::default(),
        filing_lane: Default::default(),
        key_lane: Default::default(),
    });
    desk.execute(SeedChannels { profiles: channels }).await?;
    Ok(desk)
}
