use std::collections::BTreeMap;

use super::*;
use crate::recon::Side;
use crate::recon::discrepancy::explain;
use crate::recon::matching::tests::{account, cny, reconcile};
use crate::recon::matching::{Coverage, Endings, Entry, LineId, Placed};

fn of(seed: u64) -> SampleOf {
    SampleOf { seed, first: "2026-03-02".parse().unwrap(), days: 3, transactions: 120, breaks_of_each: 2 }
}

fn entries(days: &[SampleDay]) -> Vec<Entry> {
    let of = |side, lines: &[Line]| -> Vec<Entry> {
        lines.iter().map(|line| Entry { id: LineId(0), side, line: line.clone(), placed: Placed::Free }).collect()
    };
    let all = days.iter().flat_map(|day| [of(Side::Ours, &day.ours), of(Side::Channel, &day.channel)].concat());
    (1..).zip(all).map(|(id, entry)| Entry { id: LineId(id), ..entry }).collect()
}

fn reconciled(days: &[SampleDay], through: NaiveDate) -> (Vec<Entry>, Endings) {
    let entries = entries(days);
    let ends = reconcile(&entries, &account(), &Coverage { ours: Some(through), channel: Some(through) });
    (entries, ends)
}

/// The breaks that were found, with the names of their causes.
fn found(entries: &[Entry], ends: &Endings) -> BTreeMap<(String, &'static str), Vec<&'static str>> {
    let by_id: BTreeMap<LineId, &Entry> = entries.iter().map(|entry| (entry.id, entry)).collect();
    ends.discrepancies
        .iter()
        .map(|one| {
            let own: Vec<Entry> = one.lines().chain(one.repeats).map(|id| by_id[&id].clone()).collect();
            let order_number = own[0].line.references.order_number.clone().unwrap_or_default();
            let causes = explain(one, &own, &[], &account()).iter().map(|cause| cause.why.name()).collect();
            ((order_number, one.kind.name()), causes)
        })
        .collect()
}

#[test]
fn every_known_break_is_found_and_none_is_invented() {
    for seed in 0..40 {
        let days = sample(of(seed), &account());
        let after = days.last().unwrap().date + Days::new(5);
        let (entries, ends) = reconciled(&days, after);
        let found = found(&entries, &ends);
        let known: Vec<&KnownBreak> = days.iter().flat_map(|day| &day.breaks).collect();
        assert_eq!(found.len(), ends.discrepancies.len(), "seed {seed}: two breaks of one type at one order");
        let mut expected: Vec<(String, &str)> = known.iter().map(|one| (one.order_number.clone(), one.kind)).collect();
        expected.sort();
        assert_eq!(found.keys().cloned().collect::<Vec<_>>(), expected, "seed {seed}");
        for one in known {
            let causes = &found[&(one.order_number.clone(), one.kind)];
            assert!(one.cause.is_none_or(|cause| causes.contains(&cause)), "seed {seed}: {one:?} by {causes:?}");
        }
        assert!(ends.held.is_empty(), "seed {seed}: {:?}", ends.held);
    }
}

#[test]
fn what_is_booked_across_days_is_held_and_clears_by_itself() {
    let days = sample(of(7), &account());
    let (_, first) = reconciled(&days[..1], days[0].date);
    let missing =
        |ends: &Endings| ends.discrepancies.iter().filter(|one| one.kind.name().starts_with("missing")).count();
    assert_eq!(missing(&first), 0, "nothing is a break on its own day");
    // What is missing for good waits too: two of either side, for each time that breaks were put in.
    let across = first.held.len() - 2 * 2;
    assert!(across > 0);
    let (_, second) = reconciled(&days[..2], days[1].date);
    assert_eq!(missing(&second), 2 * 2, "what was missing for good is a break a day later, and nothing else is");
    assert!(second.matches.iter().filter(|one| one.is_cross_day).count() >= across);
}

#[test]
fn the_same_seed_makes_the_same_days_and_balances_run_on() {
    let days = sample(of(3), &account());
    assert_eq!(days, sample(of(3), &account()));
    assert_ne!(days, sample(of(4), &account()));
    for pair in days.windows(2) {
        assert_eq!(pair[0].closing, pair[1].opening);
    }
    for day in &days {
        let moved: i64 =
            day.channel.iter().filter(|line| line.amount.currency() == account().currency).map(moved_minor).sum();
        assert_eq!(cny(day.opening.minor() + moved), day.closing);
        let all: Vec<&str> = DiscrepancyKind::ALL.iter().map(|kind| kind.name()).collect();
        assert!(all.iter().all(|kind| day.breaks.iter().any(|one| one.kind == *kind)), "every type is there");
    }
}
