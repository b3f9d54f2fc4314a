//! The stops of the tour in reconciliation: on what the demo has, found by where it stands, and on two files that come in for it.

use anyhow::{Context, Result};
use chrono::Days;
use reqwest::Method;
use serde_json::json;
use shared::api::recon::{AccountList, AccountView, Calendar, DayCell, DayStanding, StatementList, StatementView};
use shared::text::app::recon as text;
use tests::demo_desk::DemoDesk;
use tests::payout::now;
use tests::{Caller, ledger};

use crate::stop::{Stop, at};

/// A table of which nothing is known, with one row that is at fault.
const TABLE: &str = "date,amount,order number,counterparty\n2026-03-02,-12.80,P-1,Pine & Harbour\n2026-03-02,12.8O,P-2,\n\
    2026-03-02,5.00,R-1,云杉贸易有限公司\n";
/// A statement whose closing balance is not what its lines come to.
const DOUBTED: &str = ":20:ST1\r\n:25:1\r\n:28C:1/1\r\n:60F:C260302CNY1000,00\r\n:61:260302D12,80NTRFP-1\r\n\
    :61:260302C5,00NTRFR-1\r\n:62F:C260302CNY990,00\r\n-\r\n";

/// How far back the demo goes, and some more.
const DAYS_BACK: u64 = 45;

/// All of them.
pub async fn reconciliation(desk: &DemoDesk) -> Result<Vec<Stop>> {
    let lin = desk.caller("lin").await?;
    let accounts: AccountList = lin.get("/channel-accounts").await?;
    let first = accounts.items.first().context("the demo has no account")?.account.id.to_string();
    // The demo's own accounts take the files of one format.
    let own = json!({ "account": ledger::account("boc-cny") });
    let own: AccountView = desk.caller("wu").await?.post("/channel-accounts", &own).await?;
    let own = own.account.id.to_string();
    let table = sent(&lin, &own, "settlement.csv", TABLE).await?;
    let doubted = sent(&lin, &own, "statement.sta", DOUBTED).await?;
    let mut stops = days(&lin).await?;
    let files: StatementList = lin.get("/statements?state=booked&limit=1").await?;
    let booked = files.items.first().context("the demo has booked no file")?.id;
    let file = |id: i64| format!("/reconciliation/files/{id}");
    stops.extend([
        at("recon-calendar", "lin", "/reconciliation"),
        at("recon-calendar-empty", "lin", "/reconciliation?month=2020-01"),
        at("recon-upload", "lin", "/reconciliation").press(text::upload),
        at("recon-account", "wu", "/reconciliation").press(text::add_account),
        at("recon-flow", "lin", format!("/reconciliation/{first}")),
        at("recon-discrepancies", "lin", format!("/reconciliation/{first}/discrepancies")),
        at("recon-mappings", "lin", "/reconciliation/mappings"),
        at("recon-file-booked", "lin", file(booked)),
        at("recon-file-doubted", "lin", file(doubted)),
        at("recon-file-discard", "lin", file(doubted)).press(text::discard).sees(text::discard_what),
        at("recon-file-refused", "lin", file(table)),
        at("recon-mapping", "lin", format!("{}/mapping", file(table))).sees(text::mapping_understood),
    ]);
    Ok(stops)
}

/// A day of each standing, and what people do in it.
async fn days(lin: &Caller) -> Result<Vec<Stop>> {
    let today = now().date_naive();
    let from = today - Days::new(DAYS_BACK);
    let calendar: Calendar = lin.get(&format!("/days?from={from}&to={today}")).await?;
    let day = |what: &str, fits: fn(&DayCell) -> bool| {
        let found = calendar.items.iter().filter(|cell| fits(cell)).max_by_key(|cell| most(cell));
        let found = found.with_context(|| format!("the demo has no day that is {what}"))?;
        Ok::<_, anyhow::Error>(format!("/reconciliation/{}/{}", found.account, found.date))
    };
    let breaks = day("with breaks", |cell| cell.standing == DayStanding::Breaks)?;
    let proposed = day("proposed", |cell| cell.closing_proposed)?;
    let by_hand = |name| at(name, "lin", breaks.clone()).press(text::tab_by_hand).sees(text::by_hand_intro);
    Ok(vec![
        at("recon-day-closed", "lin", day("closed", |cell| cell.standing == DayStanding::Closed)?),
        at("recon-day-waiting", "lin", day("waiting", |cell| cell.standing == DayStanding::Waiting)?),
        at("recon-day-breaks", "lin", breaks.clone()),
        by_hand("recon-by-hand"),
        by_hand("recon-by-hand-selected").keys("xlxj"),
        at("recon-matches", "lin", breaks.clone()).press(text::tab_matches),
        at("recon-matches-undo", "lin", breaks.clone())
            .press(text::tab_matches)
            .press(text::undo)
            .sees(text::undo_what),
        at("recon-lines", "lin", breaks.clone()).press(text::tab_lines),
        at("recon-day-proposed", "lin", proposed.clone()),
        at("recon-approve", "wu", proposed).press(text::approve_closing).sees(text::approve_closing_what),
        at(
            "recon-day-nothing",
            "lin",
            breaks.rsplit_once('/').map(|(account, _)| format!("{account}/2020-01-01")).unwrap_or_default(),
        ),
    ])
}

/// Of several days the one with the most in it.
fn most(cell: &DayCell) -> i64 {
    cell.figures.as_ref().map_or(0, |figures| figures.open)
}

/// Sends a file and waits until it was read, or refused.
async fn sent(lin: &Caller, account: &str, name: &str, bytes: &'static str) -> Result<i64> {
    let request = lin.request(Method::POST, &format!("/statements?account={account}&name={name}"));
    let response = request.header("content-type", "application/octet-stream").body(bytes).send().await?;
    let sent: StatementView = tests::caller::read(response).await?;
    Ok(lin.statement_when_read(sent.id).await?.id)
}
