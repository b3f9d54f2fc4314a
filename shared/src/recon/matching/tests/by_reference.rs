use super::*;
use crate::recon::discrepancy::{Differs, DiscrepancyKind};

/// Our lines, the channel's, and what comes of them.
type Row = (Vec<Line>, Vec<Line>, Fit, Vec<i64>);

/// A change of a line.
type With = fn(Line) -> Line;

fn order(line: Line, number: &str) -> Line {
    Line { references: References { order_number: Some(number.into()), ..line.references }, ..line }
}

fn channel_number(line: Line, number: &str) -> Line {
    Line { references: References { channel_number: Some(number.into()), ..line.references }, ..line }
}

fn original(line: Line, number: &str) -> Line {
    let references = References { original_order_number: Some(number.into()), ..line.references };
    Line { kind: LineKind::Refund, references, ..line }
}

fn batch(line: Line, number: &str) -> Line {
    Line { references: References { batch_number: Some(number.into()), ..line.references }, ..line }
}

fn amount(line: Line, minor: i64) -> Line {
    Line { amount: cny(minor), ..line }
}

fn fee(line: Line, minor: i64) -> Line {
    Line { fee: Some(cny(minor)), ..line }
}

fn income(line: Line) -> Line {
    Line { direction: Direction::In, kind: LineKind::Receipt, ..line }
}

fn refund(line: Line, order_number: &str, of: &str, minor: i64) -> Line {
    order(original(amount(line, minor), of), order_number)
}

/// Runs the passes over lines of ours and of the channel; tells each match as: rule, fit, our lines, the channel's lines.
fn matches(ours: Vec<Line>, channel: Vec<Line>) -> Vec<(Rule, Fit, Vec<i64>, Vec<i64>)> {
    found(ours, channel).0
}

type Told = Vec<(Rule, Fit, Vec<i64>, Vec<i64>)>;

fn found(ours: Vec<Line>, channel: Vec<Line>) -> (Told, Vec<(DiscrepancyKind, Vec<i64>)>) {
    let of = |lines: Vec<Line>, side, from: i64| {
        lines.into_iter().zip(from..).map(move |(line, id)| entry(id, side, line)).collect::<Vec<_>>()
    };
    let entries = [of(ours, Side::Ours, 1), of(channel, Side::Channel, 101)].concat();
    let date = Some("2026-03-05".parse().unwrap());
    let ends = reconcile(&entries, &account(), &Coverage { ours: date, channel: date });
    let ids = |lines: &[LineId]| lines.iter().map(|id| id.0).collect::<Vec<i64>>();
    let matches = ends.matches.iter().map(|one| (one.rule, one.fit, ids(&one.ours), ids(&one.channel))).collect();
    let differ = ends.discrepancies.iter().map(|one| (one.kind, ids(&one.lines().collect::<Vec<_>>()))).collect();
    (matches, differ)
}

#[test]
fn one_to_one_by_each_reference() {
    let plain = || Line { references: References::default(), at: None, ..line(0) };
    let entry_reference = |line: Line, number: &str| Line {
        references: References { entry_reference: Some(number.into()), ..line.references },
        ..line
    };
    for (ours, channel, rule) in [
        (line(1), line(1), Rule::OrderNumber),
        (channel_number(line(1), "C1"), channel_number(plain(), "C1"), Rule::ChannelNumber),
        (entry_reference(line(1), "E1"), entry_reference(plain(), "E1"), Rule::EntryReference),
        (refund(line(1), "R1", "P9", 500), original(amount(plain(), 500), "P9"), Rule::OriginalOrder),
        // The channel repeats the payment's own number on what gives it back.
        (
            refund(line(1), "R1", "P9", 500),
            order(Line { kind: LineKind::Refund, ..amount(plain(), 500) }, "P9"),
            Rule::OriginalOrder,
        ),
    ] {
        assert_eq!(matches(vec![ours], vec![channel]), [(rule, Fit::Exact, vec![1], vec![101])]);
    }
}

#[test]
fn fees_agree_differ_or_are_taken_off() {
    let sale = || income(line(1));
    let fee_line = |minor| Line { kind: LineKind::Fee, direction: Direction::Out, ..amount(line(1), minor) };
    let table: Vec<Row> = vec![
        (vec![fee(sale(), 60)], vec![fee(sale(), 60)], Fit::Exact, vec![1]),
        // What one side does not state is not compared.
        (vec![sale()], vec![fee(sale(), 60)], Fit::Exact, vec![1]),
        (vec![fee(sale(), 60)], vec![amount(sale(), 9_940)], Fit::NetOfFee, vec![1]),
        // A fee that is a line of its own belongs to the payment that it was taken from.
        (vec![sale(), fee_line(60)], vec![fee(sale(), 60)], Fit::Sum, vec![2, 1]),
        (vec![sale(), fee_line(60)], vec![amount(sale(), 9_940)], Fit::Sum, vec![2, 1]),
    ];
    for (ours, channel, fit, of_ours) in table {
        let mut told = matches(ours, channel);
        told.iter_mut().for_each(|(_, _, ours, _)| ours.sort_unstable_by_key(|id| std::cmp::Reverse(*id)));
        assert_eq!(told, [(Rule::OrderNumber, fit, of_ours, vec![101])]);
    }
    let (told, differ) = found(vec![fee(sale(), 60)], vec![fee(sale(), 61)]);
    assert_eq!((told, differ), (vec![], vec![(DiscrepancyKind::FeeMismatch, vec![1, 101])]));
}

#[test]
fn a_batch_is_one_line_at_the_bank() {
    let part = |order: u32, minor| batch(amount(line(order), minor), "B1");
    let bank = |line: Line, minor| amount(line, minor);
    let plain = || Line { references: References::default(), ..line(0) };
    let parts = || vec![part(1, 1_000), part(2, 2_000), part(3, 3_000)];
    for whole in [batch(bank(plain(), 6_000), "B1"), order(bank(plain(), 6_000), "B1")] {
        let [(rule, fit, ours, channel)] = &matches(parts(), vec![whole])[..] else { panic!("one match") };
        assert_eq!((*rule, *fit, ours.len(), &channel[..]), (Rule::Batch, Fit::Sum, 3, &[101][..]));
    }
    // The bank states no fees: it booked the batch with ours or without.
    let with_fees = || parts().into_iter().map(|part| Line { fee: Some(cny(10)), ..part }).collect::<Vec<_>>();
    for minor in [6_000, 6_030] {
        let [(_, fit, ours, _)] = &matches(with_fees(), vec![batch(bank(plain(), minor), "B1")])[..] else {
            panic!("one match of {minor}")
        };
        assert_eq!((*fit, ours.len()), (Fit::Sum, 3), "{minor}");
    }
    // A batch that does not add up is one discrepancy of all its lines.
    let (told, differ) = found(parts(), vec![batch(bank(plain(), 5_000), "B1")]);
    assert_eq!((told, differ), (vec![], vec![(DiscrepancyKind::AmountMismatch, vec![1, 2, 3, 101])]));
}

#[test]
fn a_refund_that_the_channel_has_taken_off_explains_the_difference() {
    let sale = income(line(1));
    let given_back = refund(line(1), "R1", "P1", 2_000);
    let [(rule, fit, ours, _)] = &matches(vec![sale.clone(), given_back], vec![amount(sale, 8_000)])[..] else {
        panic!("one match")
    };
    assert_eq!((*rule, *fit, ours.len()), (Rule::OriginalOrder, Fit::Sum, 2));
}

#[test]
fn a_bounce_is_told_from_its_payout() {
    let bounce = |line: Line| Line { kind: LineKind::Bounce, direction: Direction::In, ..line };
    let ours = vec![line(1), bounce(order(original(line(1), "P1"), "B1"))];
    let ours = ours.into_iter().map(|line| if line.direction == Direction::In { bounce(line) } else { line }).collect();
    let told = matches(ours, vec![line(1), bounce(line(1))]);
    assert_eq!(
        told,
        [(Rule::OrderNumber, Fit::Exact, vec![1], vec![101]), (Rule::OriginalOrder, Fit::Exact, vec![2], vec![102])]
    );
}

#[test]
fn what_differs_under_one_reference_is_one_discrepancy_of_its_type() {
    use DiscrepancyKind::{AmountMismatch, CurrencyMismatch, FeeMismatch, StatusMismatch};
    let usd: With = |line| Line { amount: Money::from_minor(10_000, Currency::from_code("USD").unwrap()), ..line };
    let failed: With = |line| Line { status: LineStatus::Failed, ..line };
    let more: With = |line| amount(line, 10_010);
    let other_way: With = |line| Line { direction: Direction::In, ..line };
    let other_fee: With = |line| fee(line, 7);
    let failed_and_more: With = |line| Line { status: LineStatus::Failed, ..amount(line, 20_000) };
    for (with, expected, differ) in [
        (usd, CurrencyMismatch, vec!["currency"]),
        (failed, StatusMismatch, vec!["status"]),
        (more, AmountMismatch, vec!["amount"]),
        (other_way, AmountMismatch, vec!["direction"]),
        (other_fee, FeeMismatch, vec!["fee"]),
        (failed_and_more, StatusMismatch, vec!["status", "amount"]),
    ] {
        let ours = entry(1, Side::Ours, fee(line(1), 5));
        let channel = entry(101, Side::Channel, with(fee(line(1), 5)));
        let pass = Pass::Differing(Key::OrderNumber);
        let found = by_reference(pass, &[channel, ours], &account());
        let [one] = &found.discrepancies[..] else { panic!("{found:?}") };
        let fields: Vec<&str> = one.differs.iter().map(field).collect();
        assert_eq!((one.kind, fields), (expected, differ));
        assert!(found.matches.is_empty() && found.rest.is_empty());
    }
}

fn field(differs: &Differs) -> &'static str {
    match differs {
        Differs::Status { .. } => "status",
        Differs::Currency { .. } => "currency",
        Differs::Direction { .. } => "direction",
        Differs::Amount { .. } => "amount",
        Differs::Fee { .. } => "fee",
    }
}

#[test]
fn within_the_tolerance_lines_match_and_the_match_says_by_how_much() {
    let account = ChannelAccount { tolerance: crate::recon::Tolerance { amount_minor: 2, minutes: 10 }, ..account() };
    for (theirs, expected) in [(10_002, Some(2)), (9_998, Some(-2)), (10_003, None)] {
        let group = [entry(1, Side::Ours, line(1)), entry(101, Side::Channel, amount(line(1), theirs))];
        let found = by_reference(Pass::Differing(Key::OrderNumber), &group, &account);
        let difference = found.matches.first().map(|one| (one.fit, one.difference.minor()));
        assert_eq!(difference, expected.map(|minor| (Fit::Tolerance, minor)), "{theirs}");
        assert_eq!(found.discrepancies.len(), usize::from(expected.is_none()));
    }
}

#[test]
fn a_second_line_of_one_transaction_is_a_duplicate() {
    let numbered = |number| channel_number(line(1), number);
    let refund = |number| channel_number(original(line(1), "P1"), number);
    for (ours, channel, expected) in [
        (vec![line(1)], vec![numbered("C1"), numbered("C1")], vec![(DiscrepancyKind::DuplicateLine, vec![102])]),
        // The channel numbers it anew: the money may have gone twice.
        (vec![line(1)], vec![numbered("C1"), numbered("C2")], vec![(DiscrepancyKind::DuplicateLine, vec![102])]),
        (vec![line(1), line(1)], vec![line(1)], vec![(DiscrepancyKind::DuplicateLine, vec![2])]),
        (
            vec![],
            vec![numbered("C1"), numbered("C1")],
            vec![(DiscrepancyKind::DuplicateLine, vec![102]), (DiscrepancyKind::MissingInternal, vec![101])],
        ),
        // Two refunds of one order and amount are two where the channel numbers them so.
        (vec![refund("C1")], vec![refund("C1"), refund("C2")], vec![(DiscrepancyKind::MissingInternal, vec![102])]),
        (vec![refund("C1")], vec![refund("C1"), refund("C1")], vec![(DiscrepancyKind::DuplicateLine, vec![102])]),
        (vec![line(1), line(1)], vec![line(1), line(1)], vec![]),
    ] {
        assert_eq!(found(ours, channel).1, expected);
    }
}

#[test]
fn a_duplicate_of_what_is_placed_for_good_is_found() {
    for placed in [Placed::Final, Placed::Matched { id: MatchId(7), by: Rule::OrderNumber }] {
        let group = [
            Entry { placed, ..entry(101, Side::Channel, channel_number(line(1), "C1")) },
            entry(102, Side::Channel, channel_number(line(1), "C1")),
        ];
        let found = by_reference(Pass::Differing(Key::OrderNumber), &group, &account());
        let told: Vec<_> = found.discrepancies.iter().map(|one| (one.channel.clone(), one.repeats)).collect();
        assert_eq!(told, [(vec![LineId(102)], Some(LineId(101)))]);
    }
}

#[test]
fn a_reference_undoes_a_likeness_and_nothing_else() {
    let late = entry(102, Side::Channel, line(1));
    for (by, is_undone) in
        [(Rule::AmountAndTime, true), (Rule::DaySum, true), (Rule::ByHand, false), (Rule::ChannelNumber, false)]
    {
        let ours = Entry { placed: Placed::Matched { id: MatchId(7), by }, ..entry(1, Side::Ours, line(1)) };
        let found = by_reference(Pass::Agreeing(Key::OrderNumber), &[late.clone(), ours], &account());
        let expected = if is_undone { (vec![MatchId(7)], 1, vec![]) } else { (vec![], 0, vec![LineId(102)]) };
        assert_eq!((found.undone, found.matches.len(), found.rest), expected, "{by:?}");
    }
}

#[test]
fn what_says_that_there_is_no_reference_ties_nothing() {
    for (number, expected) in [
        ("P1", true),
        ("NONREF", false),
        ("NotProvided", false),
        ("000", false),
        ("-", false),
        ("", false),
        ("0A", true),
    ] {
        assert_eq!(Key::OrderNumber.of(&order(line(1), number).references).is_some(), expected, "{number}");
    }
}

#[test]
fn a_group_of_very_many_lines_takes_no_more_than_moments() {
    let many = |side, from: i64| (0..20_000).map(move |id| entry(from + id, side, amount(line(1), 100 + id % 50)));
    let group: Vec<Entry> = many(Side::Ours, 0).chain(many(Side::Channel, 100_000)).collect();
    let found = by_reference(Pass::Agreeing(Key::OrderNumber), &group, &account());
    assert_eq!((found.matches.len(), found.rest.len()), (20_000, 0));
}
