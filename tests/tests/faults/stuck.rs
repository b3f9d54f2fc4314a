//! SQLite cannot write: another process holds the file, or the disk is full. It is told, and healed from.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection};
use tests::{Desk, Dice, Engine, Holdfast};

use super::away::{heals, says_unavailable};
use super::callers::Callers;
use super::load::{Load, Unanswered};

/// How many answers make a load that is under way.
const SOME: usize = 100;
/// How far files may be written on a full disk. The server's log may begin anew from its start at any time, and then writes over
/// what it has: only a bound that its next few commits reach wherever it stands is a disk that is full.
const ROOM_BYTES: u64 = 64 << 10;
/// Each writes a page of the log at the least, and a page is 4 KB.
const FILINGS_TO_FILL_ROOM: usize = 20;

#[test]
fn a_file_that_another_process_holds_is_told_and_healed_from() {
    tests::scenario::run(async {
        let desk = Desk::open(Engine::Sqlite).await?;
        let callers = Callers::of(&desk).await?;
        let load = Load::start(&callers, &mut Dice::new(11), Unanswered::Again);
        load.is_answered(SOME).await?;
        let options: sqlx::sqlite::SqliteConnectOptions = desk.holdfast.database().url().parse()?;
        let mut other: SqliteConnection = options.busy_timeout(Duration::from_secs(60)).connect().await?;
        other.execute("BEGIN EXCLUSIVE").await?;
        let filing = callers.system(0).request(reqwest::Method::POST, "/exceptions");
        says_unavailable(filing.json(&tests::payout::payout().json()).send().await?).await?;
        says_unavailable(tests::holdfast::http_client()?.get(desk.holdfast.url("/healthz")).send().await?).await?;
        load.is_refused().await?;
        // Reading goes on.
        callers.auditor.list(&[]).await?;
        other.execute("ROLLBACK").await?;
        other.close().await?;
        heals(&desk).await?;
        load.is_answered(SOME).await?;
        let book = load.end().await?;
        book.check(&desk.holdfast, &callers).await
    });
}

#[test]
fn a_full_disk_is_told_and_healed_from() {
    tests::scenario::run(async {
        let desk = Desk::open(Engine::Sqlite).await?;
        let callers = Callers::of(&desk).await?;
        let load = Load::start(&callers, &mut Dice::new(13), Unanswered::Again);
        load.is_answered(SOME).await?;
        // No file of the server may be written beyond these bytes: to it that is a disk without space.
        limit_files(&desk.holdfast, Some(ROOM_BYTES))?;
        let mut refused = None;
        for _ in 0..FILINGS_TO_FILL_ROOM {
            let filing = callers.system(0).request(reqwest::Method::POST, "/exceptions");
            let answer = filing.json(&tests::payout::payout().json()).send().await?;
            if answer.status() != 201 {
                refused = Some(answer);
                break;
            }
        }
        says_unavailable(refused.context("the disk is not full")?).await?;
        load.is_refused().await?;
        callers.auditor.list(&[]).await?;
        limit_files(&desk.holdfast, None)?;
        heals(&desk).await?;
        load.is_answered(SOME).await?;
        let book = load.end().await?;
        // The one above stands in no book.
        book.check_answers(&desk.holdfast, &callers).await
    });
}

/// Sets how large the files of a running server may become.
fn limit_files(server: &Holdfast, bytes: Option<u64>) -> Result<()> {
    let limit = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
    let mut prlimit = Command::new("prlimit");
    prlimit.args(["--pid", server.pid(), &format!("--fsize={limit}:unlimited")]);
    let output = prlimit.output().context("prlimit of util-linux is missing")?;
    ensure!(output.status.success(), "prlimit failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
