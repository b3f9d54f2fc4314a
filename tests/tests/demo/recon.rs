//! The demo's reconciliation: a month of three accounts, most of it closed, the rest with every kind of break.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use shared::api::exceptions::CaseRow;
use shared::api::recon::{
    AccountList, Calendar, DayCell, DayStanding, DiscrepancyList, DiscrepancyState, DiscrepancyView, FundsFlow,
    StatementList, StatementStateName,
};
use shared::case::{CaseKind, Standing};
use shared::recon::balance::BalanceSource;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::{AccountId, Format};
use tests::Caller;

/// How many days each account has: thirty that are over, and one that is not.
const DAYS: usize = 31;

pub async fn a_month_of_three_accounts_is_reconciled(auditor: &Caller, rows: &[CaseRow]) -> Result<()> {
    let accounts: AccountList = auditor.get("/channel-accounts").await?;
    assert_eq!(accounts.items.iter().map(|item| &item.account.channel).collect::<BTreeSet<_>>().len(), 3);
    let first = accounts.items.iter().filter_map(|item| item.first_date).min().context("a first day")?;
    let last = accounts.items.iter().filter_map(|item| item.last_date).max().context("a last day")?;
    let calendar: Calendar = auditor.get(&format!("/days?from={first}&to={last}")).await?;
    let mut by_account: BTreeMap<AccountId, Vec<DayCell>> = BTreeMap::new();
    for day in calendar.items {
        by_account.entry(day.account.clone()).or_default().push(day);
    }
    for (account, days) in &by_account {
        days_stand_as_they_should(account, days);
        every_line_is_counted(account, days);
        let flow: FundsFlow = auditor.get(&format!("/funds-flow?account={account}&from={first}&to={last}")).await?;
        let mut closed = flow.rows.iter().zip(days).filter(|(_, day)| day.standing == DayStanding::Closed);
        assert!(closed.all(|(row, _)| row.proof.holds()), "{account}");
    }
    assert!(by_account.values().flatten().any(|day| day.figures.as_ref().is_some_and(|figures| figures.held > 0)));
    every_kind_of_break_is_there(auditor).await?;
    balances_are_proved_and_one_is_not(auditor, rows, (&first.to_string(), &last.to_string())).await?;
    files_came_in_each_format(auditor).await
}

fn days_stand_as_they_should(account: &AccountId, days: &[DayCell]) {
    assert_eq!(days.len(), DAYS, "{account}");
    let of = |wanted| days.iter().filter(|day| day.standing == wanted).count();
    assert!(of(DayStanding::Closed) >= 20, "{account}: {} are closed", of(DayStanding::Closed));
    // The day that is not over waits, and the one before it where lines of it wait for that.
    let waiting: Vec<_> = days.iter().filter(|day| day.standing == DayStanding::Waiting).collect();
    let held = |day: &DayCell| day.figures.as_ref().map_or(0, |figures| figures.held);
    assert!(waiting.last().is_some_and(|day| day.date == days[DAYS - 1].date), "{account}");
    assert!(waiting.iter().rev().skip(1).all(|day| held(day) > 0 && day.date == days[DAYS - 2].date), "{account}");
    assert!(days.iter().filter(|day| day.standing == DayStanding::Closed).all(|day| held(day) == 0), "{account}");
    assert_eq!(of(DayStanding::Running), 0, "{account}: everything was matched");
    assert!(of(DayStanding::Breaks) >= 1, "{account}");
    let proposed: Vec<_> = days.iter().filter(|day| day.closing_proposed).map(|day| day.standing).collect();
    assert_eq!(proposed, [DayStanding::Balanced], "{account}: one waits for approval");
}

fn every_line_is_counted(account: &AccountId, days: &[DayCell]) {
    for day in days.iter().filter(|day| day.standing != DayStanding::Waiting) {
        let figures = day.figures.as_ref().unwrap_or_else(|| panic!("{account} {} was run", day.date));
        let lines = figures.ours.count + figures.channel.count;
        assert!((12..=80).contains(&lines), "{account} {}: {lines} lines", day.date);
        assert!(figures.matched > 0, "{account} {}", day.date);
    }
}

async fn every_kind_of_break_is_there(auditor: &Caller) -> Result<()> {
    let mut found: Vec<DiscrepancyView> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: DiscrepancyList = auditor.get(&format!("/discrepancies?limit=100{cursor}")).await?;
        found.extend(page.items);
        let Some(next) = page.next else { break };
        cursor = format!("&cursor={next}");
    }
    // Neither a line of ours nor a file may bear another currency than its account.
    for kind in DiscrepancyKind::ALL.iter().filter(|kind| **kind != DiscrepancyKind::CurrencyMismatch) {
        let open = found.iter().any(|one| one.kind == *kind && one.state == DiscrepancyState::Open);
        assert!(open, "no {kind:?} is open");
    }
    for state in [DiscrepancyState::Open, DiscrepancyState::Settled, DiscrepancyState::Cleared] {
        assert!(found.iter().any(|one| one.state == state), "{state:?}");
    }
    assert!(found.iter().all(|one| one.case.is_some()));
    let causes: BTreeSet<_> = found.iter().flat_map(|one| &one.causes).map(|cause| cause.why.name()).collect();
    for cause in ["fee_rounding", "hundred_fold", "digits_swapped", "duplicate"] {
        assert!(causes.contains(cause), "{causes:?}");
    }
    let mismatch = found.iter().find(|one| one.kind == DiscrepancyKind::StatusMismatch).context("a status mismatch")?;
    let number = mismatch.case.as_ref().context("its case")?.number;
    let case: shared::api::exceptions::CaseView = auditor.get(&format!("/exceptions/{number}")).await?;
    assert_eq!((case.case.kind, case.case.verdict.name()), (CaseKind::PayoutUnknown, "paid"));
    Ok(())
}

async fn balances_are_proved_and_one_is_not(
    auditor: &Caller,
    rows: &[CaseRow],
    (from, to): (&str, &str),
) -> Result<()> {
    let breaks = rows.iter().filter(|row| row.kind == CaseKind::BalanceBreak && row.standing != Standing::Closed);
    assert_eq!(breaks.count(), 1);
    let flow: FundsFlow = auditor.get(&format!("/funds-flow?account=alipay-cny&from={from}&to={to}")).await?;
    let by_hand = |row: &&shared::recon::balance::FlowRow| {
        row.proof.closing.as_ref().is_some_and(|known| matches!(known.source, BalanceSource::ByHand(_)))
    };
    assert_eq!(flow.rows.iter().filter(by_hand).count(), DAYS - 1, "somebody read them off the portal");
    Ok(())
}

async fn files_came_in_each_format(auditor: &Caller) -> Result<()> {
    let list: StatementList = auditor.get("/statements?limit=200&state=booked").await?;
    assert_eq!(list.items.len(), 3 * (DAYS - 1));
    assert!(list.items.iter().all(|file| file.state.name() == StatementStateName::Booked));
    let formats: BTreeSet<_> =
        list.items.iter().filter_map(|file| Some(file.statement.as_ref()?.head.format.name())).collect();
    assert_eq!(formats, BTreeSet::from([Format::Csv.name(), Format::Mt940.name(), Format::WechatFund.name()]));
    Ok(())
}
