//! A payout that was confirmed as paid stays under watch: its money may still come back.

use anyhow::{Context, Result, ensure};
use chrono::Duration;
use shared::api::watches::{WatchList, WatchedRow};
use shared::audit::Action;
use shared::case::{CaseKind, CaseNumber, Watch};
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmPaid};
use tests::payout::{Payout, now, payout};
use tests::response::{Response, text, wechat};
use tests::{Caller, Desk, Engine, on_both_engines};

on_both_engines! {
    shared:
        a_payout_confirmed_as_paid_is_watched,
        a_payout_confirmed_as_not_paid_is_not;
    alone:
        a_return_after_the_watch_opens_its_case_and_is_late,
        the_list_goes_by_pages_to_those_that_cannot_be_counted,
        a_year_that_was_missing_is_counted_by_the_next_server;
}

fn alipay(status: &str) -> Response {
    let inner = format!(r#"{{"code":"10000","status":"{status}"}}"#);
    text(&format!(r#"{{"alipay_fund_trans_common_query_response":{inner}}}"#), "application/json").status(200)
}

fn paid() -> Payout {
    payout().channel("alipay_transfer").query(alipay("SUCCESS"))
}

async fn confirmed(desk: &Desk, filing: Payout) -> Result<(Caller, CaseNumber)> {
    let lin = desk.lin().await?;
    let number = desk.core().await?.number_of(filing).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmPaid).await?;
    Ok((lin, number))
}

/// All that is under watch, read by pages of one.
async fn all(reader: &Caller) -> Result<Vec<WatchedRow>> {
    let (mut rows, mut cursor) = (vec![], String::new());
    loop {
        let page: WatchList = reader.get(&format!("/return-watch?limit=1{cursor}")).await?;
        ensure!(page.items.len() <= 1, "a page of one has {}", page.items.len());
        rows.extend(page.items);
        let Some(next) = page.next else { return Ok(rows) };
        cursor = format!("&cursor={next}");
    }
}

async fn a_payout_confirmed_as_paid_is_watched(desk: &Desk) -> Result<()> {
    let (lin, number) = confirmed(desk, paid()).await?;
    let view = lin.case(number).await?;
    let watch = view.watch.context("a watch")?;
    assert!(watch.is_on(view.now), "{watch:?}");
    // Seven working days, twelve days at most: or nobody knows, because a year is not announced yet.
    match watch.until {
        Some(until) => {
            let days = (until - watch.since).num_days();
            assert!((7..=12).contains(&days), "{watch:?}");
        }
        None => assert!(watch.missing_year.is_some()),
    }
    assert!(super::actions(&lin.trail(number).await?)?.contains(&Action::ReturnWatchBegan));
    let listed: WatchList = lin.get("/return-watch?limit=200").await?;
    let row = listed.items.iter().find(|row| row.case.number == number).context("it is listed")?;
    assert_eq!(row.watch, watch);

    let opened = desk.core().await?.add_query(number, alipay("REFUND")).await?.opened.context("a linked case")?;
    let linked = lin.case(opened).await?;
    assert_eq!(linked.case.kind, CaseKind::PayoutBounced);
    assert!(linked.watch.context("the watch of its payout")?.is_on(linked.case.filed_at), "it is not late");
    Ok(())
}

async fn a_payout_confirmed_as_not_paid_is_not(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    let number = desk.core().await?.number_of(payout().query(wechat("FAIL").minutes_ago(60))).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmNotPaid).await?;
    assert_eq!(lin.case(number).await?.watch, None);
    assert!(!super::actions(&lin.trail(number).await?)?.contains(&Action::ReturnWatchBegan));
    Ok(())
}

async fn a_return_after_the_watch_opens_its_case_and_is_late(engine: Engine) -> Result<()> {
    let desk = &Desk::open(engine).await?;
    let (lin, number) = confirmed(desk, paid()).await?;
    // Time passes.
    let over = (now() - Duration::hours(1)).format("%Y-%m-%dT%H:%M:%S+00:00");
    desk.holdfast.database().execute(&format!("UPDATE watches SET until = '{over}', missing_year = NULL")).await?;
    assert!(all(&lin).await?.is_empty(), "what is over is not listed");
    let opened = desk.core().await?.add_query(number, alipay("REFUND")).await?.opened.context("a linked case")?;
    let linked = lin.case(opened).await?;
    assert_eq!((linked.case.kind, linked.case.linked_from), (CaseKind::PayoutBounced, Some(number)));
    assert!(!linked.watch.context("the watch of its payout")?.is_on(linked.case.filed_at), "it is late");
    Ok(())
}

async fn the_list_goes_by_pages_to_those_that_cannot_be_counted(engine: Engine) -> Result<()> {
    let desk = &Desk::open(engine).await?;
    let mut numbers = vec![];
    for _ in 0..4 {
        numbers.push(confirmed(desk, paid()).await?.1);
    }
    let ahead = |days| (now() + Duration::days(days)).format("%Y-%m-%dT%H:%M:%S+00:00");
    let database = desk.holdfast.database();
    for (number, days) in [(numbers[0], 3), (numbers[2], 2)] {
        let end = format!("until = '{}', missing_year = NULL", ahead(days));
        database.execute(&format!("UPDATE watches SET {end} WHERE number = {}", number.0)).await?;
    }
    for number in [numbers[1], numbers[3]] {
        let end = "until = NULL, missing_year = 2099";
        database.execute(&format!("UPDATE watches SET {end} WHERE number = {}", number.0)).await?;
    }
    let listed: Vec<CaseNumber> = all(&desk.lin().await?).await?.iter().map(|row| row.case.number).collect();
    assert_eq!(listed, [numbers[2], numbers[0], numbers[1], numbers[3]]);
    Ok(())
}

async fn a_year_that_was_missing_is_counted_by_the_next_server(engine: Engine) -> Result<()> {
    let desk = &Desk::open(engine).await?;
    let (lin, number) = confirmed(desk, paid()).await?;
    let since = "2026-03-02T01:00:00+00:00";
    let uncounted = format!("UPDATE watches SET since = '{since}', until = NULL, missing_year = 2026");
    desk.holdfast.database().execute(&uncounted).await?;
    assert_eq!(lin.case(number).await?.watch.context("a watch")?.missing_year, Some(2026));
    // Its calendar holds that year.
    let _next = desk.holdfast.beside().start()?;
    let watch = lin.case(number).await?.watch.context("a watch")?;
    let profile = server::channels::built_in().into_iter().find(|profile| profile.id == "alipay_transfer");
    let expected = Watch::over(&profile.context("a profile")?, &server::calendars::built_in(), since.parse()?);
    assert!(watch == expected && watch.until.is_some(), "{watch:?}");
    assert!(super::actions(&lin.trail(number).await?)?.contains(&Action::ReturnWatchCounted));
    let verified = desk.holdfast.execute(&["audit", "verify"], "")?;
    assert!(verified.contains("Nothing is wrong"), "{verified}");
    Ok(())
}
