//! Closing days: the checklist, the balance proof, the maker and the checker, and what comes late.

use anyhow::{Context, Result};
use serde_json::json;
use shared::api::notices::{NoticeList, NoticeView};
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{ClosingState, DayStanding, DayView, FundsFlow, StatementState};
use shared::evidence::Shown;
use shared::recon::balance::Lead;
use shared::recon::closing::{Checked, Obstacle};
use shared::resolution::Resolution;
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Caller, Desk, on_both_engines, refused};

use super::faults;

on_both_engines! {
    shared:
        a_day_is_closed_by_two,
        of_two_who_approve_at_once_one_closes_it,
        a_day_with_anything_open_is_not_closed,
        what_changes_voids_the_proposal,
        what_comes_late_lands_in_the_open_day,
        a_balance_is_read_off_the_portal,
        a_break_has_a_case_until_it_is_explained;
}

const NEXT: &str = "2026-03-03";

/// An account with one balanced day.
async fn balanced(desk: &Desk) -> Result<String> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(100_000).out("P-1", 1_280).bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!(day.standing, DayStanding::Balanced, "{:?}", day.checklist);
    Ok(account)
}

fn unmet(day: &DayView) -> Vec<Checked> {
    day.checklist.iter().filter(|item| !item.unmet.is_empty()).map(|item| item.what).collect()
}

/// What of this account somebody is told and has not read, by its names.
async fn unread(caller: &Caller, account: &str) -> Result<Vec<String>> {
    let list: NoticeList = caller.get("/notices").await?;
    let is_of = |view: &&NoticeView| !view.read && view.notice.day().is_some_and(|(of, _)| of.as_str() == account);
    let names = list.items.iter().filter(is_of).map(|view| serde_json::to_value(&view.notice));
    Ok(names
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .filter_map(|notice| notice["name"].as_str().map(str::to_owned))
        .collect())
}

async fn a_day_is_closed_by_two(desk: &Desk) -> Result<()> {
    let (lin, wu, zhao, account) = (desk.lin().await?, desk.wu().await?, desk.zhao().await?, balanced(desk).await?);
    refused(wu.approve_closing(&account, DAY).await, Code::ProposalNotOpen);
    let day = wu.propose_closing(&account, DAY).await?;
    assert_eq!((day.closings.len(), day.closings[0].state), (1, ClosingState::Open));
    refused(lin.propose_closing(&account, DAY).await, Code::ProposalOpen);
    refused(lin.approve_closing(&account, DAY).await, Code::Forbidden);
    refused(wu.approve_closing(&account, DAY).await, Code::MakerMayNotCheck);
    // A checker is told, until it is decided.
    assert_eq!(unread(&zhao, &account).await?, ["closing_waits"]);
    let path = format!("/days/{account}/{DAY}/closing/approve");
    let unseen = json!({ "seen": "0".repeat(64) });
    refused(zhao.post::<DayView>(&path, &unseen).await, Code::DayChanged);
    let day = zhao.approve_closing(&account, DAY).await?;
    assert_eq!((day.standing, day.closings[0].state), (DayStanding::Closed, ClosingState::Approved));
    assert_eq!(unread(&zhao, &account).await?, [""; 0]);
    refused(zhao.approve_closing(&account, DAY).await, Code::DayClosed);
    refused(lin.propose_closing(&account, DAY).await, Code::DayClosed);
    let run = lin.request(reqwest::Method::POST, &format!("/days/{account}/{DAY}/run")).send().await?;
    refused(tests::caller::read::<serde_json::Value>(run).await, Code::DayClosed);
    let flow: FundsFlow = lin.get(&format!("/funds-flow?account={account}&from={DAY}&to={NEXT}")).await?;
    let row = &flow.rows[0];
    assert!(row.proof.holds());
    assert_eq!(row.proof.closing.as_ref().map(|it| it.amount.minor()), Some(98_720));
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn of_two_who_approve_at_once_one_closes_it(desk: &Desk) -> Result<()> {
    let (lin, wu, zhao, account) = (desk.lin().await?, desk.wu().await?, desk.zhao().await?, balanced(desk).await?);
    lin.propose_closing(&account, DAY).await?;
    let (one, other) = tokio::join!(wu.approve_closing(&account, DAY), zhao.approve_closing(&account, DAY));
    let (closed, late): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((closed.len(), late.len()), (1, 1));
    refused(late.into_iter().next().context("the second")?, Code::DayClosed);
    let day = lin.day(&account, DAY).await?;
    assert_eq!((day.standing, day.closings.len()), (DayStanding::Closed, 1));
    Ok(())
}

async fn a_day_with_anything_open_is_not_closed(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80")]).await?;
    let day = lin.day(&account, DAY).await?;
    let expected = [Checked::OursCollected, Checked::StatementBooked, Checked::LinesPlaced, Checked::BalanceProved];
    assert_eq!(unmet(&day), expected);
    refused(lin.propose_closing(&account, DAY).await, Code::ClosingBlocked);
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(0).r#in("R-1", 5).bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!(unmet(&day), [Checked::CasesClosed]);
    refused(lin.propose_closing(&account, DAY).await, Code::ClosingBlocked);
    // The day before comes first.
    let account = balanced(desk).await?;
    core.end_ledger_day(&account, NEXT).await?;
    lin.send_and_book(&account, BankStatement::opening(98_720).of(NEXT).numbered(2).bytes()).await?;
    let day = lin.day_when_run(&account, NEXT).await?;
    assert_eq!(unmet(&day), [Checked::EarlierDaysClosed]);
    refused(lin.propose_closing(&account, NEXT).await, Code::ClosingBlocked);
    Ok(())
}

async fn what_changes_voids_the_proposal(desk: &Desk) -> Result<()> {
    let (lin, core, wu, account) = (desk.lin().await?, desk.core().await?, desk.wu().await?, balanced(desk).await?);
    let proposed = lin.propose_closing(&account, DAY).await?;
    core.send_lines(&[payout(&account, "P-2", "1.00")]).await?;
    lin.day_when_run(&account, DAY).await?;
    let path = format!("/days/{account}/{DAY}/closing/approve");
    refused(wu.post::<DayView>(&path, &json!({ "seen": proposed.seen })).await, Code::DayChanged);
    let day = lin.day(&account, DAY).await?;
    assert_eq!((day.standing, day.closings[0].state), (DayStanding::Breaks, ClosingState::Voided));
    assert_eq!(
        (unread(&lin, &account).await?, unread(&wu, &account).await?),
        (vec!["closing_voided".to_owned()], vec![])
    );

    let account = balanced(desk).await?;
    for (path, state, who) in [("reject", ClosingState::Rejected, &wu), ("withdraw", ClosingState::Withdrawn, &lin)] {
        lin.propose_closing(&account, DAY).await?;
        let path = format!("/days/{account}/{DAY}/closing/{path}");
        let day: DayView = who.post(&path, &json!({ "reason": "look again" })).await?;
        let last = day.closings.last().context("a closing")?;
        assert_eq!((last.state, last.remark.as_deref()), (state, Some("look again")));
    }
    assert_eq!(
        (unread(&lin, &account).await?, unread(&wu, &account).await?),
        (vec!["closing_rejected".to_owned()], vec![])
    );
    Ok(())
}

async fn what_comes_late_lands_in_the_open_day(desk: &Desk) -> Result<()> {
    let (lin, core, wu, account) = (desk.lin().await?, desk.core().await?, desk.wu().await?, balanced(desk).await?);
    lin.propose_closing(&account, DAY).await?;
    wu.approve_closing(&account, DAY).await?;
    let said = core.send_lines(&[payout(&account, "P-7", "7.00")]).await?;
    assert_eq!((said.taken, said.moved), (1, 1));
    let booked =
        lin.send_and_book(&account, BankStatement::opening(98_720).numbered(2).out("P-7", 700).bytes()).await?;
    assert!(matches!(booked.state, StatementState::Booked { moved: 1, .. }), "{:?}", booked.state);
    let day = lin.day_when_run(&account, NEXT).await?;
    assert_eq!(day.figures.map(|it| it.matched), Some(2));
    let closed = lin.day(&account, DAY).await?;
    assert_eq!(closed.figures.map(|it| it.matched), Some(2), "a closed day stays as it was");
    let lines: shared::api::recon::DayLineList = lin.get(&format!("/days/{account}/{NEXT}/lines")).await?;
    assert!(lines.items.iter().all(|line| line.line.date.to_string() == DAY && line.day.to_string() == NEXT));
    Ok(())
}

/// A balance of 1,000.00 before the day, or after it.
async fn tell(
    lin: &Caller,
    account: &str,
    moment: &str,
    changes: serde_json::Value,
) -> Result<Result<DayView, tests::caller::Failure>> {
    let mut request = json!({
        "version": lin.day(account, DAY).await?.version, "moment": moment, "seen_at": "2026-03-04T08:00:00Z",
        "amount": { "amount": "1000.00", "currency": "CNY" }, "reference": "portal page 3", "reason": "read off the portal",
    });
    for (field, value) in changes.as_object().into_iter().flatten() {
        request[field] = value.clone();
    }
    Ok(lin.post(&format!("/days/{account}/{DAY}/balances"), &request).await)
}

async fn a_balance_is_read_off_the_portal(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80")]).await?;
    for (changes, field, code) in [
        (json!({ "amount": { "amount": "1", "currency": "USD" } }), "amount.currency", FieldCode::UnknownValue),
        (json!({ "reference": null }), "attachments", FieldCode::Missing),
        (json!({ "seen_at": "2026-03-01T08:00:00Z" }), "seen_at", FieldCode::TooEarly),
        (json!({ "amount": { "amount": "1,0", "currency": "CNY" } }), "amount.amount", FieldCode::BadAmount),
    ] {
        let problem = refused(tell(&lin, &account, "closing", changes).await?, Code::InvalidFields);
        assert_eq!(faults(&problem), [(field, code)]);
    }
    let day = tell(&lin, &account, "opening", json!({})).await??;
    assert_eq!(day.proof.opening.map(|it| it.amount.minor()), Some(100_000));
    let picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let shown = json!({ "reference": null, "attachments": [{ "name": "portal.png", "content_base64": picture }] });
    let day = tell(&lin, &account, "closing", shown).await??;
    let told = &day.balances[1];
    assert_eq!((told.amount.minor(), told.attachments.len()), (100_000, 1));
    let path = format!("/days/{account}/{DAY}/attachments/{}", told.attachments[0]);
    assert_eq!(lin.request(reqwest::Method::GET, &path).send().await?.headers()["content-type"], "image/png");
    // What a file states is not replaced by hand.
    let account = balanced(desk).await?;
    refused(tell(&lin, &account, "closing", json!({})).await?, Code::BalanceStated);
    Ok(())
}

async fn a_break_has_a_case_until_it_is_explained(desk: &Desk) -> Result<()> {
    let (lin, account) = (desk.lin().await?, balanced(desk).await?);
    // The next day's statement opens with another balance than the day closed with: something lies between.
    let core = desk.core().await?;
    core.end_ledger_day(&account, NEXT).await?;
    lin.send_and_book(&account, BankStatement::opening(98_000).of(NEXT).numbered(2).bytes()).await?;
    let day = lin.day_when_run(&account, NEXT).await?;
    assert_eq!(unmet(&day), [Checked::CasesClosed, Checked::BalanceProved, Checked::EarlierDaysClosed]);
    let open = day.checklist.iter().find_map(|item| match item.unmet.first() {
        Some(Obstacle::CasesOpen { cases, .. }) => cases.first().copied(),
        _ => None,
    });
    let number = open.context("the case of the break")?;
    let case = lin.case(number).await?;
    let found = case.case.matter.balance().context("what was found")?;
    assert_eq!(found.difference().map(|it| it.minor()), Some(-720));
    assert!(found.leads.iter().any(|lead| matches!(lead, Lead::Gap { .. })), "{:?}", found.leads);
    lin.claim(number).await?;
    lin.observe(number, tests::response::document(Shown::Processing, "advice.pdf", b"%PDF-1.7 advice")).await?;
    lin.resolve_because(number, Resolution::Explain, "a fee of the bank's, booked tomorrow").await?;
    desk.wu().await?.approve(number).await?;
    let day = lin.day(&account, NEXT).await?;
    assert_eq!(unmet(&day), [Checked::EarlierDaysClosed]);
    Ok(())
}
