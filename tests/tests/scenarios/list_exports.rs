//! Lists as files: what a list would show, with its filters, and no cell that a spreadsheet would take for a formula.

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::json;
use shared::api::problem::Code;
use shared::correction::CorrectionKind;
use tests::ledger::{BankStatement, DAY, payout as our_line};
use tests::payout::payout;
use tests::returned::returned;
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        the_queue_is_exported_by_the_filters_of_its_list,
        orders_are_exported_by_the_filters_of_their_list,
        the_calendar_is_exported,
        what_is_no_export_is_refused;
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
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "hold_days": 0 })).await?;
    core.send_lines(&[our_line(&account, "P-1", "12.80"), our_line(&account, "P-2", "5.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(100_000).out("P-1", 1_280).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
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

async fn what_is_no_export_is_refused(desk: &Desk) -> Result<()> {
    let (lin, root) = (desk.lin().await?, desk.root().await?);
    for path in ["/exceptions/export", "/correction-orders/export", "/days/export?from=2026-03-01&to=2026-03-02"] {
        let with = |parameter: &str| format!("{path}{}{parameter}", if path.contains('?') { '&' } else { '?' });
        refused(lin.get::<serde_json::Value>(&with("format=pdf")).await, Code::InvalidParameter);
        refused(lin.get::<serde_json::Value>(&with("nonsense=1")).await, Code::InvalidParameter);
        refused(root.get::<serde_json::Value>(path).await, Code::Forbidden);
    }
    Ok(())
}
