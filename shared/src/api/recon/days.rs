//! `/days`: business days of accounts: the calendar, a day with its two sides, and what people do with it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::api::problem::Problem;
use crate::case::{CaseNumber, Standing};
use crate::money::Money;
use crate::recon::balance::Flow;
use crate::recon::discrepancy::{Differs, DiscrepancyKind, LikelyCause};
use crate::recon::matching::{Fit, LineId, MatchId, Rule};
use crate::recon::together::NotTogether;
use crate::recon::{AccountId, Line, Side, Sums};
use crate::resolution::{Outcome, Resolution};

/// Where a day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DayStanding {
    /// Its statement, or our lines, have not come yet.
    Waiting,
    /// It is matched just now, or waits for it.
    Running,
    /// Something is open: a discrepancy, a line that waits for its pair, a balance that does not add up or is not there.
    Breaks,
    /// Everything in it is matched or settled, and its balance is proved. It can be closed.
    Balanced,
    /// It is closed, for good.
    Closed,
}

impl DayStanding {
    /// The name used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Breaks => "breaks",
            Self::Balanced => "balanced",
            Self::Closed => "closed",
        }
    }
}

/// `GET /days`: the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calendar {
    /// The days that there are in the period, by account and date.
    pub items: Vec<DayCell>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// A day in the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayCell {
    /// The account.
    pub account: AccountId,
    /// The date.
    pub date: NaiveDate,
    /// Where it stands.
    pub standing: DayStanding,
    /// Its figures, as of its last run; absent until it was run.
    pub figures: Option<DayFigures>,
    /// Whether its closing awaits approval.
    pub closing_proposed: bool,
}

/// The figures of a day, as of its last run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayFigures {
    /// What our books say.
    pub ours: Sums,
    /// What the channel says.
    pub channel: Sums,
    /// What moved by our books, by kind and direction.
    pub ours_by_kind: Vec<Flow>,
    /// What moved by the channel's lines, by kind and direction.
    pub channel_by_kind: Vec<Flow>,
    /// How many lines are matched, of both sides.
    pub matched: i64,
    /// How many matches there are, by rule.
    pub rules: Vec<RuleCount>,
    /// How many lines wait for their pair.
    pub held: i64,
    /// How many lines moved nothing, and the other side does not speak of.
    pub unmoved: i64,
    /// How many discrepancies are open.
    pub open: i64,
    /// How many discrepancies were found in all, by type.
    pub discrepancies: Vec<DiscrepancyCount>,
}

/// How many matches a rule gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleCount {
    /// The rule.
    pub rule: Rule,
    /// How many.
    pub count: i64,
}

/// How many discrepancies there are of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscrepancyCount {
    /// The type.
    pub kind: DiscrepancyKind,
    /// How many of them are open.
    pub open: i64,
    /// How many were settled by a person.
    pub settled: i64,
    /// How many cleared by themselves: their pair came.
    pub cleared: i64,
}

/// Where a line ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LinePlace {
    /// Nowhere yet: it came after the last run.
    New,
    /// In a match.
    Matched {
        /// Which.
        id: MatchId,
        /// By which rule.
        rule: Rule,
        /// In which day it was found.
        date: NaiveDate,
    },
    /// It waits for its pair (日切): no break yet.
    Held {
        /// The date with whose lines of the other side it is a break.
        until: NaiveDate,
    },
    /// It moved nothing, and the other side does not speak of it.
    Unmoved,
    /// In a discrepancy.
    Discrepancy {
        /// Which.
        id: i64,
        /// Its type.
        kind: DiscrepancyKind,
        /// Its case.
        case: Option<CaseNumber>,
        /// In which day it was found.
        date: NaiveDate,
    },
}

/// The name of the place of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LinePlaceName {
    /// They came after the last run.
    New,
    /// In matches.
    Matched,
    /// They wait for their pair.
    Held,
    /// They moved nothing.
    Unmoved,
    /// In discrepancies.
    Discrepancy,
}

impl LinePlaceName {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::New, Self::Matched, Self::Held, Self::Unmoved, Self::Discrepancy];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Matched => "matched",
            Self::Held => "held",
            Self::Unmoved => "unmoved",
            Self::Discrepancy => "discrepancy",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }
}

/// A line of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayLine {
    /// Its identifier.
    pub id: LineId,
    /// Whose it is.
    pub side: Side,
    /// The day in which it counts. Its own date is another one where that day was closed before it came.
    pub day: NaiveDate,
    /// What it says.
    pub line: Line,
    /// The file that it stands in.
    pub file: Option<i64>,
    /// The system that sent it, and its own name of the line.
    pub source: Option<SourceOfLine>,
    /// Where it ended.
    pub place: LinePlace,
}

/// Which line of which system a line is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceOfLine {
    /// The system.
    pub system: String,
    /// Its own name of the line.
    pub line: String,
}

/// `GET /days/{account}/{date}/lines`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayLineList {
    /// The lines, by our order number.
    pub items: Vec<DayLine>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
}

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
    /// It cleared by itself: a later run no longer finds it.
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
