//! Where lines ended: one place a line, found again in order, by match, by key; and what is settled or closed stays.

use anyhow::Result;
use chrono::NaiveDate;
use server::store::{DiscrepancyFilter, DiscrepancyRecord, LineFilter, MatchByHand, Place, PlaceRecord, PlacedLine};
use shared::actor::Actor;
use shared::api::recon::{DiscrepancyState, LinePlaceName};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::money::{Currency, Money};
use shared::recon::discrepancy::{Discrepancy, DiscrepancyKind};
use shared::recon::matching::{Fit, LineId, MatchId, Rule};
use shared::recon::{Direction, LineKind, Side};
use tests::{Engine, on_both_engines};

use super::recon::{account, day, file, id, new, with_account};
use super::{Bench, at, case, new_case};

on_both_engines! {
    alone:
        lines_are_read_with_their_places,
        lines_of_files_that_are_not_booked_do_not_count,
        lines_of_the_channel_are_found_by_the_payout_they_tell_of,
        a_line_has_one_place,
        a_discrepancy_is_found_counted_and_ended,
        matches_are_listed_and_those_by_hand_told;
}

/// Four lines of two days, ours; two of the second order.
async fn with_lines(engine: Engine) -> Result<(Bench, Vec<LineId>)> {
    let mut bench = with_account(engine).await?;
    let lines = [
        new("P-2", day(1), Some("1")),
        new("P-1", day(1), Some("2")),
        new("P-2", day(1), Some("3")),
        new("P-3", day(2), Some("4")),
    ];
    bench.tx().insert_recon_lines(&id("a"), (Side::Ours, None), &lines).await?;
    bench.tx().touch_recon_days(&id("a"), &[day(1), day(2)], Side::Ours).await?;
    let mut ids = Vec::new();
    for date in [day(1), day(2)] {
        let mut of_day = bench.tx().placed_lines(&id("a"), date, ("", 0), 10).await?;
        of_day.sort_by_key(|line| line.record.id);
        ids.extend(of_day.iter().map(|line| LineId(line.record.id)));
    }
    Ok((bench, ids))
}

fn place(line: LineId, date: NaiveDate, place: Place) -> PlaceRecord {
    PlaceRecord { line, day: date, date, place }
}

fn matched(number: i64) -> Place {
    Place::Matched { id: MatchId(number), rule: Rule::OrderNumber, fit: Fit::Exact, difference_minor: 0 }
}

fn ids(lines: &[PlacedLine]) -> Vec<i64> {
    lines.iter().map(|line| line.record.id).collect()
}

fn found(number: i64, lines: &[LineId]) -> DiscrepancyRecord {
    DiscrepancyRecord {
        id: number,
        account: id("a"),
        date: day(1),
        content: Digest::of(b"content"),
        found: Discrepancy {
            kind: DiscrepancyKind::MissingChannel,
            ours: lines.to_vec(),
            channel: vec![],
            repeats: None,
            differs: vec![],
            amount: Money::from_minor(1_280, Currency::CNY),
        },
        causes: vec![],
        state: DiscrepancyState::Open,
        is_by_hand: false,
        case: None,
        found_at: at(1),
        ended_at: None,
    }
}

async fn lines_of_the_channel_are_found_by_the_payout_they_tell_of(engine: Engine) -> Result<()> {
    let (mut bench, _) = with_lines(engine).await?;
    let mut returned = new("R-1", day(2), Some("6"));
    returned.line.kind = LineKind::Bounce;
    returned.line.direction = Direction::In;
    returned.line.references.original_order_number = Some("P-1".to_owned());
    let theirs = [new("P-2", day(2), Some("5")), returned];
    bench.tx().insert_recon_lines(&id("a"), (Side::Channel, None), &theirs).await?;
    let channel = account("a").account.channel;
    for (channel, orders, expected) in [
        (channel.as_str(), vec!["P-2"], vec!["P-2"]),
        (&channel, vec!["P-1", "P-2", "P-3", "R-1"], vec!["P-2", "R-1"]),
        ("another", vec!["P-2"], vec![]),
    ] {
        let found = bench.tx().lines_telling_of(channel, &orders).await?;
        let told: Vec<_> =
            found.iter().filter_map(|line| line.record.line.references.order_number.as_deref()).collect();
        assert_eq!(told, expected, "{channel} {orders:?}");
        assert!(found.iter().all(|line| line.record.side == Side::Channel));
    }
    Ok(())
}

async fn lines_are_read_with_their_places(engine: Engine) -> Result<()> {
    let (mut bench, lines) = with_lines(engine).await?;
    let account = id("a");
    let first = bench.tx().placed_lines(&account, day(1), ("", 0), 2).await?;
    assert_eq!(ids(&first), [lines[1].0, lines[0].0], "by our order number");
    let rest = bench.tx().placed_lines(&account, day(1), ("P-2", lines[0].0), 2).await?;
    assert_eq!(ids(&rest), [lines[2].0]);
    let places = [
        place(lines[0], day(1), matched(7)),
        place(lines[1], day(1), Place::Held { until: day(2) }),
        place(lines[3], day(2), Place::Unmoved),
    ];
    assert_eq!(bench.tx().insert_places(&account, &places).await?, 3);
    let read = bench.tx().placed_lines_of_ids(&[lines[0], lines[1], lines[2], lines[3]]).await?;
    let expected = [Some(places[0]), Some(places[1]), None, Some(places[2])];
    assert_eq!(read.iter().map(|line| line.place).collect::<Vec<_>>(), expected);
    assert!(read.iter().all(|line| !line.is_final && !line.is_apart && line.account == account));
    assert_eq!(ids(&bench.tx().placed_lines_of_matches(&[MatchId(7)]).await?), [lines[0].0]);
    let around = bench.tx().placed_lines_of_keys(&account, (day(1), day(2)), &["P-2", "P-3"]).await?;
    assert_eq!(ids(&around), [lines[0].0, lines[2].0, lines[3].0]);
    let days = bench.tx().days_with_free_lines(&account, (day(1), day(9)), 10).await?;
    assert_eq!(days, [(day(1), 1, false), (day(2), 1, false)]);
    assert_eq!(bench.tx().days_with_free_lines(&account, (day(2), day(9)), 10).await?, [(day(2), 1, false)]);
    for (sides, expected) in
        [((None, None), false), ((Some(day(3)), Some(day(1))), false), ((None, Some(day(2))), true)]
    {
        assert_eq!(bench.tx().has_waited_enough((&account, day(1)), sides).await?, expected, "{sides:?}");
    }
    assert_eq!(ids(&bench.tx().free_lines_of_days(&account, &[day(1)]).await?), [lines[1].0]);
    for (days, keys, expected) in [
        (vec![day(1), day(2)], vec!["P-1", "P-2", "P-3"], vec![lines[1].0, lines[3].0]),
        (vec![day(1)], vec!["P-1"], vec![lines[1].0]),
        (vec![day(2)], vec!["P-1"], vec![]),
    ] {
        let found = bench.tx().free_lines_of_keys(&account, &days, &keys).await?;
        assert_eq!(ids(&found), expected, "{keys:?}");
    }
    let others = bench.tx().other_references(&account, day(1), ("P-1", lines[1].0), 9).await?;
    assert_eq!(others.iter().map(|it| it.line).collect::<Vec<_>>(), [lines[0], lines[2]]);
    assert_eq!(others[0].channel_number.as_deref(), Some("C-1"));
    assert_eq!(bench.tx().count_places(&account, day(1)).await?, (1, 0, 0));
    assert_eq!(bench.tx().count_places(&account, day(2)).await?, (0, 1, 0));

    for (place, side, reference, expected) in [
        (None, None, None, vec![lines[1], lines[0], lines[2]]),
        (Some(LinePlaceName::New), None, None, vec![lines[2]]),
        (Some(LinePlaceName::Matched), None, None, vec![lines[0]]),
        (Some(LinePlaceName::Held), Some(Side::Ours), None, vec![lines[1]]),
        (Some(LinePlaceName::Discrepancy), None, None, vec![]),
        (None, Some(Side::Channel), None, vec![]),
        (None, None, Some("P-2"), vec![lines[0], lines[2]]),
        (None, None, Some("C-1"), vec![lines[1], lines[0], lines[2]]),
    ] {
        let filter = LineFilter { side, place, reference: reference.map(str::to_owned) };
        let listed = bench.tx().list_day_lines((&account, day(1)), &filter, ("", 0), 10).await?;
        assert_eq!(ids(&listed), expected.iter().map(|id| id.0).collect::<Vec<_>>(), "{filter:?}");
    }
    Ok(())
}

async fn lines_of_files_that_are_not_booked_do_not_count(engine: Engine) -> Result<()> {
    let (mut bench, lines) = with_lines(engine).await?;
    let mut sent = file(1, "a", "1");
    bench.tx().insert_statement_file(&sent).await?;
    bench.tx().insert_recon_lines(&id("a"), (Side::Channel, Some(1)), &[new("P-1", day(1), None)]).await?;
    let count = async |bench: &mut Bench| -> Result<usize> {
        Ok(bench.tx().placed_lines(&id("a"), day(1), ("", 0), 10).await?.len())
    };
    assert_eq!(count(&mut bench).await?, lines.len() - 1);
    assert_eq!(bench.tx().count_day_lines(&id("a"), day(1), true).await?.unplaced, 3);
    sent.state = shared::api::recon::StatementState::Booked { by: Actor::Desk, at: at(9), moved: 0 };
    bench.tx().update_statement_file(&sent).await?;
    assert_eq!(count(&mut bench).await?, lines.len());
    assert_eq!(bench.tx().count_day_lines(&id("a"), day(1), true).await?.unplaced, 4);
    assert_eq!(bench.tx().count_day_lines(&id("a"), day(1), false).await?.unplaced, 0);
    Ok(())
}

async fn a_line_has_one_place(engine: Engine) -> Result<()> {
    let (mut bench, lines) = with_lines(engine).await?;
    let account = id("a");
    bench.tx().insert_places(&account, &[place(lines[0], day(1), matched(1))]).await?;
    let again = [place(lines[0], day(1), matched(2)), place(lines[2], day(1), matched(2))];
    assert_eq!(bench.tx().insert_places(&account, &again).await?, 1, "it is placed already");
    bench.tx().delete_places(&[lines[0]]).await?;
    assert_eq!(bench.tx().insert_places(&account, &again[..1]).await?, 1);
    // What a person settled stays where it is.
    bench.tx().insert_discrepancies(&[found(5, &[lines[1]])]).await?;
    bench.tx().insert_places(&account, &[place(lines[1], day(1), Place::Discrepancy { id: 5 })]).await?;
    assert!(bench.tx().end_discrepancy(5, DiscrepancyState::Settled, at(2)).await?);
    bench.tx().delete_places(&[lines[0], lines[1]]).await?;
    let read = bench.tx().placed_lines_of_ids(&lines[..2]).await?;
    assert_eq!((read[0].place, read[1].is_final), (None, true));
    assert!(read[1].place.is_some() && !read[1].is_tied);
    // What a person tied together says so.
    bench.tx().insert_discrepancies(&[DiscrepancyRecord { is_by_hand: true, ..found(6, &[lines[3]]) }]).await?;
    bench.tx().insert_places(&account, &[place(lines[3], day(2), Place::Discrepancy { id: 6 })]).await?;
    assert!(bench.tx().placed_lines_of_ids(&lines[3..4]).await?[0].is_tied);
    assert!(bench.tx().discrepancy(6).await?.is_some_and(|record| record.is_by_hand));
    // Whose match a person undid is tied together by hand only.
    bench.tx().set_lines_apart(&[lines[0]], "user:lin", at(3), "two payments").await?;
    bench.tx().set_lines_apart(&[lines[0]], "user:lin", at(4), "again").await?;
    assert!(bench.tx().placed_lines_of_ids(&lines[..1]).await?[0].is_apart);
    Ok(())
}

async fn a_discrepancy_is_found_counted_and_ended(engine: Engine) -> Result<()> {
    let (mut bench, lines) = with_lines(engine).await?;
    let account = id("a");
    bench.tx().insert_cases(&[new_case(&case(1))]).await?;
    bench.tx().insert_queue(&[case(1)]).await?;
    let mut records = [found(5, &[lines[0]]), found(6, &[lines[1], lines[2]])];
    bench.tx().insert_discrepancies(&records).await?;
    for record in &records {
        let places: Vec<_> =
            record.found.lines().map(|line| place(line, day(1), Place::Discrepancy { id: record.id })).collect();
        bench.tx().insert_places(&account, &places).await?;
    }
    records[1].case = Some(CaseNumber(1));
    bench.tx().update_discrepancy(&records[1]).await?;
    assert_eq!(bench.tx().discrepancy(6).await?.as_ref(), Some(&records[1]));
    assert_eq!(bench.tx().discrepancies_of_case(CaseNumber(1)).await?, records[1..]);
    assert_eq!(bench.tx().count_open_discrepancies(&account, day(1)).await?, 2);
    assert_eq!(bench.tx().open_cases_of_day(&account, day(1), 10).await?, [CaseNumber(1)]);
    assert_eq!(bench.tx().settle_discrepancies(CaseNumber(1), at(7)).await?, [(account.clone(), day(1))]);
    assert_eq!(bench.tx().settle_discrepancies(CaseNumber(1), at(8)).await?, []);
    assert!(bench.tx().end_discrepancy(5, DiscrepancyState::Cleared, at(7)).await?);
    assert!(!bench.tx().end_discrepancy(5, DiscrepancyState::Settled, at(8)).await?, "it has ended");
    let kind = DiscrepancyKind::MissingChannel;
    let counts = bench.tx().count_discrepancies(&account, day(1)).await?;
    assert_eq!(counts, [(kind, DiscrepancyState::Cleared, 1), (kind, DiscrepancyState::Settled, 1)]);
    let counted = bench.tx().count_day_lines(&account, day(1), true).await?;
    assert_eq!((counted.open, counted.settled), (0, 2));
    let of = |filter: DiscrepancyFilter| DiscrepancyFilter { account: Some(id("a")), ..filter };
    let settled = DiscrepancyFilter { state: Some(DiscrepancyState::Settled), ..DiscrepancyFilter::default() };
    let by_case = DiscrepancyFilter { case: Some(CaseNumber(1)), kind: Some(kind), ..DiscrepancyFilter::default() };
    let other_day = DiscrepancyFilter { date: Some(day(2)), ..DiscrepancyFilter::default() };
    for (filter, after, expected) in [
        (of(DiscrepancyFilter::default()), None, vec![6, 5]),
        (of(DiscrepancyFilter::default()), Some(6), vec![5]),
        (of(settled), None, vec![6]),
        (of(by_case), None, vec![6]),
        (of(other_day), None, vec![]),
    ] {
        let page = bench.tx().list_discrepancies(&filter, after, 10).await?;
        assert_eq!(page.iter().map(|record| record.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
    Ok(())
}

async fn matches_are_listed_and_those_by_hand_told(engine: Engine) -> Result<()> {
    let (mut bench, lines) = with_lines(engine).await?;
    let account = id("a");
    let by_hand = Place::Matched { id: MatchId(9), rule: Rule::ByHand, fit: Fit::Tolerance, difference_minor: -3 };
    let places =
        [place(lines[0], day(1), matched(8)), place(lines[2], day(1), matched(8)), place(lines[1], day(1), by_hand)];
    bench.tx().insert_places(&account, &places).await?;
    let record = MatchByHand {
        id: MatchId(9),
        account: account.clone(),
        date: day(1),
        by: Actor::User("lin".to_owned()),
        at: at(4),
        reason: "看过了".to_owned(),
    };
    bench.tx().insert_match_by_hand(&record).await?;
    assert_eq!(bench.tx().matches_by_hand(&[MatchId(8), MatchId(9)]).await?, [record]);
    let of_day = (&account, day(1));
    assert_eq!(bench.tx().list_matches(of_day, None, MatchId(0), 9).await?, [MatchId(8), MatchId(9)]);
    assert_eq!(bench.tx().list_matches(of_day, None, MatchId(8), 9).await?, [MatchId(9)]);
    assert_eq!(bench.tx().list_matches(of_day, Some(Rule::OrderNumber), MatchId(0), 9).await?, [MatchId(8)]);
    assert_eq!(bench.tx().count_rules(&account, day(1)).await?, [(Rule::ByHand, 1), (Rule::OrderNumber, 1)]);
    let moved = bench.tx().insert_discrepancies(&[found(5, &[lines[3]])]).await;
    assert!(moved.is_ok());
    assert!(bench.tx().insert_discrepancies(&[found(5, &[lines[3]])]).await.is_err(), "its number is taken");
    Ok(())
}
