//! The checklist of a day: each item met, or not and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::CaseNumber;
use crate::digest::Digest;
use crate::money::Money;
use crate::recon::balance::{Lacking, ProofState};

/// How many lines of the day there are, by where they ended; those of both sides, and late items that landed in the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineCounts {
    /// Matched.
    pub matched: u64,
    /// Waiting for the other side's next days.
    pub held: u64,
    /// Moved nothing.
    pub unmoved: u64,
    /// In discrepancies whose cases are closed.
    pub in_closed_cases: u64,
    /// In discrepancies whose cases are open.
    pub in_open_cases: u64,
    /// Not yet placed: matching has not run since they came.
    pub unplaced: u64,
}

/// All that closing a day looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayFacts {
    /// Which business date.
    pub date: NaiveDate,
    /// Whether our books have said that all lines of the day are there.
    pub ours_collected: bool,
    /// Whether the channel's statement of the day is booked.
    pub statement_booked: bool,
    /// Where its lines ended.
    pub lines: LineCounts,
    /// The cases of the day that are open, in order.
    pub open_cases: Vec<CaseNumber>,
    /// How its balance proof stands.
    pub proof: ProofState,
    /// How much of a break closed cases have explained or adjusted; the difference with its sign.
    pub break_settled: Option<Money>,
    /// The first day before it that is open, where there is one.
    pub earlier_open: Option<NaiveDate>,
}

/// One item of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckItem {
    /// What is looked at.
    pub what: Checked,
    /// What is still in the way, in particulars; empty where it is met.
    pub unmet: Vec<Obstacle>,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Checked {
    /// Our lines are collected.
    OursCollected,
    /// The channel's statement is booked.
    StatementBooked,
    /// Every line is matched, moved nothing, or is in a discrepancy with a case.
    LinesPlaced,
    /// The cases of the day's discrepancies are closed.
    CasesClosed,
    /// The balance proof holds, or what breaks it is explained.
    BalanceProved,
    /// The days before are closed.
    EarlierDaysClosed,
}

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Obstacle {
    /// Our books have not said that all lines of the day are there.
    OursNotCollected,
    /// The channel's statement is not booked.
    StatementNotBooked,
    /// Lines are not placed yet.
    LinesUnplaced {
        /// How many.
        count: u64,
    },
    /// Lines wait for the other side's next days.
    LinesHeld {
        /// How many.
        count: u64,
    },
    /// Cases are open.
    CasesOpen {
        /// Which, in order.
        cases: Vec<CaseNumber>,
        /// How many lines are in them.
        lines: u64,
    },
    /// The balance proof cannot be worked out yet.
    ProofLacks {
        /// For want of what.
        what: Vec<Lacking>,
    },
    /// The balance proof does not add up, and what breaks it is not explained.
    ProofBreaks {
        /// The closing balance less what was worked out.
        difference: Money,
        /// How much of it is explained.
        settled: Option<Money>,
    },
    /// A day before it is open.
    EarlierDayOpen {
        /// The first of them.
        date: NaiveDate,
    },
}

/// The checklist of a day, in the order in which it is shown.
pub fn checklist(facts: &DayFacts) -> Vec<CheckItem> {
    let item = |what, unmet: Option<Obstacle>| CheckItem { what, unmet: Vec::from_iter(unmet) };
    let LineCounts { unplaced, held, in_open_cases, .. } = facts.lines;
    let cases_open = in_open_cases > 0 || !facts.open_cases.is_empty();
    vec![
        item(Checked::OursCollected, (!facts.ours_collected).then_some(Obstacle::OursNotCollected)),
        item(Checked::StatementBooked, (!facts.statement_booked).then_some(Obstacle::StatementNotBooked)),
        item(
            Checked::LinesPlaced,
            match (unplaced, held) {
                (0, 0) => None,
                (0, count) => Some(Obstacle::LinesHeld { count }),
                (count, _) => Some(Obstacle::LinesUnplaced { count }),
            },
        ),
        item(
            Checked::CasesClosed,
            cases_open.then(|| Obstacle::CasesOpen { cases: facts.open_cases.clone(), lines: in_open_cases }),
        ),
        item(Checked::BalanceProved, proof_unmet(facts)),
        item(Checked::EarlierDaysClosed, facts.earlier_open.map(|date| Obstacle::EarlierDayOpen { date })),
    ]
}

/// Whether every item is met.
pub fn is_ready(items: &[CheckItem]) -> bool {
    items.iter().all(|item| item.unmet.is_empty())
}

fn proof_unmet(facts: &DayFacts) -> Option<Obstacle> {
    match &facts.proof {
        ProofState::Holds => None,
        ProofState::Lacks { what } => Some(Obstacle::ProofLacks { what: what.clone() }),
        // A day that only opens with something else than the day before closed with has no difference of its own to settle;
        // what lies between is settled all the same.
        ProofState::Breaks { difference, gap } => {
            let at_issue = if difference.minor() == 0 { *gap } else { *difference };
            let is_settled = facts.break_settled == Some(at_issue);
            (!is_settled).then_some(Obstacle::ProofBreaks { difference: at_issue, settled: facts.break_settled })
        }
    }
}

impl DayFacts {
    /// The digest of all that was seen: what a proposal to close the day binds to.
    pub fn digest(&self) -> Digest {
        // Plain data with text keys: writing it as JSON cannot fail, and an empty text would match no other digest.
        Digest::of(&serde_json::to_vec(self).unwrap_or_default())
    }
}
