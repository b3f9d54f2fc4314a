//! The desk: what a person or a system can do, one use case a file.
//!
//! Each use case is a [`Command`]: it loads what it needs, asks the rules in `shared` what may be done, and writes the
//! outcome and its audit entry, all in the one transaction that it is given. Nothing else writes.

pub mod authenticate;
mod case_file;
pub mod change_client;
pub mod change_password;
pub mod change_user;
mod check_health;
pub mod check_proposal;
pub mod claim_case;
pub mod end_session;
mod faults;
pub mod file_exceptions;
pub mod filing_lane;
pub mod first_admin;
pub mod idempotency;
mod is_empty;
pub mod keep_waiting;
pub mod make_client;
pub mod make_setup_link;
pub mod make_user;
mod note_failed_attempt;
pub mod numbers;
mod open_linked;
pub mod read_case;
pub mod read_clients;
pub mod read_notices;
pub mod read_users;
pub mod record_evidence;
pub mod release_case;
pub mod resolve_case;
pub mod reveal_beneficiary;
pub mod revoke_key;
pub mod rotate_key;
pub mod save_view;
pub mod search_terms;
pub mod set_up;
pub mod sign_in;
mod tell;
pub mod trail;
pub mod verify_trail;
pub mod write_note;

use std::future::Future;
use std::sync::Arc;

use shared::clock::Clock;
use shared::resolution::Policy;

use crate::channels::Channels;
use crate::error::Error;
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
    /// What is known of the channels.
    pub channels: Channels,
    /// The policy in force.
    pub policy: Policy,
    /// The case numbers that this server may give out.
    pub numbers: numbers::Numbers,
    /// Where single filings wait to be sent together.
    pub filing_lane: filing_lane::FilingLane,
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
