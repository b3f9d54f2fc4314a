//! The queries, written once: plain functions with plain SQL over `Conn` and `Db`, compiled for each engine.
//!
//! What the engines do not share stands in [`dialect`].

use super::rows::Rows;
use super::{Conn, Db};

#[path = "queries/audit.rs"]
pub mod audit;
#[path = "queries/cases.rs"]
pub mod cases;
#[path = "queries/changes.rs"]
pub mod changes;
#[path = "queries/channels.rs"]
pub mod channels;
#[path = "queries/clients.rs"]
pub mod clients;
#[path = "queries/corrections.rs"]
pub mod corrections;
#[path = "queries/dialect.rs"]
pub mod dialect;
#[path = "queries/endings.rs"]
pub mod endings;
#[path = "queries/events.rs"]
pub mod events;
#[path = "queries/evidence.rs"]
pub mod evidence;
#[path = "queries/idempotency.rs"]
pub mod idempotency;
#[path = "queries/jobs.rs"]
pub mod jobs;
#[path = "queries/notes.rs"]
pub mod notes;
#[path = "queries/notices.rs"]
pub mod notices;
#[path = "queries/policies.rs"]
pub mod policies;
#[path = "queries/presence.rs"]
pub mod presence;
#[path = "queries/proposals.rs"]
pub mod proposals;
#[path = "queries/prune.rs"]
pub mod prune;
#[path = "queries/queue.rs"]
pub mod queue;
#[path = "queries/rates.rs"]
pub mod rates;
#[path = "queries/readings.rs"]
pub mod readings;
#[path = "queries/saved_views.rs"]
pub mod saved_views;
#[path = "queries/sessions.rs"]
pub mod sessions;
#[path = "queries/unknown_names.rs"]
pub mod unknown_names;
#[path = "queries/users.rs"]
pub mod users;
#[path = "queries/watches.rs"]
pub mod watches;
#[path = "queries/webhooks.rs"]
pub mod webhooks;
