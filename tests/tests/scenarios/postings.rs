//! The export of postings, read and added up by a program that shares nothing with the server.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::Value;
use shared::api::problem::Code;
use shared::correction::CorrectionKind;
use tests::payout::{minutes_ago, payout};
use tests::returned::{Told, funds_back, returned};
use tests::{Desk, Engine, on_both_engines, refused, tools};

on_both_engines! {
    alone: exports_add_up_for_whoever_reads_them;
}

/// What an independent reader finds in an export.
async fn read(desk: &Desk, format: &str) -> Result<Value> {
    let period = "from=2020-01-01T00:00:00Z&to=2020-12-31T00:00:00Z";
    let core = desk.core().await?;
    let nothing = core.request(Method::GET, &format!("/postings?{period}&format={format}")).send().await?;
    ensure!(nothing.status() == 200, "an empty period is an export too: {}", nothing.status());
    let now = minutes_ago(0);
    let day = |days| (now + chrono::Duration::days(days)).format("%Y-%m-%dT00:00:00Z").to_string();
    let path = format!("/postings?from={}&to={}&format={format}", day(-1), day(2));
    let content = core.request(Method::GET, &path).send().await?.error_for_status()?.bytes().await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("postings");
    std::fs::write(&file, &content)?;
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/postings.py");
    let output = Command::new(tools::python()?).arg(program).arg(&file).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("what the reader found")
}

async fn exports_add_up_for_whoever_reads_them(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    for (place, amount) in [(1, "1280.00"), (2, "0.01"), (3, "333.33")] {
        let filing = payout();
        let reference = format!("RT-{place}");
        let mut filing = filing.returned(returned(&reference, amount)).json();
        filing["merchant"]["name"] = "=HYPERLINK(\"http://x\")".into();
        let number = core.file_json(&filing).await?.number;
        core.tell(number, Told::Funds(funds_back(&reference, amount))).await?;
        lin.claim(number).await?;
        let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
        lin.propose_order(order).await?;
        wu.approve(number).await?;
        core.posted(order, 1, &format!("V-{place}")).await?;
    }
    for (format, name) in [("csv", "'=HYPERLINK(\"http://x\")"), ("xlsx", "=HYPERLINK(\"http://x\")")] {
        let found = read(&desk, format).await?;
        assert_eq!(found["lines"], 6, "{format}: {found}");
        for side in ["debit", "credit"] {
            assert_eq!(
                found[side]["CNY"].as_str().map(|sum| sum.parse::<rust_decimal::Decimal>()),
                Some(Ok("1613.34".parse()?))
            );
        }
        assert_eq!(found["merchants"], serde_json::json!([name]), "{format}");
    }
    assert_eq!(read(&desk, "csv").await?["formulas"], 0);
    const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let path = "/postings?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
    for (accept, format, status, expected) in [
        (WORKBOOK, "", 200, WORKBOOK),
        ("text/csv;q=0.1, application/json", "", 200, "text/csv; charset=utf-8"),
        ("*/*", "", 200, "text/csv; charset=utf-8"),
        ("text/csv", "&format=xlsx", 200, WORKBOOK),
        ("application/json", "&format=csv", 200, "text/csv; charset=utf-8"),
        ("application/json", "", 406, "application/problem+json"),
    ] {
        let request = core.request(Method::GET, &format!("{path}{format}")).header(reqwest::header::ACCEPT, accept);
        let answer = request.send().await?;
        let media_type = answer.headers()["content-type"].to_str()?.to_owned();
        assert_eq!((answer.status().as_u16(), media_type.as_str()), (status, expected), "{accept} {format}");
    }
    for path in [
        "/postings?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "/postings?from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "/postings?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&format=pdf",
    ] {
        refused(core.get::<Value>(path).await, Code::InvalidParameter);
    }
    Ok(())
}
