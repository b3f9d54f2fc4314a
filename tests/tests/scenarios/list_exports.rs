//! Lists as files: what a list would show, with its filters, and no cell that a spreadsheet would take for a formula.

use anyhow::{Result, ensure};
use chrono::SecondsFormat;
use reqwest::Method;
use serde_json::json;
use shared::api::problem::Code;
use shared::api::recon::StatementView;
use shared::api::webhooks::NewSecretView;
use shared::correction::CorrectionKind;
use shared::resolution::Resolution;
use tests::ledger::{BankStatement, DAY, payout as our_line};
use tests::payout::payout;
use tests::response::wechat;
use tests::returned::returned;
use tests::{Caller, Desk, Engine, on_both_engines, refused};

on_both_engines! {
    shared:
        the_queue_is_exported_by_the_filters_of_its_list,
        orders_are_exported_by_the_filters_of_their_list,
        the_calendar_is_exported,
        files_and_what_was_understood_of_them_are_exported,
        matches_are_exported_line_by_line,
        the_return_watch_is_exported,
        open_proposals_are_exported,
        what_is_no_export_is_refused;
    alone:
        deliveries_are_exported_by_the_filter_of_their_list,
        an_export_goes_on_behind_its_first_page;
}

/// The rows of a CSV export, its header first.
async fn rows(caller: &Caller, path: &str) -> Result<Vec<Vec<String>>> {
    let response = caller.request(Method::GET, path).send().await?.error_for_status()?;
    let media_type = response.headers()["content-type"].to_str()?.to_owned();
    ensure!(media_type == "text/csv; charset=utf-8", "{media_type}");
    let bytes = response.bytes().await?;
    let text = std::str::from_utf8(&bytes)?.trim_start_matches('\u{feff}').to_owned();
    let rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect());
    Ok(rows.collect())
}

/// The cells of a workbook that are formulas, and the texts that all its cells share.
async fn workbook(caller: &Caller, path: &str) -> Result<(bool, String)> {
    let bytes = caller.request(Method::GET, path).send().await?.error_for_status()?.bytes().await?;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec()))?;
    let mut read = |name: &str| -> Result<String> { Ok(std::io::read_to_string(archive.by_name(name)?)?) };
    let (sheet, texts) = (read("xl/worksheets/sheet1.xml")?, read("xl/sharedStrings.xml")?);
    Ok((sheet.contains("<f>"), texts))
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let place = rows[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

async fn the_queue_is_exported_by_the_filters_of_its_list(desk: &Desk) -> Result<()> {
    let (core, gu) = (desk.core().await?, desk.gu().await?);
    let first = payout().merchant("M-EXPORT", "=HYPERLINK(\"http://x\")").amount("12.80", "CNY");
    let order = first.order_number().to_owned();
    let (first, second) = (core.number_of(first).await?, core.number_of(payout().merchant("M-EXPORT", "Other")).await?);
    let listed = rows(&gu, "/exceptions/export?q=M-EXPORT&order=newest").await?;
    assert_eq!(column(&listed, "number"), [second.to_string(), first.to_string()]);
    assert_eq!(column(&listed, "amount"), ["1280.00", "12.80"]);
    assert_eq!(column(&listed, "kind"), ["payout_unknown", "payout_unknown"]);
    assert!(column(&listed, "merchant")[1].contains("'=HYPERLINK"), "{listed:?}");
    let narrowed = rows(&gu, &format!("/exceptions/export?q={order}&state=open&kind=payout_unknown")).await?;
    assert_eq!(column(&narrowed, "order_number"), [order]);
    assert_eq!(rows(&gu, "/exceptions/export?q=M-EXPORT&state=closed").await?.len(), 1, "the header stands alone");
    let (has_formula, texts) = workbook(&gu, "/exceptions/export?q=M-EXPORT&format=xlsx").await?;
    assert!(!has_formula && texts.contains("=HYPERLINK"), "{texts}");
    Ok(())
}

async fn orders_are_exported_by_the_filters_of_their_list(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number =
        core.number_of(payout().merchant("M-ORDERS", "@SUM(A1)").returned(returned("RT-1", "1280.00"))).await?;
    lin.claim(number).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    let listed = rows(&lin, "/correction-orders/export?merchant=M-ORDERS&state=drafted").await?;
    assert_eq!(column(&listed, "number"), [order.to_string()]);
    assert_eq!(column(&listed, "case"), [number.to_string()]);
    assert_eq!((column(&listed, "amount"), column(&listed, "currency")), (vec!["1280.00".into()], vec!["CNY".into()]));
    assert_eq!(column(&listed, "merchant_name"), ["'@SUM(A1)"]);
    assert_eq!(rows(&lin, "/correction-orders/export?merchant=M-ORDERS&state=posted").await?.len(), 1);
    let (has_formula, texts) = workbook(&lin, "/correction-orders/export?merchant=M-ORDERS&format=xlsx").await?;
    assert!(!has_formula && texts.contains("@SUM(A1)"), "{texts}");
    Ok(())
}

async fn the_calendar_is_exported(desk: &Desk) -> Result<()> {
    let (account, _) = reconciled(desk).await?;
    let lin = desk.lin().await?;
    let listed = rows(&lin, &format!("/days/export?from={DAY}&to={DAY}&account={account}")).await?;
    for (name, expected) in [
        ("account", account.as_str()),
        ("date", DAY),
        ("standing", "breaks"),
        ("our_lines", "2"),
        ("our_out", "17.80"),
        ("channel_out", "12.80"),
        ("matched", "2"),
        ("open_discrepancies", "1"),
    ] {
        assert_eq!(column(&listed, name), [expected], "{name}");
    }
    let path = format!("/days/export?from={DAY}&to={DAY}&account={account}&format=xlsx");
    assert!(!workbook(&lin, &path).await?.0);
    Ok(())
}

/// An account with two lines of ours and the bank's file of one of them, matched.
async fn reconciled(desk: &Desk) -> Result<(String, StatementView)> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    core.send_lines(&[our_line(&account, "P-1", "12.80"), our_line(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    let file = lin.send_and_book(&account, BankStatement::opening(100_000).out("P-1", 1_280).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    Ok((account, file))
}

async fn files_and_what_was_understood_of_them_are_exported(desk: &Desk) -> Result<()> {
    let (account, file) = reconciled(desk).await?;
    let gu = desk.gu().await?;
    let path = format!("/statements/export?account={account}&side=channel&state=read,booked");
    let listed = rows(&gu, &path).await?;
    for (name, expected) in [
        ("id", file.id.to_string()),
        ("name", "statement.sta".to_owned()),
        ("sha256", file.sha256.to_string()),
        ("state", "booked".to_owned()),
        ("first_date", DAY.to_owned()),
        ("lines", "1".to_owned()),
        ("sum_in", "0.00".to_owned()),
        ("sum_out", "12.80".to_owned()),
        ("booked_by", "user:lin".to_owned()),
    ] {
        assert_eq!(column(&listed, name), [expected], "{name}");
    }
    assert!(!workbook(&gu, &format!("{path}&format=xlsx")).await?.0);
    assert_eq!(rows(&gu, &format!("/statements/export?account={account}&state=discarded")).await?.len(), 1);

    let path = format!("/statements/{}/lines/export", file.id);
    let lines = rows(&gu, &path).await?;
    assert_eq!(
        (column(&lines, "position"), column(&lines, "amount")),
        (vec!["1".to_owned()], vec!["12.80".to_owned()])
    );
    assert!(!workbook(&gu, &format!("{path}?format=xlsx")).await?.0);
    refused(gu.get::<serde_json::Value>("/statements/999999999/lines/export").await, Code::NotFound);
    Ok(())
}

async fn matches_are_exported_line_by_line(desk: &Desk) -> Result<()> {
    let (account, _) = reconciled(desk).await?;
    let gu = desk.gu().await?;
    let path = format!("/days/{account}/{DAY}/matches/export");
    let listed = rows(&gu, &path).await?;
    let numbers = column(&listed, "match");
    assert!(numbers.len() == 2 && numbers[0] == numbers[1], "{listed:?}");
    assert_eq!(column(&listed, "side"), ["ours", "channel"]);
    assert_eq!(column(&listed, "rule"), ["order_number", "order_number"]);
    assert_eq!(column(&listed, "amount"), ["12.80", "12.80"]);
    assert_eq!(column(&listed, "difference"), ["0.00", "0.00"]);
    assert_eq!(rows(&gu, &format!("{path}?rule=by_hand")).await?.len(), 1);
    assert!(!workbook(&gu, &format!("{path}?format=xlsx")).await?.0);
    refused(gu.get::<serde_json::Value>(&format!("{path}?rule=luck")).await, Code::InvalidParameter);
    Ok(())
}

async fn the_return_watch_is_exported(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().merchant("M-WATCH", "+1+1").query(wechat("SUCCESS"));
    let number = core.number_of(filing).await?;
    lin.claim(number).await?;
    lin.resolve(number, Resolution::ConfirmPaid).await?;
    let listed = rows(&lin, "/return-watch/export").await?;
    let place = column(&listed, "case").iter().position(|case| *case == number.to_string());
    let place = place.expect("it is under watch");
    assert_eq!(column(&listed, "amount")[place], "1280.00");
    assert_eq!(column(&listed, "merchant")[place], "'+1+1");
    let watch = lin.case(number).await?.watch.expect("a watch");
    assert_eq!(column(&listed, "watched_since")[place], watch.since.to_rfc3339_opts(SecondsFormat::Secs, true));
    assert!(!workbook(&lin, "/return-watch/export?format=xlsx").await?.0);
    Ok(())
}

async fn open_proposals_are_exported(desk: &Desk) -> Result<()> {
    let (lin, number) = super::approvals::proposed_for_two(desk).await?;
    desk.wu().await?.approve(number).await?;
    let path = "/approvals/export";
    let listed = rows(&lin, path).await?;
    let place = column(&listed, "case").iter().position(|case| *case == number.to_string());
    let place = place.expect("it waits");
    for (name, expected) in [
        ("proposal", "1"),
        ("resolution", "confirm_paid"),
        ("maker", "lin"),
        ("approvals_needed", "2"),
        ("approvals_given", "1"),
        ("reason", "the channel confirmed it by telephone"),
    ] {
        assert_eq!(column(&listed, name)[place], expected, "{name}");
    }
    assert!(!workbook(&lin, &format!("{path}?format=xlsx")).await?.0);
    Ok(())
}

async fn deliveries_are_exported_by_the_filter_of_their_list(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (root, core) = (desk.root().await?, desk.core().await?);
    let endpoint = json!({ "url": "https://ledger.invalid/events", "description": "the ledger" });
    let id = root.post::<NewSecretView>("/webhooks", &endpoint).await?.endpoint.id;
    let number = core.number_of(payout()).await?;
    let path = format!("/webhooks/{id}/deliveries/export");
    let listed = rows(&root, &format!("{path}?state=pending")).await?;
    assert_eq!(column(&listed, "case"), [number.to_string()]);
    assert_eq!(column(&listed, "state"), ["pending"]);
    assert_eq!(rows(&root, &format!("{path}?state=delivered")).await?.len(), 1);
    assert!(!workbook(&root, &format!("{path}?format=xlsx")).await?.0);
    refused(root.get::<serde_json::Value>(&format!("{path}?state=lost")).await, Code::InvalidParameter);
    refused(root.get::<serde_json::Value>("/webhooks/none/deliveries/export").await, Code::NotFound);
    Ok(())
}

/// Each list, with more in it than is read at once.
async fn an_export_goes_on_behind_its_first_page(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    const MANY: usize = 230;
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    let order = |number: usize| format!("P-{number}");
    let ours: Vec<_> = (0..MANY).map(|number| our_line(&account, &order(number), "1.00")).collect();
    core.send_lines(&ours).await?;
    core.end_ledger_day(&account, DAY).await?;
    let statement = (0..MANY).fold(BankStatement::opening(1_000_000), |file, number| file.out(&order(number), 100));
    let file = lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    for (path, expected, lines) in [
        (format!("/statements/{}/lines/export", file.id), "order_number", 1),
        (format!("/days/{account}/{DAY}/matches/export"), "order_number", 2),
        (format!("/days/{account}/{DAY}/lines/export"), "order_number", 2),
    ] {
        let mut found = column(&rows(&lin, &path).await?, expected);
        assert_eq!(found.len(), MANY * lines, "{path}");
        found.sort();
        found.dedup();
        assert_eq!(found.len(), MANY, "{path}");
    }
    Ok(())
}

async fn what_is_no_export_is_refused(desk: &Desk) -> Result<()> {
    let (lin, root) = (desk.lin().await?, desk.root().await?);
    for path in [
        "/exceptions/export",
        "/correction-orders/export",
        "/days/export?from=2026-03-01&to=2026-03-02",
        "/statements/export",
        "/return-watch/export",
        "/approvals/export",
    ] {
        let with = |parameter: &str| format!("{path}{}{parameter}", if path.contains('?') { '&' } else { '?' });
        refused(lin.get::<serde_json::Value>(&with("format=pdf")).await, Code::InvalidParameter);
        refused(lin.get::<serde_json::Value>(&with("nonsense=1")).await, Code::InvalidParameter);
        refused(root.get::<serde_json::Value>(path).await, Code::Forbidden);
    }
    Ok(())
}
