//! Why a piece of evidence was given its claim.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Fault, Phase, Shown};

/// The rule that gave a claim, with what it was applied to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Rule {
    /// An entry of the code dictionary.
    Dictionary {
        /// The API that answered.
        api: String,
        /// The field that carried the code.
        field: String,
        /// The code.
        code: String,
        /// The version of the channel's profile.
        version: i32,
        /// What the channel says the code means.
        wording: String,
        /// Where that was read.
        source: String,
        /// When the entry was reviewed; nobody did where absent.
        reviewed_on: Option<NaiveDate>,
    },
    /// A code that is not in the dictionary.
    UnlistedCode {
        /// The API that answered.
        api: String,
        /// The field that carried the code.
        field: String,
        /// The code.
        code: String,
        /// The version of the channel's profile.
        version: i32,
    },
    /// The channel's own word that "no such order" is final from this age on.
    NoRecordFinal {
        /// The API that answered.
        #[serde(default)]
        api: String,
        /// The field that carried the code.
        #[serde(default)]
        field: String,
        /// The code that said "no such order".
        code: String,
        /// From which age on, in minutes.
        after_minutes: i64,
        /// Where the channel says so.
        source: String,
    },
    /// Nothing came back.
    NoResponse {
        /// How far the call got.
        phase: Phase,
    },
    /// The desk asked, and its server ended before an answer was kept. What the channel said, nobody knows.
    AnswerLost {
        /// When it asked.
        asked_at: DateTime<Utc>,
    },
    /// Something came back that could not be read or trusted.
    Unreadable {
        /// Why.
        fault: Fault,
    },
    /// The answer could be read and holds none of the fields that carry codes.
    NoCode {
        /// The API whose fields were looked for.
        api: String,
    },
    /// The answer speaks of another order.
    OtherOrder {
        /// The order that the answer names.
        named: String,
    },
    /// HTTP called the answer a failure, so what its body says of the payout is not believed.
    HttpFailure {
        /// The HTTP status.
        status: u16,
    },
    /// Nobody has described this channel, or this API of it.
    NotDescribed,
    /// Another system told it in fields of its own, with no raw answer of the channel.
    Told,
    /// A reconciliation run found it: it says how lines or balances differ, and nothing of how a payout ended.
    Reconciled,
    /// What a person saw on the channel's portal, or what a document shows.
    Observed {
        /// What was shown.
        shown: Shown,
    },
}

/// The code that a rule rests on, with where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeRead<'a> {
    /// The API that answered.
    pub api: &'a str,
    /// The field that carried the code.
    pub field: &'a str,
    /// The code.
    pub code: &'a str,
}

impl Rule {
    /// The code that was read, listed or not; none where none was found, believed or looked for.
    pub fn code_read(&self) -> Option<CodeRead<'_>> {
        match self {
            Self::Dictionary { api, field, code, .. }
            | Self::UnlistedCode { api, field, code, .. }
            | Self::NoRecordFinal { api, field, code, .. } => Some(CodeRead { api, field, code }),
            Self::NoResponse { .. }
            | Self::Unreadable { .. }
            | Self::AnswerLost { .. }
            | Self::NoCode { .. }
            | Self::OtherOrder { .. }
            | Self::HttpFailure { .. }
            | Self::NotDescribed
            | Self::Told
            | Self::Reconciled
            | Self::Observed { .. } => None,
        }
    }
}
