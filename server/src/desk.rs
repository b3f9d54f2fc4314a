//! The desk: what a person or a system can do, one use case a file.
//!
//! Each use case is a [`Command`]: it loads what it needs, asks the rules in `shared` what may be done, and writes the
//! outcome and its audit entry, all in the one transaction that it is given. Nothing else writes.

pub mod cases;
pub mod channels;
mod check_health;
pub mod clients;
pub mod corrections;
pub(in crate::desk) mod events;
mod faults;
pub mod idempotency;
mod is_empty;
pub mod jobs;
pub mod lane;
pub mod look_around;
pub mod people;
pub mod policies;
pub mod recon;
pub mod tell;
pub mod trail;
pub mod verify_trail;
pub mod webhooks;

use std::future::Future;
use std::sync::Arc;

use shared::calendar::Calendar;
use shared::clock::Clock;

use crate::channels::Channels;
use crate::error::Error;
use crate::policies::Policies;
use crate::random::Random;
use crate::store::{Store, Tx, Work};

/// What every use case works with.
pub struct Desk {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// What is known of the channels: the profiles in force.
    pub channels: Channels,
    /// The policy in force.
    pub policies: Policies,
    /// The working days that watches are counted by.
    pub calendar: Arc<Calendar>,
    /// The case numbers that this server may give out.
    pub numbers: cases::numbers::Numbers,
    /// Where single filings wait to be sent together.
    pub filing_lane: lane::Lane<cases::filing_lane::FilingGroup>,
    /// Where keys of clients wait to be asked for together.
    pub key_lane: lane::Lane<people::key_lane::KeyGroup>,
}

/// Something that a person or a system does.
pub trait Command: Send + Sync + 'static {
    /// What it answers.
    type Outcome: Send + 'static;

    /// Does it, in one transaction; it may be run again from the start when another transaction was in the way.
    fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> impl Future<Output = Result<Self::Outcome, Error>> + Send;
}

struct Execution<C> {
    command: C,
    desk: Arc<Desk>,
}

impl<C: Command> Work for Execution<C> {
    type Outcome = C::Outcome;
    type Error = Error;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<C::Outcome, Error> {
        self.command.run(tx, &self.desk).await
    }
}

impl Desk {
    /// Does what the command says, whole or not at all.
    pub async fn execute<C: Command>(self: &Arc<Self>, command: C) -> Result<C::Outcome, Error> {
        self.store.write(Execution { command, desk: Arc::clone(self) }).await
    }
}
