//! What the scenarios stand on, tested by itself.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sqlx::{ConnectOptions, Connection, Executor, Row};
use tests::holdfast::http_client;
use tests::leash::{Leash, Leashed};
use tests::{Browser, Database, Engine, Holdfast};

#[tokio::test]
async fn every_postgres_database_starts_empty_and_alone() -> Result<()> {
    let (first, second) = (Database::new(Engine::Postgres).await?, Database::new(Engine::Postgres).await?);
    for database in [&first, &second] {
        let options: sqlx::postgres::PgConnectOptions = database.url().parse()?;
        let mut connection = options.connect().await?;
        connection.execute("CREATE TABLE payouts (amount_minor BIGINT)").await?;
        connection.execute("INSERT INTO payouts VALUES (7)").await?;
        let row = connection.fetch_one("SELECT CAST(SUM(amount_minor) AS BIGINT) FROM payouts").await?;
        assert_eq!(row.get::<i64, _>(0), 7);
        connection.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_browser_shows_a_page_and_reports_its_errors() -> Result<()> {
    let browser = Browser::open(390, 700).await?;
    browser.goto("data:text/html;charset=utf-8,<title>待处理</title><p>Queue<script>missing()</script>").await?;
    assert_eq!(browser.title().await?, "待处理");
    assert_eq!(browser.execute("return [innerWidth, innerHeight]", vec![]).await?, serde_json::json!([390, 700]));
    let errors = browser.console_errors().await?;
    assert!(errors.len() == 1 && errors[0].contains("missing is not defined"), "{errors:?}");
    Ok(())
}

#[tokio::test]
async fn axe_finds_an_image_without_words() -> Result<()> {
    let browser = Browser::open(800, 600).await?;
    browser
        .goto("data:text/html;charset=utf-8,<html lang=en><title>Case</title><main><h1>Case</h1><img src='data:,'></main>")
        .await?;
    let faults = browser.accessibility_faults().await?;
    assert!(faults.len() == 1 && faults[0].contains("image-alt"), "{faults:?}");
    Ok(())
}

#[test]
fn a_leashed_process_ends_with_its_leash_and_leaves_no_folder() -> Result<()> {
    let folder = tempfile::tempdir()?.keep();
    std::fs::write(folder.join("left"), "behind")?;
    let mut command = Command::new("sh");
    // The child of the child counts too.
    command.args(["-c", "sleep 600 & echo $!; wait"]);
    let leash = Leash::start(Leashed { folder: Some(folder.clone()), ..command.into() })?;
    let number = |line: &str| line.parse::<u32>().ok();
    let mut seen = 0;
    let grandchild = leash.wait_for(Duration::from_secs(10), |line| {
        seen += 1;
        number(line).filter(|_| seen == 2)
    })?;
    assert!(runs(grandchild));
    leash.stop()?;
    let deadline = Instant::now() + Duration::from_secs(5);
    while runs(grandchild) {
        assert!(Instant::now() < deadline, "the child of the child still runs");
        thread::sleep(Duration::from_millis(10));
    }
    assert!(!folder.exists());
    Ok(())
}

/// Whether the process is there and not just waiting to be reaped.
fn runs(pid: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    status.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

#[test]
fn a_process_that_ends_early_says_what_it_printed() -> Result<()> {
    let mut command = Command::new("sh");
    command.args(["-c", "echo no such file; exit 3"]);
    let leash = Leash::start(command.into())?;
    let waited = leash.wait_for(Duration::from_secs(10), |line| line.contains("listening").then_some(()));
    let error = waited.err().context("it never listened")?;
    assert!(error.to_string().contains("no such file"), "{error}");
    Ok(())
}

#[tokio::test]
async fn the_desk_starts_on_both_engines_and_again_after_a_crash() -> Result<()> {
    let http = http_client()?;
    for engine in Engine::BOTH {
        let desk = Holdfast::on(engine).await?.start()?;
        let beside = desk.beside().start()?;
        for address in [desk.url("/healthz"), beside.url("/healthz")] {
            assert_eq!(http.get(address).send().await?.status(), 200, "{engine:?}");
        }
        beside.stop()?;
        let desk = desk.crash()?.start()?;
        assert_eq!(http.get(desk.url("/healthz")).send().await?.status(), 200, "{engine:?}");
    }
    Ok(())
}
