//! What goes into the store and comes out of it, the same for both engines.

use chrono::{DateTime, Utc};
use shared::actor::Actor;
use shared::audit::{Action, Link};

/// One link of an audit chain, with the columns to filter by.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// The chain.
    pub subject: String,
    /// Its number within the chain.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// The text that was hashed, and its hashes.
    pub link: Link,
}
