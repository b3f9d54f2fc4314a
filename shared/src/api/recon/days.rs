//! `/days`: business days of accounts: the calendar, a day with its two sides, and what people do with it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseNumber;
use crate::recon::balance::Flow;
use crate::recon::discrepancy::DiscrepancyKind;
use crate::recon::matching::{LineId, MatchId, Rule};
use crate::recon::{AccountId, Line, Side, Sums};

/// Where a day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DayStanding {
    /// Its statement, or our lines, have not come yet; or nobody has said that ours are all there, and nothing else is open.
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
