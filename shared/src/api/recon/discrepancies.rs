//! The discrepancies of a day or an account with their cases, and cases that are resolved together.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::DayLine;
use crate::api::problem::Problem;
use crate::case::{CaseNumber, Standing};
use crate::money::Money;
use crate::recon::AccountId;
use crate::recon::discrepancy::{Differs, DiscrepancyKind, LikelyCause};
use crate::recon::together::NotTogether;
use crate::resolution::{Outcome, Resolution};

/// A discrepancy with its lines and its case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscrepancyView {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: AccountId,
    /// The day in which it was found.
    pub date: NaiveDate,
    /// Its type.
    pub kind: DiscrepancyKind,
    /// How much is at issue.
    pub amount: Money,
    /// Which fields differ, where lines of both sides are in it.
    pub differs: Vec<Differs>,
    /// Why that may be, the most telling first.
    pub causes: Vec<LikelyCause>,
    /// Where it stands.
    pub state: DiscrepancyState,
    /// Whether a person tied its lines together: no run finds them otherwise.
    #[serde(default)]
    pub is_by_hand: bool,
    /// Its lines, ours first.
    pub lines: Vec<DayLine>,
    /// Of a second line, the one that it repeats.
    pub repeats: Option<DayLine>,
    /// Its case.
    pub case: Option<CaseOfDiscrepancy>,
    /// When it was found.
    pub found_at: DateTime<Utc>,
}

/// The case of a discrepancy, as far as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseOfDiscrepancy {
    /// Its number.
    pub number: CaseNumber,
    /// Its version.
    pub version: i64,
    /// How it stands.
    pub standing: Standing,
    /// Who has it.
    pub owner: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// Where a discrepancy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DiscrepancyState {
    /// It is open.
    Open,
    /// Its case is closed.
    Settled,
    /// It is no longer found: its lines agree by now, or are in another.
    Cleared,
}

impl DiscrepancyState {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Open, Self::Settled, Self::Cleared];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
            Self::Cleared => "cleared",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// `GET /discrepancies`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscrepancyList {
    /// The discrepancies, the newest first.
    pub items: Vec<DiscrepancyView>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// How many cases are resolved together at most.
pub const TOGETHER_MAX: usize = 500;

/// `POST /discrepancies/resolve`: resolve cases together that are of one account, type and cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveTogetherRequest {
    /// The cases, each with the version that was seen; at most 500.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub cases: Vec<CaseSeen>,
    /// What is chosen for all of them.
    pub resolution: Resolution,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// A case as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseSeen {
    /// Its number.
    pub number: CaseNumber,
    /// Its version.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
}

/// What became of cases that were to be resolved together, in their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolvedTogether {
    /// Each case.
    pub items: Vec<ResolvedCase>,
}

/// What became of one of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolvedCase {
    /// The case.
    pub number: CaseNumber,
    /// What became of it.
    pub result: ResolvedAs,
}

/// What became of a case that was to be resolved with others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ResolvedAs {
    /// It is closed.
    Closed,
    /// It is proposed, and awaits approval.
    Proposed {
        /// The proposal's number within the case.
        proposal: i32,
    },
    /// It is not like the others.
    Left {
        /// Why.
        why: NotTogether,
    },
    /// It was refused by itself.
    Refused {
        /// Why.
        problem: Problem,
    },
}
