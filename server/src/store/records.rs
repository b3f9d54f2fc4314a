//! What goes into the store and comes out of it, the same for both engines.

mod corrections;
mod jobs;
mod people;
mod recon;
mod recon_days;
mod watches;
mod webhooks;

use chrono::{DateTime, Utc};
use shared::actor::Actor;
use shared::audit::{Action, Link};
use shared::case::{Case, CaseKind, CaseNumber, Priority, Source, Standing};
use shared::digest::Digest;
use shared::evidence::{Attachment, Claim, Details, Evidence, Rule};
use shared::resolution::{Outcome, Resolution};

pub use corrections::*;
pub use jobs::*;
pub use people::*;
pub use recon::*;
pub use recon_days::*;
pub use watches::*;
pub use webhooks::*;

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

/// A case to be inserted.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The case.
    pub case: Case,
    /// The digest of the filing, so that the same again is known and another body is refused.
    pub filing_digest: Digest,
}

/// A case that was filed under a source reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledCase {
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// The source system and its reference.
    pub source: Source,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// The digest of the filing.
    pub filing_digest: Digest,
}

/// A piece of evidence with its raw body.
#[derive(Clone, Debug)]
pub struct EvidenceRecord {
    /// The case.
    pub number: CaseNumber,
    /// The piece.
    pub evidence: Evidence,
    /// The raw body; absent where nothing came.
    pub body: Option<Vec<u8>>,
}

/// What a piece of evidence said when it was read anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingRecord {
    /// The case.
    pub number: CaseNumber,
    /// The piece.
    pub seq: i32,
    /// The version of the channel's profile that it was read by.
    pub channel_version: i32,
    /// The API by whose dictionary it was read.
    pub api: Option<String>,
    /// What it said.
    pub claim: Claim,
    /// Why.
    pub rule: Rule,
    /// What it told of a return.
    pub details: Option<Details>,
    /// When it was read.
    pub read_at: DateTime<Utc>,
}

/// How a case with a code ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEndingRecord {
    /// The channel.
    pub channel: String,
    /// The API that answered.
    pub api: String,
    /// The field that carried the code.
    pub field: String,
    /// The code.
    pub code: String,
    /// The case.
    pub number: CaseNumber,
    /// How it ended.
    pub outcome: Outcome,
}

/// Which version of a channel's profile is in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VersionInForce {
    /// The channel.
    pub channel: String,
    /// The version.
    pub version: i32,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A version of a channel's profile by which open cases have yet to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRereading {
    /// The channel.
    pub channel: String,
    /// The version.
    pub version: i32,
    /// Since when it is in force.
    pub since: DateTime<Utc>,
}

/// A file that belongs to an observation, with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRecord {
    /// Its name, media type, size and digest.
    pub attachment: Attachment,
    /// Its content.
    pub content: Vec<u8>,
}

/// How a case was closed. Final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingRecord {
    /// The case.
    pub number: CaseNumber,
    /// How it ended.
    pub outcome: Outcome,
    /// What was chosen.
    pub resolution: Resolution,
    /// When.
    pub closed_at: DateTime<Utc>,
    /// Who decided, or completed the approval.
    pub closed_by: Actor,
    /// Why, in words.
    pub reason: Option<String>,
    /// The proposal that it followed from.
    pub proposal: Option<i32>,
    /// The digest of what was seen.
    pub binds_to: Digest,
    /// The channel.
    pub channel: String,
    /// The version of its profile.
    pub channel_version: i32,
    /// The version of the policy.
    pub policy_version: i32,
}

/// A stored answer to a request with an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The digest of the request.
    pub digest: Digest,
    /// The HTTP status that was answered.
    pub status: u16,
    /// The body that was answered.
    pub answer: String,
}

/// Which cases a list shows. What is absent does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// States at the time of reading; any of them.
    pub standings: Vec<Standing>,
    /// Kinds; any of them.
    pub kinds: Vec<CaseKind>,
    /// Channels; any of them.
    pub channels: Vec<String>,
    /// Names of verdicts; any of them.
    pub verdicts: Vec<String>,
    /// Priorities; any of them.
    pub priorities: Vec<Priority>,
    /// Who holds it, put it to wait, or proposed.
    pub owner: Option<String>,
    /// Due before this.
    pub due_before: Option<DateTime<Utc>>,
    /// Changed after this.
    pub updated_after: Option<DateTime<Utc>>,
    /// Beginnings of words that all must be found, in small letters.
    pub words: Vec<String>,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListOrder {
    /// By due time, the soonest first.
    #[default]
    Due,
    /// By the last change, the newest first.
    Updated,
    /// By number, the newest first.
    Newest,
}

/// Where a page begins: behind the row with this place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPosition {
    /// The row's due time or last change; not looked at in the order by number.
    pub at: DateTime<Utc>,
    /// The row's number.
    pub number: CaseNumber,
}
