use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::recon::discrepancy::DiscrepancyKind;

/// Lines that often share references, amounts, times and names, and often do not.
fn any_line() -> impl Strategy<Value = Line> {
    let reference =
        |letter: &'static str| prop::option::weighted(0.5, (0..4u32).prop_map(move |n| format!("{letter}{n}")));
    let references = (reference("P"), reference("C"), reference("E"), reference("P"), reference("B")).prop_map(
        |(order_number, channel_number, entry_reference, original_order_number, batch_number)| References {
            order_number,
            channel_number,
            entry_reference,
            original_order_number,
            batch_number,
        },
    );
    let kind = prop::sample::select(LineKind::ALL.to_vec());
    let direction = prop::sample::select(Direction::ALL.to_vec());
    let status =
        prop_oneof![8 => Just(LineStatus::Settled), 1 => Just(LineStatus::Failed), 1 => Just(LineStatus::Pending)];
    let amount = prop::sample::select(vec![0, 100, 200, 300, 10_000]);
    let fee = prop::option::weighted(0.2, 0..3i64);
    let time = (0..3u64, prop::option::of(0..30i64));
    let name = prop::option::weighted(0.3, prop::sample::select(vec!["张三", "李四", "*三"]));
    (references, kind, direction, status, amount, fee, time, name).prop_map(
        |(references, kind, direction, status, minor, fee, (days, minutes), name)| {
            let first = line(0);
            let date = first.date + chrono::Days::new(days);
            let noon = first.at.unwrap() + chrono::Duration::days(i64::try_from(days).unwrap());
            Line {
                kind,
                direction,
                status,
                amount: cny(minor),
                fee: fee.map(cny),
                references,
                date,
                at: minutes.map(|minutes| noon + chrono::Duration::minutes(minutes)),
                counterparty: name.map(str::to_owned),
                ..first
            }
        },
    )
}

fn lines() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((any::<bool>(), any_line()), 0..14).prop_map(|lines| {
        let side = |is_ours| if is_ours { Side::Ours } else { Side::Channel };
        lines.into_iter().zip(1..).map(|((is_ours, line), id)| entry(id, side(is_ours), line)).collect()
    })
}

fn through(date: &str) -> Coverage {
    let date = Some(date.parse().unwrap());
    Coverage { ours: date, channel: date }
}

fn tolerant() -> ChannelAccount {
    ChannelAccount { tolerance: crate::recon::Tolerance { amount_minor: 1, minutes: 10 }, ..account() }
}

/// Everything that came of it, in an order of its own.
fn told(ends: &Endings) -> Vec<String> {
    let mut told: Vec<String> = ends.matches.iter().map(|one| format!("{one:?}")).collect();
    told.extend(ends.discrepancies.iter().map(|one| format!("{one:?}")));
    told.extend(ends.held.iter().map(|one| format!("{one:?}")));
    told.extend(ends.unmoved.iter().map(|one| format!("{one:?}")));
    told.sort();
    told
}

fn placed_lines(ends: &Endings) -> Vec<LineId> {
    let mut placed: Vec<LineId> = ends.matches.iter().flat_map(Match::lines).collect();
    placed.extend(ends.discrepancies.iter().flat_map(|one| one.lines().collect::<Vec<_>>()));
    placed.extend(ends.held.iter().map(|held| held.line));
    placed.extend(&ends.unmoved);
    placed.sort_unstable();
    placed
}

/// The lines as a next run finds them: those of matches matched, all others free.
fn after(entries: &[Entry], ends: &Endings) -> Vec<Entry> {
    let mut by_line: BTreeMap<LineId, Placed> = BTreeMap::new();
    for (one, id) in ends.matches.iter().zip(1..) {
        by_line.extend(one.lines().map(|line| (line, Placed::Matched { id: MatchId(id), by: one.rule })));
    }
    let placed = |entry: &Entry| by_line.get(&entry.id).copied().unwrap_or(Placed::Free);
    entries.iter().map(|entry| Entry { placed: placed(entry), ..entry.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_line_ends_in_exactly_one_place(entries in lines()) {
        let ends = reconcile(&entries, &tolerant(), &through("2026-03-02"));
        let all: Vec<LineId> = entries.iter().map(|entry| entry.id).collect();
        prop_assert_eq!(placed_lines(&ends), all);
    }

    #[test]
    fn the_order_of_lines_makes_no_difference(entries in lines(), seed in any::<u64>()) {
        let mut shuffled = entries.clone();
        shuffled.sort_by_key(|entry| (u64::try_from(entry.id.0).unwrap().wrapping_add(seed)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let of = |entries: &[Entry]| told(&reconcile(entries, &tolerant(), &through("2026-03-02")));
        prop_assert_eq!(of(&entries), of(&shuffled));
    }

    #[test]
    fn what_matches_moved_the_same(entries in lines()) {
        let ends = reconcile(&entries, &tolerant(), &through("2026-03-02"));
        let line = |id: &LineId| &entries.iter().find(|entry| entry.id == *id).unwrap().line;
        let states_fees = |ids: &[LineId]| ids.iter().any(|id| line(id).fee.is_some());
        for found in &ends.matches {
            let apart = |moved: &dyn Fn(&Line) -> i128| {
                let sum = |ids: &[LineId]| ids.iter().map(|id| moved(line(id))).sum::<i128>();
                sum(&found.ours) - sum(&found.channel)
            };
            let (net, gross) = (apart(&content::moved_minor), apart(&|line| line.effect_minor().into()));
            // Where one side alone states fees they are left out, unless they are what makes the sums agree.
            let leaves_fees_out = states_fees(&found.ours) != states_fees(&found.channel)
                && found.fit != Fit::NetOfFee
                && (found.lines().count() == 2 || gross.abs() < net.abs());
            let apart = if leaves_fees_out { gross } else { net };
            prop_assert_eq!(apart, i128::from(found.difference.minor()), "{:?}", found);
            prop_assert!(apart.abs() <= 1 && (found.fit == Fit::Tolerance || apart == 0));
            prop_assert!(!found.ours.is_empty() && !found.channel.is_empty());
            prop_assert!(found.ours.len() == 1 || found.channel.len() == 1);
        }
    }

    #[test]
    fn a_second_run_changes_nothing(entries in lines()) {
        let first = reconcile(&entries, &tolerant(), &through("2026-03-02"));
        let again = reconcile(&after(&entries, &first), &tolerant(), &through("2026-03-02"));
        prop_assert!(again.matches.is_empty(), "{:?}", again.matches);
        let rest = |ends: &Endings| {
            let none = Endings { matches: vec![], ..ends.clone() };
            told(&none)
        };
        prop_assert_eq!(rest(&first), rest(&again));
    }

    #[test]
    fn late_lines_leave_what_references_have_tied(entries in lines(), late in lines()) {
        let first = reconcile(&entries, &tolerant(), &through("2026-03-02"));
        let late = late.into_iter().map(|entry| Entry { id: LineId(entry.id.0 + 100), ..entry });
        let all: Vec<Entry> = after(&entries, &first).into_iter().chain(late).collect();
        let again = reconcile(&all, &tolerant(), &through("2026-03-02"));
        let by_reference = first.matches.iter().filter(|one| !one.rule.is_undone_by_references());
        let anew: Vec<LineId> = placed_lines(&again);
        for line in by_reference.flat_map(Match::lines) {
            prop_assert!(!anew.contains(&line));
        }
    }

    #[test]
    fn lines_of_one_side_alone_are_missing_or_second(entries in lines()) {
        let ours: Vec<Entry> = entries.into_iter().filter(|entry| entry.side == Side::Ours).collect();
        let ends = reconcile(&ours, &tolerant(), &through("2026-04-02"));
        prop_assert!(ends.matches.is_empty() && ends.held.is_empty());
        let is_expected = |kind| matches!(kind, DiscrepancyKind::MissingChannel | DiscrepancyKind::DuplicateLine);
        prop_assert!(ends.discrepancies.iter().all(|one| is_expected(one.kind)));
    }
}
