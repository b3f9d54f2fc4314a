//! The watched folder: files are taken once they are complete, and once, however many servers look.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use shared::actor::Actor;
use shared::api::recon::StatementList;
use tests::ledger::BankStatement;
use tests::{Desk, Engine, Holdfast, on_both_engines};

on_both_engines! {
    alone: files_are_taken_once_and_moved;
}

/// How long anything may take, on a machine that is busy with other tests.
const WAIT_MAX: Duration = Duration::from_secs(90);

async fn until_there(path: &Path) -> Result<()> {
    let began = Instant::now();
    while !path.exists() {
        ensure!(began.elapsed() < WAIT_MAX, "waited in vain for {}", path.display());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

async fn files_are_taken_once_and_moved(engine: Engine) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let setting = folder.path().to_str().context("a path")?;
    let desk = Desk::start(Holdfast::on(engine).await?.setting("HOLDFAST_STATEMENTS_FOLDER", setting))?;
    let second = desk.holdfast.beside().start()?;
    let account = desk.wu().await?.new_account(json!({})).await?;
    let own = folder.path().join(&account);
    fs::create_dir(&own)?;
    fs::create_dir(folder.path().join("nobodys"))?;
    let bytes = BankStatement::opening(0).r#in("R-1", 5).bytes();
    fs::write(own.join("march.sta"), &bytes)?;
    fs::write(folder.path().join("nobodys").join("march.sta"), &bytes)?;
    until_there(&own.join("done").join("march.sta")).await?;
    until_there(&folder.path().join("nobodys/refused/march.sta.why.txt")).await?;
    let lin = desk.lin().await?;
    let list: StatementList = lin.get(&format!("/statements?account={account}")).await?;
    ensure!(list.items.len() == 1, "it was taken once");
    let file = &list.items[0];
    ensure!((file.name.as_str(), &file.received_by) == ("march.sta", &Actor::Desk), "{file:?}");
    // The same bytes under another name are refused, with why.
    fs::write(own.join("again.sta"), &bytes)?;
    let why = own.join("refused/again.sta.why.txt");
    until_there(&why).await?;
    ensure!(fs::read_to_string(&why)?.contains(&format!("file {}", file.id)), "it names the first");
    drop(second);
    Ok(())
}
