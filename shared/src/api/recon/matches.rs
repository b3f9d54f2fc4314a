//! The matches of a day, and what people tie together by hand.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::DayLine;
use crate::actor::Actor;
use crate::case::CaseNumber;
use crate::money::Money;
use crate::recon::matching::{Fit, LineId, MatchId, Rule};

/// A match with its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchView {
    /// Its identifier.
    pub id: MatchId,
    /// The day in which it was found.
    pub date: NaiveDate,
    /// What ties its lines together.
    pub rule: Rule,
    /// How their amounts agree.
    pub fit: Fit,
    /// What our lines moved less what the channel's did: zero but within a tolerance.
    pub difference: Money,
    /// Its lines, ours first.
    pub lines: Vec<DayLine>,
    /// Of a match by hand: by whom, and why.
    pub by_hand: Option<ByHand>,
}

/// Who did something by hand, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ByHand {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// `GET /days/{account}/{date}/matches`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchList {
    /// The matches.
    pub items: Vec<MatchView>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
}

/// `POST /days/{account}/{date}/matches`: tie lines together by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchByHandRequest {
    /// The version of the day that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// The lines, of both sides; of this day, or of other open days of the account.
    #[cfg_attr(feature = "openapi", schema(min_items = 2, max_items = 200))]
    pub lines: Vec<LineId>,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `POST /days/{account}/{date}/matches/{id}/undo`: undo a match. Its lines are not tied together again but by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoMatchRequest {
    /// The version of the day that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// What comes of lines that were tied together by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TiedByHand {
    /// They match.
    Matched {
        /// The match.
        id: MatchId,
    },
    /// They belong together and differ beyond the tolerance: one discrepancy in place of those that they were in.
    Differ {
        /// The discrepancy.
        id: i64,
        /// Its case.
        case: CaseNumber,
    },
}
