//! What every request works with, put together once.

use std::sync::Arc;

use shared::clock::Clock;

use crate::auth::rates::Rates;
use crate::calendars;
use crate::channels::{self, Channels};
use crate::clock::SystemClock;
use crate::config::{Config, Database};
use crate::desk::Desk;
use crate::desk::cases::numbers::Numbers;
use crate::desk::channels::seed_channels::SeedChannels;
use crate::desk::lane::Lane;
use crate::desk::policies::seed_policy::SeedPolicy;
use crate::error::Error;
use crate::live::Live;
use crate::policies::Policies;
use crate::random::SystemRandom;
use crate::store::StoreError;

/// The desk, and how it is served.
pub struct App {
    /// What can be done.
    pub desk: Arc<Desk>,
    /// The settings.
    pub config: Config,
    /// How often each API client has called.
    pub rates: Rates,
    /// Where those who listen are told what happens.
    pub live: Arc<Live>,
}

impl App {
    /// The desk on the database that the settings name, its schema up to date.
    pub async fn open(config: Config) -> Result<Self, StoreError> {
        let app = Self::unseeded(config).await?;
        app.seed().await?;
        Ok(app)
    }

    /// The same without what the program brings along: the demo brings it as of another time.
    pub async fn unseeded(config: Config) -> Result<Self, StoreError> {
        let mut desk = open_desk(&config.database).await?;
        if let Some(working_days) = &config.working_days {
            Arc::make_mut(&mut desk.calendar).extend(working_days.clone());
        }
        Ok(Self { desk: Arc::new(desk), config, rates: Rates::default(), live: Arc::default() })
    }

    /// Brings the channels and the policy that come with the program, where the desk has none or older ones of the program's.
    pub async fn seed(&self) -> Result<(), StoreError> {
        let seeded = |table: &'static str| {
            move |error| match error {
                Error::Store(error) => error,
                refused => StoreError::bad_data(table, "built-in", refused),
            }
        };
        let channels = SeedChannels { profiles: channels::built_in() };
        self.desk.execute(channels).await.map_err(seeded("channel_versions"))?;
        self.desk.execute(SeedPolicy).await.map_err(seeded("policy_versions"))?;
        Ok(())
    }

    /// The same desk by another clock: for the demo, which lives through days before it serves.
    pub fn by_clock(&self, clock: Arc<dyn Clock>) -> Self {
        let desk = Desk {
            store: self.desk.store.clone(),
            clock,
            random: Arc::clone(&self.desk.random),
            channels: self.desk.channels.clone(),
            policies: self.desk.policies.clone(),
            calendar: Arc::clone(&self.desk.calendar),
            numbers: Numbers::default(),
            filing_lane: Lane::default(),
            key_lane: Lane::default(),
        };
        Self { desk: Arc::new(desk), config: self.config.clone(), rates: Rates::default(), live: Arc::default() }
    }
}

/// The desk with the machine's own clock and randomness.
pub async fn open_desk(database: &Database) -> Result<Desk, StoreError> {
    Ok(Desk {
        store: database.open().await?,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        channels: Channels::default(),
        policies: Policies::default(),
        calendar: Arc::new(calendars::built_in()),
        numbers: Numbers::default(),
        filing_lane: Lane::default(),
        key_lane: Lane::default(),
    })
}
