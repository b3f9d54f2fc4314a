use chrono::{DateTime, Utc};

use super::*;
use crate::case::CaseNumber;
use crate::money::{Currency, Money};
use crate::recon::balance::{Lacking, ProofState};

fn cny(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn now() -> DateTime<Utc> {
    "2026-03-02T03:00:00Z".parse().unwrap()
}

/// A day with nothing in its way.
fn ready() -> DayFacts {
    DayFacts {
        date: "2026-03-01".parse().unwrap(),
        ours_collected: true,
        statement_booked: true,
        lines: LineCounts { matched: 10, unmoved: 1, in_closed_cases: 3, ..LineCounts::default() },
        open_cases: vec![],
        proof: ProofState::Holds,
        break_settled: None,
        earlier_open: None,
    }
}

#[test]
fn a_day_is_ready_when_every_line_is_accounted_for_and_the_balance_is_proved() {
    let earlier = "2026-02-28".parse().unwrap();
    let breaks = |difference, gap| ProofState::Breaks { difference: cny(difference), gap: cny(gap) };
    let unplaced = LineCounts { unplaced: 2, ..ready().lines };
    let held = LineCounts { held: 2, ..ready().lines };
    let in_cases = LineCounts { in_open_cases: 4, ..ready().lines };
    let table: Vec<(DayFacts, Option<(Checked, Obstacle)>)> = vec![
        (ready(), None),
        (DayFacts { ours_collected: false, ..ready() }, Some((Checked::OursCollected, Obstacle::OursNotCollected))),
        (
            DayFacts { statement_booked: false, ..ready() },
            Some((Checked::StatementBooked, Obstacle::StatementNotBooked)),
        ),
        (DayFacts { lines: unplaced, ..ready() }, Some((Checked::LinesPlaced, Obstacle::LinesUnplaced { count: 2 }))),
        // What waits for its pair is neither matched nor decided.
        (DayFacts { lines: held, ..ready() }, Some((Checked::LinesPlaced, Obstacle::LinesHeld { count: 2 }))),
        (
            DayFacts { lines: in_cases, open_cases: vec![CaseNumber(7)], ..ready() },
            Some((Checked::CasesClosed, Obstacle::CasesOpen { cases: vec![CaseNumber(7)], lines: 4 })),
        ),
        (
            DayFacts { proof: ProofState::Lacks { what: vec![Lacking::Closing] }, ..ready() },
            Some((Checked::BalanceProved, Obstacle::ProofLacks { what: vec![Lacking::Closing] })),
        ),
        (
            DayFacts { proof: breaks(500, 0), ..ready() },
            Some((Checked::BalanceProved, Obstacle::ProofBreaks { difference: cny(500), settled: None })),
        ),
        // What is explained must be what is there: an explanation of another amount explains nothing.
        (
            DayFacts { proof: breaks(500, 0), break_settled: Some(cny(-500)), ..ready() },
            Some((Checked::BalanceProved, Obstacle::ProofBreaks { difference: cny(500), settled: Some(cny(-500)) })),
        ),
        (DayFacts { proof: breaks(500, 0), break_settled: Some(cny(500)), ..ready() }, None),
        (DayFacts { proof: breaks(0, 9), break_settled: Some(cny(9)), ..ready() }, None),
        (
            DayFacts { proof: breaks(0, 9), ..ready() },
            Some((Checked::BalanceProved, Obstacle::ProofBreaks { difference: cny(9), settled: None })),
        ),
        (
            DayFacts { earlier_open: Some(earlier), ..ready() },
            Some((Checked::EarlierDaysClosed, Obstacle::EarlierDayOpen { date: earlier })),
        ),
    ];
    for (facts, expected) in table {
        let items = checklist(&facts);
        let unmet: Vec<(Checked, Obstacle)> =
            items.iter().flat_map(|item| item.unmet.iter().map(|why| (item.what, why.clone()))).collect();
        assert_eq!(unmet, Vec::from_iter(expected), "{facts:?}");
        assert_eq!((items.len(), is_ready(&items)), (6, unmet.is_empty()));
    }
}

#[test]
fn one_proposes_another_approves_and_nothing_opens_it_again() {
    let (facts, seen) = (ready(), ready().digest());
    let not_ready = DayFacts { statement_booked: false, ..ready() };
    let more = DayFacts { lines: LineCounts { matched: 11, ..ready().lines }, ..ready() };
    let proposed = || DayState::Proposed { maker: "lin".into(), at: now(), binds_to: seen };
    let closed = || DayState::Closed { maker: "lin".into(), checker: "wu".into(), at: now(), binds_to: seen };
    let propose = DayChange::Propose { by: "lin" };
    let approve = |by| DayChange::Approve { by, seen };
    let reject = |by, reason| DayChange::Reject { by, reason };
    let table: Vec<(DayState, DayChange<'_>, &DayFacts, Result<DayState, DayRefusal>)> = vec![
        (DayState::Open, propose, &facts, Ok(proposed())),
        (DayState::Open, propose, &not_ready, Err(DayRefusal::NotReady)),
        (DayState::Open, approve("wu"), &facts, Err(DayRefusal::NotProposed)),
        (DayState::Open, DayChange::Void, &facts, Err(DayRefusal::NotProposed)),
        (proposed(), propose, &facts, Err(DayRefusal::IsProposed)),
        (proposed(), approve("lin"), &facts, Err(DayRefusal::IsMaker)),
        (proposed(), approve("wu"), &facts, Ok(closed())),
        (proposed(), approve("wu"), &more, Err(DayRefusal::Changed)),
        (proposed(), DayChange::Approve { by: "wu", seen: more.digest() }, &facts, Err(DayRefusal::Changed)),
        (proposed(), reject("lin", "no"), &facts, Err(DayRefusal::IsMaker)),
        (proposed(), reject("wu", " "), &facts, Err(DayRefusal::NoReason)),
        (proposed(), reject("wu", "the fees are missing"), &facts, Ok(DayState::Open)),
        (proposed(), DayChange::Withdraw { by: "wu" }, &facts, Err(DayRefusal::NotMaker)),
        (proposed(), DayChange::Withdraw { by: "lin" }, &facts, Ok(DayState::Open)),
        (proposed(), DayChange::Void, &more, Ok(DayState::Open)),
        (closed(), propose, &facts, Err(DayRefusal::Closed)),
        (closed(), approve("wu"), &facts, Err(DayRefusal::Closed)),
        (closed(), reject("wu", "no"), &facts, Err(DayRefusal::Closed)),
        (closed(), DayChange::Withdraw { by: "lin" }, &facts, Err(DayRefusal::Closed)),
        (closed(), DayChange::Void, &facts, Err(DayRefusal::Closed)),
    ];
    for (state, change, facts, expected) in table {
        assert_eq!(state.after(&change, facts, now()), expected, "{state:?} after {change:?}");
    }
}

#[test]
fn what_comes_after_closing_lands_in_the_open_day() {
    for (date, closed_through, day, is_late) in [
        ("2026-03-01", None, "2026-03-01", false),
        ("2026-03-01", Some("2026-02-28"), "2026-03-01", false),
        ("2026-03-01", Some("2026-03-01"), "2026-03-02", true),
        ("2025-08-01", Some("2026-03-01"), "2026-03-02", true),
    ] {
        let date = date.parse().unwrap();
        let landed = landing(date, closed_through.map(|date| date.parse().unwrap()));
        assert_eq!((landed.day.to_string().as_str(), landed.late_for), (day, is_late.then_some(date)));
    }
}
