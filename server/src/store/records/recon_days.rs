//! Days, where lines ended in them, and what was found, as they go into the store and come out of it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::actor::Actor;
use shared::api::recon::{BalanceMoment, DayFigures, DiscrepancyState, LinePlaceName};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::recon::balance::BalanceByHand;
use shared::recon::discrepancy::{Discrepancy, DiscrepancyKind, LikelyCause};
use shared::recon::matching::{Fit, LineId, MatchId, Rule};
use shared::recon::{AccountId, Side};

use super::LineRecord;

/// A day of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRecord {
    /// The account.
    pub account: AccountId,
    /// The date.
    pub date: NaiveDate,
    /// Its version: what changes it names the one that was seen.
    pub version: i64,
    /// Whether it is closed.
    pub is_closed: bool,
    /// How often what a run would see has changed.
    pub lines_version: i64,
    /// The same as the last run saw it; zero before the first.
    pub ran_version: i64,
    /// When it was last run.
    pub ran_at: Option<DateTime<Utc>>,
    /// Whether it has lines of ours.
    pub has_ours: bool,
    /// Whether it has lines of the channel's, or a statement that says that there are none.
    pub has_channel: bool,
    /// Whether our books have said that all their lines of the day are there.
    pub is_collected: bool,
    /// The case of its balance, where that did not add up.
    pub break_case: Option<CaseNumber>,
    /// The figures of its last run.
    pub figures: Option<DayFigures>,
}

/// Where a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a match.
    Matched {
        /// Which.
        id: MatchId,
        /// By which rule.
        rule: Rule,
        /// How the amounts agree.
        fit: Fit,
        /// By how much ours moved more.
        difference_minor: i64,
    },
    /// It waits for its pair.
    Held {
        /// The date with whose lines of the other side it is a break.
        until: NaiveDate,
    },
    /// It moved nothing.
    Unmoved,
    /// In a discrepancy.
    Discrepancy {
        /// Which.
        id: i64,
    },
}

/// Where a line ended, and in which day that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceRecord {
    /// The line.
    pub line: LineId,
    /// Its own day.
    pub day: NaiveDate,
    /// The day in which it was found.
    pub date: NaiveDate,
    /// Where.
    pub place: Place,
}

/// A line with where it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// The account.
    pub account: AccountId,
    /// The line.
    pub record: LineRecord,
    /// Where it ended; nowhere yet where it came after the last run.
    pub place: Option<PlaceRecord>,
    /// Whether it stays there whatever a run finds: the day in which that was found is closed, its discrepancy settled.
    pub is_final: bool,
    /// Whether its match was undone by hand, so that it is tied together by hand only.
    pub is_apart: bool,
    /// Whether a person tied it together with what it differs from: no run takes it out of that discrepancy.
    pub is_tied: bool,
}

/// What a line can be found by besides our order number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherReferences {
    /// The line.
    pub line: LineId,
    /// Our order number, by which lines are in order.
    pub match_key: String,
    /// The channel's number.
    pub channel_number: Option<String>,
    /// The entry's reference at the bank.
    pub entry_reference: Option<String>,
}

/// A discrepancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscrepancyRecord {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: AccountId,
    /// The day in which it was found.
    pub date: NaiveDate,
    /// What names it: its type and its lines.
    pub content: Digest,
    /// What was found.
    pub found: Discrepancy,
    /// Why that may be.
    pub causes: Vec<LikelyCause>,
    /// Where it stands.
    pub state: DiscrepancyState,
    /// Whether a person tied its lines together.
    pub is_by_hand: bool,
    /// Its case.
    pub case: Option<CaseNumber>,
    /// When it was found.
    pub found_at: DateTime<Utc>,
    /// When it was settled, or cleared.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A balance as it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceRecord {
    /// Of which moment.
    pub moment: BalanceMoment,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// The file that tells it.
    pub file: Option<i64>,
    /// Who told it.
    pub told_by: Actor,
    /// When.
    pub told_at: DateTime<Utc>,
    /// What a person said of it.
    pub reason: Option<String>,
    /// What shows it.
    pub attachments: Vec<Digest>,
    /// What a person saw, and when.
    pub seen: Option<BalanceByHand>,
}

/// How many lines of a day are in discrepancies, and in no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLineCounts {
    /// In discrepancies that are open.
    pub open: i64,
    /// In discrepancies that are settled.
    pub settled: i64,
    /// In no place.
    pub unplaced: i64,
}

/// A match that a person made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchByHand {
    /// The match.
    pub id: MatchId,
    /// The account.
    pub account: AccountId,
    /// The day in which it was made.
    pub date: NaiveDate,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// Which lines of a day a list shows. What is absent does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct LineFilter {
    /// Whose.
    pub side: Option<Side>,
    /// Where they ended.
    pub place: Option<LinePlaceName>,
    /// Our order number, the channel's number or the bank's reference.
    pub reference: Option<String>,
}

/// Which discrepancies a list shows. What is absent does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct DiscrepancyFilter {
    /// The account.
    pub account: Option<AccountId>,
    /// The day in which they were found.
    pub date: Option<NaiveDate>,
    /// The type.
    pub kind: Option<DiscrepancyKind>,
    /// Where they stand.
    pub state: Option<DiscrepancyState>,
    /// The case.
    pub case: Option<CaseNumber>,
}
