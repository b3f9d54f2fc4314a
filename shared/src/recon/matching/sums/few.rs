//! Few lines of whose amounts one is the sum.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::{Candidate, SUM_CANDIDATES_MAX, SUM_LINES_MAX, that_moved};
use crate::recon::matching::amounts::is_near;
use crate::recon::matching::content::{moved_minor, references_conflict};
use crate::recon::matching::{Entry, Likeness, Rule, likeness};
use crate::recon::{ChannelAccount, LineKind, Side};

/// Of how many lines a day may be for sums of few of them to say anything.
const DAY_LINES_MAX: usize = 2_000;

type ByDay<'a> = HashMap<(Side, NaiveDate), Vec<&'a Entry>>;

/// The few lines that are the sum of one line of the other side; more than one set for it where it can be had in more than one
/// way.
pub(super) fn sets<'a>(settled: &[&'a Entry], account: &ChannelAccount) -> Vec<Candidate<'a>> {
    let mut by_day: ByDay<'a> = HashMap::new();
    settled.iter().for_each(|entry| by_day.entry((entry.side, entry.line.date)).or_default().push(entry));
    that_moved(settled).flat_map(|one| of_one(one, &by_day, account)).collect()
}

fn of_one<'a>(one: &'a Entry, by_day: &ByDay<'a>, account: &ChannelAccount) -> Vec<Candidate<'a>> {
    // Those of the same day first: only where they give no sum may a line have waited.
    for days in [0, u64::from(account.hold_days)] {
        let Some(candidates) = candidates(one, by_day, days, account) else { return Vec::new() };
        let mut sums = Vec::new();
        collect(moved_minor(&one.line), &candidates, 0, &mut Vec::new(), &mut sums);
        if !sums.is_empty() {
            let candidate = |several| Candidate { rule: Rule::FewLines, one, several };
            return sums.into_iter().map(candidate).collect();
        }
    }
    Vec::new()
}

/// The lines of the other side that may be part of one; `None` where there are too many to choose from.
fn candidates<'a>(one: &Entry, by_day: &ByDay<'a>, days: u64, account: &ChannelAccount) -> Option<Vec<&'a Entry>> {
    let other = if one.side == Side::Ours { Side::Channel } else { Side::Ours };
    let first = one.line.date.checked_sub_days(Days::new(days))?;
    let mut candidates = Vec::new();
    for date in first.iter_days().take(usize::try_from(2 * days + 1).unwrap_or(usize::MAX)) {
        let of_day = by_day.get(&(other, date)).map_or(&[] as &[&Entry], Vec::as_slice);
        candidates
            .extend(of_day.iter().take(DAY_LINES_MAX + 1).filter(|entry| may_be_part(one, entry, days == 0, account)));
        if of_day.len() > DAY_LINES_MAX || candidates.len() > SUM_CANDIDATES_MAX {
            return None;
        }
    }
    Some(candidates)
}

fn may_be_part(one: &Entry, part: &Entry, is_same_day: bool, account: &ChannelAccount) -> bool {
    let (whole, line) = (&one.line, &part.line);
    let is_netted = matches!(line.kind, LineKind::Refund | LineKind::Bounce | LineKind::Fee);
    whole.amount.currency() == line.amount.currency()
        && (whole.direction == line.direction || is_netted)
        && moved_minor(line) != 0
        && is_near(one, part, is_same_day, account)
        && likeness(whole, line) != Likeness::Differ
        && !references_conflict(whole, line)
}

/// Collects the sets of two lines up to the most, from `at` on, that sum up to what is `wanted` beyond those `chosen`; two
/// sets at most, for two are too many already.
fn collect<'a>(
    wanted: i128,
    candidates: &[&'a Entry],
    at: usize,
    chosen: &mut Vec<&'a Entry>,
    sums: &mut Vec<Vec<&'a Entry>>,
) {
    if wanted == 0 && chosen.len() > 1 {
        sums.push(chosen.clone());
    }
    if chosen.len() == SUM_LINES_MAX || sums.len() > 1 {
        return;
    }
    for (index, entry) in candidates.iter().enumerate().skip(at) {
        chosen.push(entry);
        collect(wanted - moved_minor(&entry.line), candidates, index + 1, chosen, sums);
        chosen.pop();
    }
}
