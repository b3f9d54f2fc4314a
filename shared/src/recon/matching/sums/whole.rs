//! Sets that are whole: all lines of a batch, of a day, of a day and a direction or a kind.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Candidate, that_moved};
use crate::money::Currency;
use crate::recon::matching::content::{moved_minor, sum_minor};
use crate::recon::matching::{Entry, LineId, Rule};
use crate::recon::{ChannelAccount, Direction, LineKind, Side};

/// What makes a set whole.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Whole<'a> {
    Batch(&'a str),
    Day(NaiveDate),
    DayAndDirection(NaiveDate, Direction),
    DayAndKind(NaiveDate, LineKind),
}

impl<'a> Whole<'a> {
    fn all_of(entry: &'a Entry) -> impl Iterator<Item = Self> {
        let line = &entry.line;
        let batch = line.references.batch_number.as_deref().map(Whole::Batch);
        batch.into_iter().chain([
            Whole::Day(line.date),
            Whole::DayAndDirection(line.date, line.direction),
            Whole::DayAndKind(line.date, line.kind),
        ])
    }

    fn rule(self) -> Rule {
        match self {
            Whole::Batch(_) => Rule::Batch,
            Whole::Day(_) | Whole::DayAndDirection(..) | Whole::DayAndKind(..) => Rule::DaySum,
        }
    }
}

/// The whole sets of one side and currency, by their sum in minor units.
type BySum<'a> = HashMap<(Side, Currency, i128), Vec<(Whole<'a>, Vec<&'a Entry>)>>;

/// The whole sets of two lines and more that are the sum of one line of the other side, which was booked with them or within
/// the days that a line may wait.
pub(super) fn sets<'a>(settled: &[&'a Entry], account: &ChannelAccount) -> Vec<Candidate<'a>> {
    // In the order in which they were first met, which is that of content: so the result has one order.
    let mut index: HashMap<(Side, Currency, Whole<'a>), usize> = HashMap::new();
    let mut wholes: Vec<(Side, Currency, Whole<'a>, Vec<&'a Entry>)> = Vec::new();
    for entry in settled {
        let currency = entry.line.amount.currency();
        for whole in Whole::all_of(entry) {
            let at = *index.entry((entry.side, currency, whole)).or_insert_with(|| {
                wholes.push((entry.side, currency, whole, Vec::new()));
                wholes.len() - 1
            });
            wholes[at].3.push(entry);
        }
    }
    let mut by_sum: BySum<'a> = HashMap::new();
    for (side, currency, whole, entries) in wholes.into_iter().filter(|(.., entries)| entries.len() > 1) {
        by_sum.entry((side, currency, sum_minor(&entries))).or_default().push((whole, entries));
    }
    that_moved(settled).flat_map(|one| of_one(one, &by_sum, account)).collect()
}

fn of_one<'a>(one: &'a Entry, by_sum: &BySum<'a>, account: &ChannelAccount) -> Vec<Candidate<'a>> {
    let other = if one.side == Side::Ours { Side::Channel } else { Side::Ours };
    let key = (other, one.line.amount.currency(), moved_minor(&one.line));
    let mut sets: Vec<Candidate<'a>> = Vec::new();
    let is_in_time =
        |entry: &&Entry| (one.line.date - entry.line.date).num_days().unsigned_abs() <= u64::from(account.hold_days);
    for (whole, entries) in by_sum.get(&key).into_iter().flatten() {
        let ids = |entries: &[&Entry]| entries.iter().map(|entry| entry.id).collect::<Vec<LineId>>();
        let is_known = sets.iter().any(|known| ids(&known.several) == ids(entries));
        if !is_known && entries.iter().all(is_in_time) {
            sets.push(Candidate { rule: whole.rule(), one, several: entries.clone() });
        }
    }
    sets
}
