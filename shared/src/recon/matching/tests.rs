//! Tables of matching, and its properties.

mod by_reference;
mod endings;
mod properties;

use chrono::{DateTime, Utc};

use super::*;
use crate::money::{Currency, Money};
use crate::recon::account::example;
use crate::recon::{Direction, LineKind, LineStatus, References, Side};

/// A payout of 100.00 at noon of 1 March.
pub(crate) fn line(order: u32) -> Line {
    let at: DateTime<Utc> = "2026-03-01T04:00:00Z".parse().unwrap();
    Line {
        position: 1,
        kind: LineKind::Payout,
        direction: Direction::Out,
        amount: cny(10_000),
        fee: None,
        status: LineStatus::Settled,
        references: References { order_number: Some(format!("P{order}")), ..References::default() },
        date: "2026-03-01".parse().unwrap(),
        at: Some(at),
        counterparty: None,
        counterparty_account: None,
        text: None,
    }
}

pub(crate) fn cny(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

pub(crate) fn entry(id: i64, side: Side, line: Line) -> Entry {
    Entry { id: LineId(id), side, line, placed: Placed::Free }
}

/// Runs all passes over all lines in memory, and then the leftovers: what `server` does over the store.
pub(crate) fn reconcile(entries: &[Entry], account: &ChannelAccount, coverage: &Coverage) -> Endings {
    let mut entries = entries.to_vec();
    let mut all = Endings::default();
    for pass in Pass::ALL {
        let mut groups: std::collections::BTreeMap<String, Vec<Entry>> = std::collections::BTreeMap::new();
        for entry in entries.iter().filter(|entry| pass.group_of(&entry.line).is_some()) {
            let key = pass.group_of(&entry.line).unwrap().into_owned();
            groups.entry(key).or_default().push(entry.clone());
        }
        for group in groups.into_values().filter(|group| group.iter().any(Entry::is_free)) {
            let found = by_reference(pass, &group, account);
            apply(&mut entries, &mut all, found);
        }
    }
    let ends = leftovers(&entries, account, coverage);
    all.matches.extend(ends.matches);
    all.discrepancies.extend(ends.discrepancies);
    all.held.extend(ends.held);
    all.unmoved.extend(ends.unmoved);
    all
}

/// Places what was found. A test's matches are numbered from 1,000,000 on.
fn apply(entries: &mut [Entry], all: &mut Endings, found: Findings) {
    for entry in entries.iter_mut() {
        if matches!(entry.placed, Placed::Matched { id, .. } if found.undone.contains(&id)) {
            entry.placed = Placed::Free;
        }
    }
    for found in found.matches {
        let id = MatchId(1_000_000 + i64::try_from(all.matches.len()).unwrap());
        place(entries, found.lines(), Placed::Matched { id, by: found.rule });
        all.matches.push(found);
    }
    for found in found.discrepancies {
        place(entries, found.lines(), Placed::Differs);
        all.discrepancies.push(found);
    }
}

fn place(entries: &mut [Entry], lines: impl Iterator<Item = LineId>, placed: Placed) {
    for id in lines {
        entries.iter_mut().filter(|entry| entry.id == id).for_each(|entry| entry.placed = placed);
    }
}

pub(crate) fn account() -> ChannelAccount {
    example(None)
}
