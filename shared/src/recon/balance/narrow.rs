//! Where a balance break comes from: what among the lines, the sums and the days is just of its size.
//!
//! Everything found is a lead, not a finding: it is of the right size, and a person looks.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BalanceSource, Flow, Proof, ProofState};
use crate::money::Money;
use crate::recon::matching::{Entry, LineId};
use crate::recon::{Direction, LineKind, LineStatus, Side};

/// How many lines and pairs of lines are named at most.
pub const LEADS_MAX: usize = 10;

/// A lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "lead", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Lead {
    /// The day opens with something else than the day before closed with: what lies between is in neither.
    Gap {
        /// What the day before closed with.
        closed: Money,
        /// What this day is said to open with.
        opened: Money,
    },
    /// Days between this one and the last that is known.
    MissingDays {
        /// The first of them.
        first: NaiveDate,
        /// The last of them.
        last: NaiveDate,
    },
    /// One line is of that size.
    Line {
        /// Which.
        line: LineId,
    },
    /// Two lines are of that size together.
    Pair {
        /// Which.
        lines: [LineId; 2],
    },
    /// One line counts the wrong way: the break is twice its amount.
    WrongWay {
        /// Which.
        line: LineId,
    },
    /// The lines of one kind differ by that much between the sides.
    Kind {
        /// Of which kind.
        kind: LineKind,
        /// Which way.
        direction: Direction,
        /// Their sum in our books.
        ours: Money,
        /// Their sum at the channel.
        channel: Money,
    },
    /// The fees differ by that much between the sides.
    Fees {
        /// In our books.
        ours: Money,
        /// At the channel.
        channel: Money,
    },
    /// The balance that was typed in has two digits swapped.
    Typed {
        /// What was worked out.
        worked_out: Money,
        /// What was typed.
        typed: Money,
    },
}

/// What a break may come from.
#[derive(Clone, Copy, Debug)]
pub struct Suspects<'a> {
    /// What moved by our books on that day, by kind.
    pub ours: &'a [Flow],
    /// What moved by the channel's lines, by kind.
    pub channel: &'a [Flow],
    /// The lines of the account around that day that are not matched: new, held, in discrepancies.
    pub unmatched: &'a [Entry],
    /// What the day is said to open with.
    pub stated_opening: Option<Money>,
    /// The last day before that is known.
    pub last_known: Option<NaiveDate>,
}

/// The leads to where a break comes from, the most telling first; none where the proof does not break.
pub fn narrow(proof: &Proof, suspects: &Suspects<'_>) -> Vec<Lead> {
    let ProofState::Breaks { difference, gap } = &proof.state else { return vec![] };
    let wanted = i128::from(difference.minor());
    let mut leads = by_days(proof, suspects, *gap);
    if wanted == 0 {
        return leads;
    }
    leads.extend(typed(proof));
    leads.extend(by_lines(wanted, suspects.unmatched));
    leads.extend(by_kinds(wanted, suspects));
    leads
}

fn by_days(proof: &Proof, suspects: &Suspects<'_>, gap: Money) -> Vec<Lead> {
    let mut leads = Vec::new();
    if let (true, Some(opening), Some(opened)) = (gap.minor() != 0, &proof.opening, suspects.stated_opening) {
        leads.push(Lead::Gap { closed: opening.amount, opened });
    }
    if let (Some(first), Some(last)) = (suspects.last_known.and_then(|date| date.succ_opt()), proof.date.pred_opt())
        && first <= last
    {
        leads.push(Lead::MissingDays { first, last });
    }
    leads
}

fn typed(proof: &Proof) -> Option<Lead> {
    let (worked_out, closing) = (proof.worked_out?, proof.closing.as_ref()?);
    let is_typed = matches!(closing.source, BalanceSource::ByHand(_));
    (is_typed && crate::recon::discrepancy::are_digits_swapped(worked_out, closing.amount))
        .then_some(Lead::Typed { worked_out, typed: closing.amount })
}

/// What the closing balance would be more by, were it not for this line: a line of ours that the channel does not list may
/// have moved the balance all the same, a line of the channel may have been listed without doing so.
fn weight(entry: &Entry) -> i128 {
    let line = &entry.line;
    let amount = match line.direction {
        Direction::In => i128::from(line.amount.minor()),
        Direction::Out => -i128::from(line.amount.minor()),
    };
    match (entry.side, line.status) {
        (Side::Channel, LineStatus::Settled) => line.fee.map_or(0, |fee| i128::from(fee.minor())) - amount,
        (Side::Channel, LineStatus::Failed | LineStatus::Pending) | (Side::Ours, _) => amount,
    }
}

fn by_lines(wanted: i128, unmatched: &[Entry]) -> Vec<Lead> {
    let mut lines: Vec<(i128, LineId)> = unmatched.iter().map(|entry| (weight(entry), entry.id)).collect();
    lines.sort_unstable_by_key(|(_, id)| *id);
    let of = |size: i128| lines.iter().filter(move |(weight, _)| *weight == size).map(|(_, id)| *id).take(LEADS_MAX);
    let mut leads: Vec<Lead> = of(wanted).map(|line| Lead::Line { line }).collect();
    if wanted % 2 == 0 {
        leads.extend(of(wanted / 2).map(|line| Lead::WrongWay { line }));
    }
    let mut seen: HashMap<i128, LineId> = HashMap::new();
    let mut pairs = Vec::new();
    for (weight, id) in lines.iter().filter(|(weight, _)| *weight != 0 && *weight != wanted) {
        if let Some(other) = seen.get(&(wanted - weight)) {
            pairs.push(Lead::Pair { lines: [*other, *id] });
        }
        seen.entry(*weight).or_insert(*id);
    }
    pairs.truncate(LEADS_MAX);
    leads.extend(pairs);
    leads
}

/// The kinds of which the sides' sums differ by just that much: what our books have more of was not listed, or the other way
/// round.
fn by_kinds(wanted: i128, suspects: &Suspects<'_>) -> Vec<Lead> {
    let Suspects { ours, channel, .. } = *suspects;
    let Some(currency) = ours.iter().chain(channel).map(|flow| flow.amount.currency()).next() else { return vec![] };
    let sum = |flows: &[Flow], kind, direction| {
        let is_meant = |flow: &&Flow| flow.kind == kind && flow.direction == direction;
        flows.iter().filter(is_meant).map(|flow| flow.amount.minor()).fold(0_i64, i64::saturating_add)
    };
    let money = |minor| Money::from_minor(minor, currency);
    let mut leads = Vec::new();
    for kind in LineKind::ALL.iter().copied().filter(|kind| *kind != LineKind::Fee) {
        for direction in Direction::ALL.iter().copied() {
            let (of_ours, of_channel) = (sum(ours, kind, direction), sum(channel, kind, direction));
            let apart = i128::from(of_ours) - i128::from(of_channel);
            let weighs = if direction == Direction::In { apart } else { -apart };
            if weighs == wanted {
                leads.push(Lead::Kind { kind, direction, ours: money(of_ours), channel: money(of_channel) });
            }
        }
    }
    let fees = |flows| super::movement(flows, currency).map(|movement| movement.fees);
    if let (Some(ours), Some(channel)) = (fees(ours), fees(channel))
        && i128::from(channel.minor()) - i128::from(ours.minor()) == wanted
    {
        leads.push(Lead::Fees { ours, channel });
    }
    leads
}
