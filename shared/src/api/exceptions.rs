//! `/exceptions`: filing, reading and searching cases, and adding evidence to them.

mod filing;

pub use filing::*;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::audit::Link;
use crate::case::{Case, CaseKind, CaseNumber, Priority, Standing, Watch};
use crate::channel::ChannelProfile;
use crate::evidence::Evidence;
use crate::money::Money;
use crate::resolution::{Outcome, Policy, Proposal, Situation, Surroundings};

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseRow {
    /// The case's number.
    pub number: CaseNumber,
    /// Counts the changes.
    pub version: i64,
    /// What went wrong.
    pub kind: CaseKind,
    /// The channel.
    pub channel: String,
    /// The merchant's name.
    pub merchant: String,
    /// The amount.
    pub amount: Money,
    /// Our order number.
    pub order_number: String,
    /// The verdict's name: `paid`, `not_paid`, `unknown`, `contradiction`.
    pub verdict: String,
    /// The state at the time of the answer.
    pub standing: Standing,
    /// Who holds it, put it to wait, or proposed.
    pub owner: Option<String>,
    /// How urgent it is.
    pub priority: Priority,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseList {
    /// The rows.
    pub items: Vec<CaseRow>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// How many cases each of the reader's own views holds; counted up to 1,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountsView {
    /// The reader has them.
    pub mine: i64,
    /// Nobody has them.
    pub unassigned: i64,
    /// Due within two hours, or overdue, and not closed.
    pub due_soon: i64,
    /// They wait for the channel.
    pub waiting: i64,
    /// Proposals that the reader may decide.
    pub awaiting_approval: i64,
}

/// One case with all that a decision looks at.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// The case; the beneficiary masked.
    pub case: Case,
    /// All its evidence, without raw bodies.
    pub evidence: Vec<Evidence>,
    /// All its proposals, the newest last.
    pub proposals: Vec<Proposal>,
    /// Notes, the newest last.
    pub notes: Vec<NoteView>,
    /// Cases linked from or to this one.
    pub linked: Vec<LinkedView>,
    /// What stands around the case: attempts that linked cases know of, and corrections that were raised.
    pub around: Surroundings,
    /// The return watch over the payout: where this case confirmed it as paid, or contradicts the case that did.
    pub watch: Option<Watch>,
    /// How the desk itself asks the channel; absent where it cannot, and once the case is closed.
    pub follow_up: Option<FollowUpView>,
    /// What is known of the channel.
    pub profile: ChannelProfile,
    /// The policy in force.
    pub policy: Policy,
    /// The server's time.
    pub now: DateTime<Utc>,
}

impl CaseView {
    /// What the guards look at.
    pub fn situation(&self) -> Situation<'_> {
        Situation {
            case: &self.case,
            evidence: &self.evidence,
            profile: &self.profile,
            policy: &self.policy,
            around: &self.around,
        }
    }
}

/// How the desk itself asks the channel about a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpView {
    /// When it asks next: at once where that has passed. Absent where it does so on demand only.
    pub next_at: Option<DateTime<Utc>>,
    /// Since when it is asking, where it is.
    pub asking_since: Option<DateTime<Utc>>,
    /// The piece of evidence that the last query brought.
    pub last: Option<i32>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteView {
    /// Its number within the case, from 1.
    pub seq: i32,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// The words.
    pub text: String,
}

/// A linked case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedView {
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// Our order number of what it is about.
    pub order_number: String,
    /// Its state now.
    pub standing: Standing,
}

/// `GET /exceptions/{number}/evidence/{seq}`: a piece of evidence with its raw body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RawEvidenceView {
    /// The evidence.
    pub evidence: Evidence,
    /// The raw body as base64, byte for byte; absent where nothing came.
    pub body_base64: Option<String>,
    /// The body as text, where it could be decoded by the encoding that it names.
    pub body_text: Option<String>,
}

/// `GET /exceptions/{number}/evidence`: all evidence with raw bodies.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceList {
    /// The pieces, in order.
    pub items: Vec<RawEvidenceView>,
}

/// `GET /exceptions/{number}/audit`: the case's trail, ready to be verified.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditView {
    /// The chain's name.
    pub subject: String,
    /// Its links, in order.
    pub links: Vec<Link>,
}
