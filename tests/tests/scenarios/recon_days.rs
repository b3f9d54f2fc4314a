//! Days: what came into them is matched by itself, what differs stands there, and people match by hand.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::json;
use shared::api::exceptions::AuditView;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{
    Calendar, DayLineList, DayStanding, DayView, LinePlace, MatchList, ResolvedAs, ResolvedTogether, StatementState,
    TiedByHand,
};
use shared::case::{CaseKind, Standing};
use shared::recon::Side;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::matching::{LineId, Rule};
use shared::resolution::{Outcome, Resolution};
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Caller, Desk, on_both_engines, refused};

use super::{actions, faults};

on_both_engines! {
    shared:
        both_sides_are_matched_by_themselves,
        what_one_side_lacks_is_a_discrepancy_until_it_comes,
        a_line_waits_for_the_next_day_before_it_is_a_break,
        a_day_whose_lines_all_wait_is_matched_when_the_other_side_comes,
        people_match_by_hand_and_undo,
        what_differs_is_not_talked_away,
        a_second_line_of_the_same_is_told,
        discrepancies_are_settled_by_their_cases,
        many_of_one_cause_are_resolved_together;
}

/// The day after.
const NEXT: &str = "2026-03-03";

/// Lin, the system that books, and an account whose lines wait so many days.
async fn parties(desk: &Desk, hold_days: u32) -> Result<(Caller, Caller, String)> {
    let account = desk.wu().await?.new_account(json!({ "hold_days": hold_days })).await?;
    Ok((desk.lin().await?, desk.core().await?, account))
}

async fn lines_in(caller: &Caller, account: &str, place: &str) -> Result<Vec<(Side, String, LineId)>> {
    let list: DayLineList = caller.get(&format!("/days/{account}/{DAY}/lines?place={place}")).await?;
    let told =
        list.items.into_iter().map(|line| (line.side, line.line.references.order_number.unwrap_or_default(), line.id));
    Ok(told.collect())
}

async fn both_sides_are_matched_by_themselves(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 1).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80"), payout(&account, "P-2", "5.00")]).await?;
    let day = lin.day(&account, DAY).await?;
    assert_eq!((day.standing, day.figures), (DayStanding::Waiting, None));
    let statement = BankStatement::opening(100_000).out("P-2", 500).out("P-1", 1_280);
    lin.send_and_book(&account, statement.bytes()).await?;
    core.end_ledger_day(&account, DAY).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    let figures = day.figures.context("figures")?;
    assert_eq!((figures.matched, figures.held, figures.open), (4, 0, 0));
    assert_eq!((figures.ours.sum_out.minor(), figures.channel.sum_out.minor()), (1_780, 1_780));
    assert_eq!((figures.rules[0].rule, figures.rules[0].count), (Rule::OrderNumber, 2));
    assert_eq!((day.standing, day.proof.holds(), day.files.len()), (DayStanding::Balanced, true, 1));

    let matches: MatchList = lin.get(&format!("/days/{account}/{DAY}/matches?limit=1")).await?;
    assert_eq!(matches.items[0].lines.iter().map(|line| line.side).collect::<Vec<_>>(), [Side::Ours, Side::Channel]);
    let next = matches.next.context("a second page")?;
    let matches: MatchList = lin.get(&format!("/days/{account}/{DAY}/matches?limit=1&cursor={next}")).await?;
    assert_eq!((matches.items.len(), matches.next), (1, None));
    let lines: DayLineList = lin.get(&format!("/days/{account}/{DAY}/lines?limit=3")).await?;
    let cursor = lines.next.context("a second page")?;
    let rest: DayLineList = lin.get_with(&format!("/days/{account}/{DAY}/lines"), &[("cursor", &cursor)]).await?;
    assert_eq!((lines.items.len(), rest.items.len()), (3, 1));
    let found: DayLineList = lin.get(&format!("/days/{account}/{DAY}/lines?reference=P-2&side=ours")).await?;
    assert!(matches!(found.items[0].place, LinePlace::Matched { rule: Rule::OrderNumber, .. }), "{:?}", found.items);
    let calendar: Calendar = lin.get(&format!("/days?from={DAY}&to={DAY}&account={account}")).await?;
    assert_eq!(calendar.items[0].standing, DayStanding::Balanced);
    Ok(())
}

async fn what_one_side_lacks_is_a_discrepancy_until_it_comes(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 0).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80"), payout(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    let first = BankStatement::opening(100_000).out("P-1", 1_280).out("X-9", 700);
    lin.send_and_book(&account, first.bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!((day.standing, day.figures.as_ref().map(|it| it.open)), (DayStanding::Breaks, Some(2)));
    let open = lin.discrepancies(&account, "open").await?;
    let mut told: Vec<_> = open.iter().map(|it| (it.kind, it.amount.minor(), it.lines.len())).collect();
    told.sort();
    assert_eq!(told, [(DiscrepancyKind::MissingInternal, 700, 1), (DiscrepancyKind::MissingChannel, 500, 1)]);

    // A late file: what was missing comes, and nothing else changes.
    let late = BankStatement::opening(first.closing_minor()).numbered(2).out("P-2", 500);
    lin.send_and_book(&account, late.bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!(day.figures.as_ref().map(|it| (it.open, it.matched)), Some((1, 4)));
    let cleared = lin.discrepancies(&account, "cleared").await?;
    assert_eq!((cleared.len(), cleared[0].kind), (1, DiscrepancyKind::MissingChannel));
    let case = cleared[0].case.as_ref().context("its case")?;
    assert_eq!((case.standing, case.outcome), (Standing::Closed, Some(Outcome::ClearedNextDay)));
    let still = lin.discrepancies(&account, "open").await?;
    assert_eq!(still[0].id, open.iter().find(|it| it.kind == DiscrepancyKind::MissingInternal).context("it")?.id);
    // Our books come late, too.
    core.send_lines(&[payout(&account, "X-9", "7.00")]).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!((day.standing, day.figures.map(|it| (it.open, it.matched))), (DayStanding::Balanced, Some((0, 6))));
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn a_line_waits_for_the_next_day_before_it_is_a_break(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 1).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80"), payout(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, NEXT).await?;
    let statement = BankStatement::opening(100_000);
    lin.send_and_book(&account, statement.clone().out("P-9", 1).bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    // What our books lack they lack by now; what the channel lacks may stand in tomorrow's statement.
    assert_eq!(day.figures.map(|it| (it.held, it.open)), Some((2, 1)));
    let held = lines_in(&lin, &account, "held").await?;
    assert_eq!(held.iter().map(|(_, order, _)| order.as_str()).collect::<Vec<_>>(), ["P-1", "P-2"]);
    let next = statement.of(NEXT).numbered(2).out("P-1", 1_280);
    lin.send_and_book(&account, next.bytes()).await?;
    lin.day_when_run(&account, NEXT).await?;
    let day = lin.day(&account, DAY).await?;
    assert_eq!(day.figures.map(|it| (it.held, it.open)), Some((0, 2)));
    let matches: MatchList = lin.get(&format!("/days/{account}/{NEXT}/matches")).await?;
    let days: Vec<String> = matches.items[0].lines.iter().map(|line| line.day.to_string()).collect();
    assert_eq!(days, [DAY, NEXT], "it was matched across the days");
    Ok(())
}

/// More lines than a run has in memory of other days: they are found by their references.
async fn a_day_whose_lines_all_wait_is_matched_when_the_other_side_comes(desk: &Desk) -> Result<()> {
    const MANY: usize = 10_100;
    let (lin, core, account) = parties(desk, 1).await?;
    let order = |number: usize| format!("P-{number}");
    let ours: Vec<_> = (1..=MANY).map(|number| payout(&account, &order(number), "1.00")).collect();
    core.send_lines(&ours).await?;
    core.end_ledger_day(&account, NEXT).await?;
    let opening = BankStatement::opening(10_000_000);
    lin.send_and_book(&account, opening.bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!(day.figures.map(|it| (it.held, it.matched)), Some((i64::try_from(MANY)?, 0)));

    // The bank books all but the first a day later, two of them twice, and one with another amount.
    let late = (4..=MANY).fold(opening.of(NEXT).numbered(2), |file, number| file.out(&order(number), 100));
    let late = late.out("P-3", 99).out("P-2", 100).out("P-2", 100);
    lin.send_and_book(&account, late.bytes()).await?;
    let next = lin.day_when_run(&account, NEXT).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    let matched = i64::try_from(MANY)? - 2;
    for figures in [day.figures, next.figures] {
        assert_eq!(figures.map(|it| (it.held, it.matched)), Some((0, matched)));
    }
    let mut open: Vec<_> = lin.discrepancies(&account, "open").await?;
    open.sort_by_key(|found| found.kind.name());
    let told: Vec<_> = open.iter().map(|found| (found.kind, found.amount.minor(), found.lines.len())).collect();
    assert_eq!(
        told,
        [
            (DiscrepancyKind::AmountMismatch, 1, 2),
            (DiscrepancyKind::DuplicateLine, 100, 1),
            (DiscrepancyKind::MissingChannel, 100, 1)
        ]
    );
    Ok(())
}

/// Ties the lines of these order numbers together.
async fn tie(lin: &Caller, account: &str, orders: &[&str]) -> Result<Result<TiedByHand, tests::caller::Failure>> {
    let day = lin.day(account, DAY).await?;
    let mut lines = Vec::new();
    for order in orders {
        let found: DayLineList = lin.get(&format!("/days/{account}/{DAY}/lines?reference={order}")).await?;
        lines.extend(found.items.iter().map(|line| line.id));
    }
    let request = json!({ "version": day.version, "lines": lines, "reason": "the bank's number was mistyped" });
    Ok(lin.post(&format!("/days/{account}/{DAY}/matches"), &request).await)
}

async fn people_match_by_hand_and_undo(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 0).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80"), payout(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    let statement = BankStatement::opening(100_000).out("P-1", 1_280).out("P2", 500);
    lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    refused(tie(&lin, &account, &["P-2"]).await?, Code::MatchRefused);
    refused(tie(&lin, &account, &["P-1", "P2"]).await?, Code::MatchRefused);
    let tied = tie(&lin, &account, &["P-2", "P2"]).await??;
    let TiedByHand::Matched { id } = tied else { panic!("{tied:?}") };
    let day: DayView = lin.day(&account, DAY).await?;
    assert_eq!((day.standing, day.figures.map(|it| it.open)), (DayStanding::Balanced, Some(0)));
    let matches: MatchList = lin.get(&format!("/days/{account}/{DAY}/matches?rule=by_hand")).await?;
    let by_hand = matches.items[0].by_hand.clone().context("by hand")?;
    assert_eq!((matches.items[0].id, by_hand.reason.as_str()), (id, "the bank's number was mistyped"));
    // It stays through a run.
    let day = lin.run_day(&account, DAY).await?;
    assert_eq!(day.figures.map(|it| (it.open, it.matched)), Some((0, 4)));

    let path = format!("/days/{account}/{DAY}/matches/{}/undo", id.0);
    let undo = |version: i64| json!({ "version": version, "reason": "two payments after all" });
    let answer = lin.request(reqwest::Method::POST, &path).json(&undo(day.version - 1)).send().await?;
    refused(tests::caller::read::<serde_json::Value>(answer).await, Code::DayChanged);
    assert!(lin.request(reqwest::Method::POST, &path).json(&undo(day.version)).send().await?.status().is_success());
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!(day.figures.map(|it| (it.open, it.matched)), Some((2, 2)));
    let trail: AuditView = desk.gu().await?.get(&format!("/channel-accounts/{account}/audit")).await?;
    use shared::audit::Action::{DayRunAsked, LinesTied, MatchUndone};
    let by_hand: Vec<_> =
        actions(&trail)?.into_iter().filter(|it| [DayRunAsked, LinesTied, MatchUndone].contains(it)).collect();
    assert_eq!(by_hand, [LinesTied, DayRunAsked, MatchUndone]);
    Ok(())
}

async fn what_differs_is_not_talked_away(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 0).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80"), payout(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    let statement = BankStatement::opening(100_000).out("P-1", 12_800).out("P2", 501);
    let booked = lin.send_and_book(&account, statement.bytes()).await?;
    assert!(matches!(booked.state, StatementState::Booked { .. }));
    lin.day_when_run(&account, DAY).await?;
    let open = lin.discrepancies(&account, "open").await?;
    let mismatch = open.iter().find(|it| it.kind == DiscrepancyKind::AmountMismatch).context("a mismatch")?;
    assert_eq!((mismatch.amount.minor(), mismatch.lines.len(), mismatch.differs.len()), (11_520, 2, 1));
    let before: Vec<_> = open.iter().filter(|it| it.id != mismatch.id).collect();
    let tied = tie(&lin, &account, &["P-2", "P2"]).await??;
    let TiedByHand::Differ { id, case } = tied else { panic!("{tied:?}") };
    // What were two cases is decided in one; the other says so, and ends.
    let cases = before.iter().filter_map(|it| it.case.as_ref().map(|case| case.number)).collect::<BTreeSet<_>>();
    assert!(cases.len() == 2 && cases.contains(&case), "{cases:?}");
    let other = cases.into_iter().find(|number| *number != case).context("the other case")?;
    let other = lin.case(other).await?.case;
    assert_eq!(other.state.outcome(), Some(Outcome::HandedOver));
    assert_eq!(other.matter.disagreement().and_then(|found| found.handed_over_to), Some(case));
    let open = lin.discrepancies(&account, "open").await?;
    let tied = open.iter().find(|it| it.id == id).context("it")?;
    assert_eq!((tied.amount.minor(), tied.kind, open.len()), (1, DiscrepancyKind::AmountMismatch, 2));
    assert!(tied.is_by_hand && !mismatch.is_by_hand);
    // It stays through a run.
    lin.run_day(&account, DAY).await?;
    let after: Vec<i64> = lin.discrepancies(&account, "open").await?.iter().map(|it| it.id).collect();
    assert_eq!(after, open.iter().map(|it| it.id).collect::<Vec<_>>());
    // And through what comes later, of the same day and of another.
    core.send_lines(&[payout(&account, "P-3", "1.00")]).await?;
    let late = BankStatement::opening(statement.closing_minor()).of(NEXT).numbered(2).out("P-3", 100);
    lin.send_and_book(&account, late.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    lin.day_when_run(&account, NEXT).await?;
    let after: Vec<i64> = lin.discrepancies(&account, "open").await?.iter().map(|it| it.id).collect();
    assert_eq!(after, open.iter().map(|it| it.id).collect::<Vec<_>>());
    assert!(lin.discrepancies(&account, "cleared").await?.iter().all(|it| it.id != id));
    let day = lin.day(&account, DAY).await?;
    let request = json!({ "version": day.version, "lines": [1, 999_999_999_i64], "reason": "x" });
    let problem =
        refused(lin.post::<TiedByHand>(&format!("/days/{account}/{DAY}/matches"), &request).await, Code::InvalidFields);
    assert_eq!(faults(&problem), [("lines", FieldCode::UnknownValue)]);
    Ok(())
}

async fn a_second_line_of_the_same_is_told(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 0).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    let statement = BankStatement::opening(100_000).out("P-1", 1_280).out("P-1", 1_280);
    lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let open = lin.discrepancies(&account, "open").await?;
    assert_eq!((open.len(), open[0].kind), (1, DiscrepancyKind::DuplicateLine));
    assert!(open[0].repeats.is_some());
    Ok(())
}

async fn discrepancies_are_settled_by_their_cases(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 0).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80"), payout(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(100_000).out("P-1", 1_280).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let open = lin.discrepancies(&account, "open").await?;
    let number = open[0].case.as_ref().context("its case")?.number;
    let case = lin.case(number).await?;
    assert_eq!((case.case.kind, case.case.facts.amount.minor()), (CaseKind::Discrepancy, 500));
    assert_eq!(case.case.matter.disagreement().map(|found| found.ours.len()), Some(1));
    lin.claim(number).await?;
    lin.resolve_because(number, Resolution::ClaimFromChannel, "asked the bank").await?;
    let settled = lin.discrepancies(&account, "settled").await?;
    assert_eq!(settled[0].case.as_ref().and_then(|case| case.outcome), Some(Outcome::ClaimedFromChannel));
    let day = lin.day(&account, DAY).await?;
    assert_eq!((day.standing, day.lines.in_closed_cases), (DayStanding::Balanced, 1));
    lin.propose_closing(&account, DAY).await?;
    let day = desk.zhao().await?.approve_closing(&account, DAY).await?;
    assert_eq!(day.standing, DayStanding::Closed);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn many_of_one_cause_are_resolved_together(desk: &Desk) -> Result<()> {
    let (lin, core, account) = parties(desk, 0).await?;
    let lines: Vec<_> = (0..4).map(|number| payout(&account, &format!("P-{number}"), "1.28")).collect();
    core.send_lines(&lines).await?;
    core.end_ledger_day(&account, DAY).await?;
    // The bank counts in fen what our books count in yuan; the last is another matter.
    let mut statement = BankStatement::opening(1_000_000).out("P-3", 129);
    for number in 0..3 {
        statement = statement.out(&format!("P-{number}"), 12_800);
    }
    lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let mut open = lin.discrepancies(&account, "open").await?;
    open.sort_by_key(|found| found.amount.minor() == 1);
    let cases: Vec<_> = open
        .iter()
        .filter_map(|found| found.case.as_ref())
        .map(|case| json!({ "number": case.number, "version": case.version }))
        .collect();
    assert_eq!(cases.len(), 4);
    let request = json!({ "cases": cases, "resolution": "claim_from_channel", "reason": "counted in fen" });
    let answer: ResolvedTogether = lin.post("/discrepancies/resolve", &request).await?;
    let closed = answer.items.iter().filter(|item| matches!(item.result, ResolvedAs::Closed)).count();
    assert_eq!(closed, 3, "{answer:?}");
    assert!(matches!(answer.items[3].result, ResolvedAs::Left { .. }), "{answer:?}");
    // The same again: each is refused by itself.
    let answer: ResolvedTogether = lin.post("/discrepancies/resolve", &request).await?;
    assert!(matches!(answer.items[0].result, ResolvedAs::Refused { .. }), "{answer:?}");
    Ok(())
}
