use super::*;
use crate::recon::discrepancy::DiscrepancyKind;
use crate::recon::{Tolerance, discrepancy};

/// Our lines, the channel's, and what comes of them.
type Row = (Vec<Line>, Vec<Line>, Vec<(Rule, Vec<i64>)>);

/// A line without a reference, `minutes` after noon.
fn bare(minor: i64, minutes: i64) -> Line {
    let line = line(0);
    let at = line.at.map(|at| at + chrono::Duration::minutes(minutes));
    Line { references: References::default(), amount: cny(minor), at, ..line }
}

fn dated(minor: i64, date: &str) -> Line {
    Line { at: None, date: date.parse().unwrap(), ..bare(minor, 0) }
}

fn named(line: Line, name: &str) -> Line {
    Line { counterparty: Some(name.into()), ..line }
}

fn ends(ours: Vec<Line>, channel: Vec<Line>, through: &str) -> Endings {
    ends_at(&account(), ours, channel, through)
}

fn ends_at(account: &ChannelAccount, ours: Vec<Line>, channel: Vec<Line>, through: &str) -> Endings {
    let of = |lines: Vec<Line>, side, from: i64| {
        lines.into_iter().zip(from..).map(move |(line, id)| entry(id, side, line)).collect::<Vec<_>>()
    };
    let entries = [of(ours, Side::Ours, 1), of(channel, Side::Channel, 101)].concat();
    let through = Some(through.parse().unwrap());
    leftovers(&entries, account, &Coverage { ours: through, channel: through })
}

/// The pairs that were matched, with their rules.
fn pairs(ends: &Endings) -> Vec<(Rule, Vec<i64>)> {
    ends.matches.iter().map(|one| (one.rule, one.lines().map(|id| id.0).collect())).collect()
}

#[test]
fn amount_time_and_counterparty_match_only_where_they_can_be_read_in_one_way() {
    use Rule::{AmountAndCounterparty, AmountAndTime};
    let table: Vec<Row> = vec![
        (vec![bare(500, 0)], vec![bare(500, 10)], vec![(AmountAndTime, vec![1, 101])]),
        (vec![bare(500, 0)], vec![bare(500, 11)], vec![]),
        (vec![bare(500, 0)], vec![bare(501, 0)], vec![]),
        (vec![dated(500, "2026-03-01")], vec![dated(500, "2026-03-02")], vec![(AmountAndTime, vec![1, 101])]),
        (vec![dated(500, "2026-03-01")], vec![dated(500, "2026-03-03")], vec![]),
        // Names tell two apart; another name is another payment.
        (
            vec![named(bare(500, 0), "张三"), named(bare(500, 0), "李四")],
            vec![named(bare(500, 1), "李四"), named(bare(500, 1), "*三")],
            vec![(AmountAndCounterparty, vec![1, 102]), (AmountAndCounterparty, vec![2, 101])],
        ),
        (vec![named(bare(500, 0), "张三")], vec![named(bare(500, 0), "李四")], vec![]),
        // Two for one: nobody can say which.
        (vec![line(1), line(2)], vec![bare(10_000, 0)], vec![]),
        // As many on either side: nothing hangs on which is which.
        (
            vec![bare(500, 0), bare(500, 2)],
            vec![bare(500, 3), bare(500, 1)],
            vec![(AmountAndTime, vec![1, 102]), (AmountAndTime, vec![2, 101])],
        ),
        // Those of the larger side say the same word for word: one is as good as another.
        (vec![bare(500, 0)], vec![bare(500, 1), bare(500, 1)], vec![(AmountAndTime, vec![1, 101])]),
        // Another order number is another payment.
        (vec![line(1)], vec![line(2)], vec![]),
    ];
    for (ours, channel, expected) in table {
        let ends = ends(ours.clone(), channel.clone(), "2026-03-05");
        assert_eq!(pairs(&ends), expected, "{ours:?} {channel:?}");
    }
}

#[test]
fn a_tolerance_takes_no_line_from_its_equal() {
    let account = ChannelAccount { tolerance: Tolerance { amount_minor: 5, minutes: 10 }, ..account() };
    let ends = ends_at(&account, vec![bare(500, 0), bare(502, 0)], vec![bare(502, 1), bare(505, 1)], "2026-03-05");
    let told: Vec<_> =
        ends.matches.iter().map(|one| (one.ours[0].0, one.channel[0].0, one.difference.minor())).collect();
    assert_eq!(told, [(2, 101, 0), (1, 102, 5)]);
}

#[test]
fn one_line_may_be_the_sum_of_a_day_or_of_few() {
    let sale = |minor, minutes| Line { kind: LineKind::Receipt, direction: Direction::In, ..bare(minor, minutes) };
    let back = |minor| Line { kind: LineKind::Refund, ..bare(minor, 60) };
    let settled = |minor, date: &str| Line { kind: LineKind::Other, direction: Direction::In, ..dated(minor, date) };
    let numbered = |line: Line, order: &str| Line {
        references: References { order_number: Some(order.into()), ..References::default() },
        ..line
    };
    let table: Vec<(Vec<Line>, Vec<Line>, Option<Rule>)> = vec![
        // All of the day, what was given back taken off, settled the day after.
        (vec![sale(700, 0), sale(500, 30), back(150)], vec![settled(1_050, "2026-03-02")], Some(Rule::DaySum)),
        (vec![sale(700, 0), sale(500, 30), back(150)], vec![settled(1_051, "2026-03-02")], None),
        (vec![sale(700, 0), sale(500, 30)], vec![settled(1_200, "2026-03-04")], None),
        // The day's receipts without its payouts.
        (vec![sale(700, 0), sale(500, 30), bare(900, 5)], vec![settled(1_200, "2026-03-02")], Some(Rule::DaySum)),
        // Two of three receipts, and no other two.
        (vec![sale(700, 0), sale(500, 30), sale(333, 40)], vec![settled(1_200, "2026-03-01")], Some(Rule::FewLines)),
        // 700 + 300 is 500 + 500: nobody can say which.
        (
            vec![sale(700, 0), sale(300, 1), sale(500, 30), sale(499, 31), sale(501, 32)],
            vec![settled(1_000, "2026-03-01")],
            None,
        ),
        // Two lines that could each be the day.
        (vec![sale(700, 0), sale(500, 30)], vec![settled(1_200, "2026-03-01"), settled(1_200, "2026-03-02")], None),
        // A sum of lines that bear other order numbers than the one is an accident.
        (
            vec![numbered(sale(700, 0), "P1"), numbered(sale(500, 1), "P2"), numbered(sale(31, 1), "P3")],
            vec![numbered(settled(1_200, "2026-03-01"), "P4")],
            None,
        ),
        // What cancels out needs no line of nothing to say so.
        (vec![sale(150, 0), back(150)], vec![settled(0, "2026-03-01")], None),
    ];
    for (ours, channel, expected) in table {
        let forth = ends(ours.clone(), channel.clone(), "2026-03-09");
        let back = ends(channel.clone(), ours.clone(), "2026-03-09");
        for ends in [forth, back] {
            let rules: Vec<Rule> = ends.matches.iter().map(|one| one.rule).collect();
            assert_eq!(rules, Vec::from_iter(expected), "{ours:?} {channel:?}");
        }
    }
}

#[test]
fn what_was_matched_lets_the_rest_be_read() {
    let sale = |minor| Line { kind: LineKind::Receipt, direction: Direction::In, ..bare(minor, 0) };
    let settled = |minor| Line { kind: LineKind::Other, direction: Direction::In, at: None, ..sale(minor) };
    // 700 + 11 is one of few; only then are the other five all that is left of the day.
    let ours = [700, 11, 1_000, 1_001, 1_002, 1_003, 1_004].map(sale).to_vec();
    let ends = ends(ours, vec![settled(711), settled(5_010)], "2026-03-09");
    assert_eq!(pairs(&ends), [(Rule::FewLines, vec![2, 1, 101]), (Rule::DaySum, vec![3, 4, 5, 6, 7, 102])], "{ends:?}");
}

#[test]
fn many_candidates_give_no_sum_of_few() {
    let count = i64::try_from(SUM_CANDIDATES_MAX).unwrap();
    let sale = |minor| Line { kind: LineKind::Receipt, direction: Direction::In, ..bare(minor, 0) };
    let settled = |minor| Line { kind: LineKind::Other, direction: Direction::In, at: None, ..sale(minor) };
    for (lines, expected) in [(count, 1), (count + 1, 0)] {
        // Powers of two: every sum can be had in one way.
        let ours = (0..lines).map(|power| sale(1 << power)).collect();
        let ends = ends(ours, vec![settled(0b1011)], "2026-03-09");
        assert_eq!(ends.matches.len(), expected, "{lines}");
    }
}

#[test]
fn nothing_is_a_break_before_the_other_side_had_its_days() {
    let held_days = |days| ChannelAccount { hold_days: days, ..account() };
    for (days, through, expected) in [
        (0, "2026-02-28", Some("2026-03-01")),
        (0, "2026-03-01", None),
        (1, "2026-03-01", Some("2026-03-02")),
        (1, "2026-03-02", None),
        (3, "2026-03-03", Some("2026-03-04")),
        (3, "2026-03-04", None),
    ] {
        let ends = ends_at(&held_days(days), vec![line(1)], vec![bare(7, 0)], through);
        let until: Vec<String> = ends.held.iter().map(|held| held.until.to_string()).collect();
        assert_eq!(until, vec![expected; 2].into_iter().flatten().collect::<Vec<_>>(), "{days} {through}");
        let kinds: Vec<_> = ends.discrepancies.iter().map(|one| one.kind).collect();
        let both = vec![DiscrepancyKind::MissingChannel, DiscrepancyKind::MissingInternal];
        let mut kinds = kinds;
        kinds.sort_unstable_by_key(|kind| kind.name());
        let mut both = if expected.is_some() { vec![] } else { both };
        both.sort_unstable_by_key(|kind| kind.name());
        assert_eq!(kinds, both, "{days} {through}");
    }
    // A side that is not there at all is no reason to call the other's lines breaks.
    let entries = [entry(1, Side::Ours, line(1))];
    let through = Some("2026-04-01".parse().unwrap());
    let ends = leftovers(&entries, &account(), &Coverage { ours: through, channel: None });
    assert_eq!((ends.held.len(), ends.discrepancies.len()), (1, 0));
}

#[test]
fn what_moved_nothing_is_no_break() {
    for status in [LineStatus::Failed, LineStatus::Pending] {
        let ends = ends(vec![Line { status, ..line(1) }], vec![], "2026-04-01");
        assert_eq!((ends.unmoved, ends.discrepancies), (vec![LineId(1)], vec![]));
    }
    // An entry of nothing, unless a fee was taken for it.
    for (fee, expected) in [(None, (1, 0)), (Some(cny(3)), (0, 1))] {
        let ends = ends(vec![Line { fee, ..bare(0, 0) }], vec![], "2026-04-01");
        assert_eq!((ends.unmoved.len(), ends.discrepancies.len()), expected, "{fee:?}");
    }
}

#[test]
fn a_person_ties_lines_together_but_talks_no_difference_away() {
    let account = ChannelAccount { tolerance: Tolerance { amount_minor: 2, minutes: 10 }, ..account() };
    let ours = || vec![entry(1, Side::Ours, line(1)), entry(2, Side::Ours, line(2))];
    let with = |minor| [ours(), vec![entry(101, Side::Channel, bare(minor, 600))]].concat();
    let told = |minor| match match_by_hand(&with(minor), "the bank nets them", &account) {
        Ok(MatchedByHand::Match(found)) => Ok((found.rule, found.fit, found.difference.minor())),
        Ok(MatchedByHand::Differ(found)) => Err((found.kind, found.amount.minor())),
        Err(refusal) => panic!("{refusal}"),
    };
    assert_eq!(told(20_000), Ok((Rule::ByHand, Fit::Sum, 0)));
    assert_eq!(told(20_002), Ok((Rule::ByHand, Fit::Tolerance, 2)));
    assert_eq!(told(20_003), Err((discrepancy::DiscrepancyKind::AmountMismatch, 3)));
    let placed = |placed| vec![Entry { placed, ..ours()[0].clone() }, entry(101, Side::Channel, bare(10_000, 0))];
    let in_match = || Placed::Matched { id: MatchId(1), by: Rule::OrderNumber };
    for (lines, reason, expected) in [
        (with(20_000), " ", RefusedByHand::NoReason),
        (ours(), "x", RefusedByHand::OneSided),
        (placed(in_match()), "x", RefusedByHand::IsMatched),
        (placed(Placed::Final), "x", RefusedByHand::IsFinal),
    ] {
        assert_eq!(match_by_hand(&lines, reason, &account), Err(expected));
    }
    let one = |placed| [Entry { placed, ..ours()[0].clone() }];
    for (lines, reason, expected) in [
        (one(in_match()), "wrong pair", Ok(())),
        (one(in_match()), "", Err(RefusedByHand::NoReason)),
        (one(Placed::Free), "x", Err(RefusedByHand::NotMatched)),
        (one(Placed::Final), "x", Err(RefusedByHand::IsFinal)),
    ] {
        assert_eq!(unmatch_by_hand(&lines, reason), expected);
    }
}
