//! A case: one exception, from filing to closing. What comes up after closing is a new case linked to the old one.

mod facts;
mod filing;
mod kind;
mod matter;
mod number;
mod outlook;
mod state;
mod watch;

pub use facts::{Beneficiary, Facts, Merchant, Source};
pub use filing::{
    ATTACHMENT_MAX_BYTES, ATTACHMENTS_MAX, CheckedObservation, Filing, PARTICULARS_MAX, QUERY_RESPONSES_MAX,
    RAW_BODY_MAX_BYTES, Received, Recorded, Told, check_attachments, check_evidence, check_filing, check_observation,
    check_optional_words, check_pay_again, check_words,
};
pub use kind::CaseKind;
pub use matter::{Back, Line, Matter, Reported, Return, paid_again};
pub use number::CaseNumber;
pub use outlook::{Outlook, Priority};
pub use state::{Change, LEASE_MINUTES, Refusal, Standing, State, WaitsFor};
pub use watch::Watch;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::evidence::Verdict;

/// One case as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Case {
    /// Short, readable, unique.
    pub number: CaseNumber,
    /// What went wrong.
    pub kind: CaseKind,
    /// Counts the changes; whoever acts names the version they saw.
    pub version: i64,
    /// What was filed.
    pub facts: Facts,
    /// What it is about beyond the payout, by its evidence.
    pub matter: Matter,
    /// Where the case stands.
    pub state: State,
    /// What all the evidence says together.
    pub verdict: Verdict,
    /// How urgent it is and when it is due.
    pub outlook: Outlook,
    /// When it was filed or opened.
    pub filed_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The version of the channel's profile by which all its evidence was last read; 0 where nobody had described it.
    pub channel_version: i32,
    /// The case whose later evidence opened this one.
    pub linked_from: Option<CaseNumber>,
}
