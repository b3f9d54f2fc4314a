use super::*;
use crate::money::{Currency, Money};
use crate::recon::matching::tests::{account, cny, entry, line};
use crate::recon::{Direction, Line, LineKind, LineStatus, Side};

fn stated(minor: i64) -> Option<BalanceKnown> {
    Some(BalanceKnown { amount: cny(minor), source: BalanceSource::Statement { statement: 1 } })
}

fn by_hand(minor: i64) -> BalanceByHand {
    BalanceByHand {
        amount: cny(minor),
        date: "2026-03-01".parse().unwrap(),
        by: "lin".into(),
        seen_at: "2026-03-01T17:00:00Z".parse().unwrap(),
        reference: Some("balance page".into()),
        screenshot: None,
    }
}

fn moved(total_in: i64, total_out: i64, fees: i64) -> Option<Movement> {
    Some(Movement { total_in: cny(total_in), total_out: cny(total_out), fees: cny(fees) })
}

fn day(date: &str, opening: Option<i64>, movement: Option<Movement>, closing: Option<i64>) -> DayBalances {
    let date = date.parse().unwrap();
    DayBalances { date, opening: opening.and_then(stated), movement, closing: closing.and_then(stated) }
}

fn breaks(difference: i64, gap: i64) -> ProofState {
    ProofState::Breaks { difference: cny(difference), gap: cny(gap) }
}

#[test]
fn opening_and_in_less_out_less_fees_is_closing() {
    use Lacking::{Closing, Movement, Opening};
    let lacks = |what: &[Lacking]| ProofState::Lacks { what: what.to_vec() };
    for (opening, movement, closing, expected) in [
        (Some(1_000), moved(500, 300, 7), Some(1_193), ProofState::Holds),
        (Some(1_000), moved(500, 300, 7), Some(1_194), breaks(1, 0)),
        (Some(1_000), moved(500, 300, 7), Some(1_190), breaks(-3, 0)),
        (Some(-1_000), moved(0, 0, 0), Some(-1_000), ProofState::Holds),
        (None, moved(0, 0, 0), Some(1), lacks(&[Opening])),
        (Some(1), None, Some(1), lacks(&[Movement])),
        (Some(1), moved(0, 0, 0), None, lacks(&[Closing])),
        (None, None, None, lacks(&[Opening, Movement, Closing])),
    ] {
        let proof = prove(&day("2026-03-01", opening, movement, closing), None, Currency::CNY);
        assert_eq!(proof.state, expected, "{opening:?} {movement:?} {closing:?}");
    }
}

#[test]
fn a_day_opens_with_what_the_day_before_closed_with() {
    let days = [
        day("2026-03-01", Some(100), moved(50, 0, 0), Some(150)),
        day("2026-03-02", None, moved(10, 0, 0), Some(160)),
        day("2026-03-03", Some(160), moved(0, 60, 0), Some(97)),
        day("2026-03-04", Some(99), moved(0, 0, 0), Some(99)),
        day("2026-03-06", Some(99), moved(1, 0, 0), Some(100)),
    ];
    let told: Vec<_> = flow_table(&days, None, Currency::CNY)
        .into_iter()
        .map(|row| {
            (row.proof.opening.map(|known| known.amount.minor()), row.proof.state, row.running_difference.minor())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some(100), ProofState::Holds, 0),
            (Some(150), ProofState::Holds, 0),
            (Some(160), breaks(-3, 0), -3),
            // What lies between the two days is in neither's lines: it shows, and it adds to what runs on.
            (Some(97), breaks(2, 2), -1),
            // A day after one that is not there opens with what it says itself.
            (Some(99), ProofState::Holds, -1),
        ]
    );
}

#[test]
fn flows_are_summed_by_kind_and_fees_beside_lines_count_as_fees() {
    let of = |kind, direction, minor, fee: Option<i64>, status| Line {
        kind,
        direction,
        amount: cny(minor),
        fee: fee.map(cny),
        status,
        ..line(1)
    };
    let lines = [
        of(LineKind::Receipt, Direction::In, 1_000, Some(6), LineStatus::Settled),
        of(LineKind::Receipt, Direction::In, 500, Some(3), LineStatus::Settled),
        of(LineKind::Refund, Direction::Out, 200, Some(-1), LineStatus::Settled),
        of(LineKind::Fee, Direction::Out, 30, None, LineStatus::Settled),
        of(LineKind::Fee, Direction::In, 10, None, LineStatus::Settled),
        of(LineKind::Payout, Direction::Out, 9_999, Some(9), LineStatus::Failed),
    ];
    let flows = flows_of(lines.iter(), Currency::CNY).unwrap();
    let receipts = flows.iter().find(|flow| flow.kind == LineKind::Receipt).unwrap();
    assert_eq!((receipts.count, receipts.amount, receipts.fees), (2, cny(1_500), cny(9)));
    let all = movement(&flows, Currency::CNY).unwrap();
    assert_eq!((all.total_in, all.total_out, all.fees, all.net_minor()), (cny(1_500), cny(200), cny(28), 1_272));
    let most = of(LineKind::Receipt, Direction::In, i64::MAX, None, LineStatus::Settled);
    assert_eq!(flows_of([&most, &most].into_iter(), Currency::CNY), None);
}

#[test]
fn a_balance_by_hand_is_seen_after_the_day_and_can_be_looked_up() {
    let at = |text: &str| text.parse().unwrap();
    let now = at("2026-03-01T18:00:00Z");
    let statement = stated(5);
    let by_person = Some(BalanceKnown { amount: cny(5), source: BalanceSource::ByHand(by_hand(5)) });
    let usd = Money::from_minor(5, Currency::from_code("USD").unwrap());
    let shot = Some(crate::digest::Digest::of(b"png"));
    for (balance, known, is_closed, now, expected) in [
        (by_hand(5), None, false, now, Ok(())),
        (by_hand(5), by_person, false, now, Ok(())),
        (BalanceByHand { reference: None, screenshot: shot, ..by_hand(5) }, None, false, now, Ok(())),
        (by_hand(5), statement, false, now, Err(BalanceRefusal::FileStatesIt)),
        (by_hand(5), None, true, now, Err(BalanceRefusal::DayClosed)),
        (by_hand(5), None, false, at("2026-03-01T15:59:00Z"), Err(BalanceRefusal::TooEarly)),
        (BalanceByHand { amount: usd, ..by_hand(5) }, None, false, now, Err(BalanceRefusal::OtherCurrency)),
        (
            BalanceByHand { seen_at: at("2026-03-01T15:00:00Z"), ..by_hand(5) },
            None,
            false,
            now,
            Err(BalanceRefusal::SeenAtOtherTime),
        ),
        (
            BalanceByHand { reference: Some(" ".into()), ..by_hand(5) },
            None,
            false,
            now,
            Err(BalanceRefusal::NothingShown),
        ),
    ] {
        assert_eq!(
            check_balance_by_hand(&balance, known.as_ref(), is_closed, &account(), now),
            expected,
            "{balance:?}"
        );
    }
}

#[test]
fn a_break_is_narrowed_down_to_what_is_of_its_size() {
    let of =
        |id, side, direction, minor, status| entry(id, side, Line { direction, amount: cny(minor), status, ..line(1) });
    let settled = LineStatus::Settled;
    let unmatched = [
        // A payout of ours that the channel does not list: 300 less.
        of(1, Side::Ours, Direction::Out, 300, settled),
        // A receipt that the channel lists twice: 500 less.
        of(2, Side::Channel, Direction::In, 500, settled),
        // A receipt that the channel lists as failed: 40 more.
        of(3, Side::Channel, Direction::In, 40, LineStatus::Failed),
        of(4, Side::Ours, Direction::In, 7, settled),
    ];
    let flow = |kind, direction, minor, fees| Flow { kind, direction, count: 1, amount: cny(minor), fees: cny(fees) };
    let ours = [flow(LineKind::Payout, Direction::Out, 1_000, 5), flow(LineKind::Receipt, Direction::In, 2_000, 0)];
    let channel = [flow(LineKind::Payout, Direction::Out, 900, 9), flow(LineKind::Receipt, Direction::In, 2_000, 0)];
    let id = crate::recon::matching::LineId;
    let (line, pair) = (|n| Lead::Line { line: id(n) }, |one, other| Lead::Pair { lines: [id(one), id(other)] });
    let kind = Lead::Kind { kind: LineKind::Payout, direction: Direction::Out, ours: cny(1_000), channel: cny(900) };
    for (difference, expected) in [
        (-300, vec![line(1)]),
        (-500, vec![line(2)]),
        (40, vec![line(3)]),
        (47, vec![pair(3, 4)]),
        (-800, vec![pair(1, 2)]),
        (-600, vec![Lead::WrongWay { line: id(1) }]),
        (-100, vec![kind]),
        (4, vec![Lead::Fees { ours: cny(5), channel: cny(9) }]),
        (123, vec![]),
    ] {
        let day = day("2026-03-01", Some(0), moved(0, 0, 0), Some(difference));
        let proof = prove(&day, None, Currency::CNY);
        let suspects =
            Suspects { ours: &ours, channel: &channel, unmatched: &unmatched, stated_opening: None, last_known: None };
        assert_eq!(narrow(&proof, &suspects), expected, "{difference}");
    }
}

#[test]
fn a_gap_a_missing_day_and_a_slip_of_the_fingers_are_named() {
    let before = prove(&day("2026-03-01", Some(0), moved(100, 0, 0), Some(100)), None, Currency::CNY);
    let nothing =
        Suspects { ours: &[], channel: &[], unmatched: &[], stated_opening: Some(cny(120)), last_known: None };
    let gap = prove(&day("2026-03-02", Some(120), moved(0, 0, 0), Some(120)), Some(&before), Currency::CNY);
    assert_eq!(narrow(&gap, &nothing), [Lead::Gap { closed: cny(100), opened: cny(120) }]);

    let missing = Suspects { last_known: Some(before.date), ..nothing };
    let later = prove(&day("2026-03-05", Some(0), moved(0, 0, 0), Some(5)), None, Currency::CNY);
    let days =
        |first: &str, last: &str| Lead::MissingDays { first: first.parse().unwrap(), last: last.parse().unwrap() };
    assert_eq!(narrow(&later, &missing), [days("2026-03-02", "2026-03-04")]);

    let source = BalanceSource::ByHand(by_hand(1_243));
    let typed = Some(BalanceKnown { amount: cny(1_243), source });
    let slipped = DayBalances { closing: typed, ..day("2026-03-01", Some(0), moved(1_234, 0, 0), None) };
    let proof = prove(&slipped, None, Currency::CNY);
    assert_eq!(narrow(&proof, &nothing), [Lead::Typed { worked_out: cny(1_234), typed: cny(1_243) }]);
    assert_eq!(narrow(&before, &nothing), []);
}
