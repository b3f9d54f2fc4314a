//! Takes the pictures of the README: a desk with the demo in it, looked at by its people. `cargo xtask screenshots`
//! builds what this needs and runs it; its one argument is the folder that the pictures go to.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use shared::api::exceptions::{CaseList, CaseView};
use shared::case::CaseNumber;
use tests::holdfast::Person;
use tests::{Caller, Engine, Holdfast, Visitor};

/// A desk's screen and a telephone's, in CSS pixels.
const DESK: (u32, u32) = (1440, 900);
const TELEPHONE: (u32, u32) = (390, 844);

#[tokio::main]
async fn main() -> Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).context("a folder is missing")?;
    let desk = Holdfast::on(Engine::Sqlite).await?.argument("--demo").start()?;
    let password = password(&desk.log())?;
    let person = |name: &str| Person { name: name.to_owned(), password: password.clone() };
    let lin = person("lin");
    let case = telling_case(&Caller::signed_in(&desk.url(""), &lin).await?).await?;
    let case = format!("/cases/{case}");

    let reader = Visitor::arrive(&desk, DESK.0, DESK.1).await?;
    reader.prefer_colours("light").await?;
    reader.sign_in(&lin).await?;
    take(&reader, "/", &folder.join("queue.png")).await?;
    take(&reader, &case, &folder.join("case.png")).await?;
    reader.resize(TELEPHONE.0, TELEPHONE.1).await?;
    take(&reader, "/", &folder.join("queue-telephone.png")).await?;
    take(&reader, &case, &folder.join("case-telephone.png")).await?;
    reader.resize(DESK.0, DESK.1).await?;
    reader.prefer_colours("dark").await?;
    reader.execute("localStorage.setItem('holdfast.language', 'zh')", vec![]).await?;
    take(&reader, &case, &folder.join("case-dark-zh.png")).await?;

    let reader = Visitor::arrive(&desk, DESK.0, DESK.1).await?;
    reader.prefer_colours("light").await?;
    reader.sign_in(&person("wu")).await?;
    take(&reader, "/approvals", &folder.join("approvals.png")).await
}

/// The password that the demo's people share.
fn password(log: &str) -> Result<String> {
    let line = log.lines().find_map(|line| line.split_once("with the password "));
    Ok(line.context("no password was printed")?.1.trim().to_owned())
}

/// The open case whose evidence is longest and still proves nothing: what the desk is there for.
async fn telling_case(lin: &Caller) -> Result<CaseNumber> {
    let list: CaseList = lin.get("/exceptions?state=open&verdict=unknown&limit=200").await?;
    let mut longest = None;
    for row in list.items {
        let case: CaseView = lin.get(&format!("/exceptions/{}", row.number)).await?;
        let found = (case.evidence.len(), std::cmp::Reverse(row.number.0));
        longest = longest.max(Some(found));
    }
    let (_, number) = longest.context("the demo has no open case that is unknown")?;
    Ok(CaseNumber(number.0))
}

/// Takes a picture of a page once it shows what it read.
async fn take(reader: &Visitor, page: &str, file: &Path) -> Result<()> {
    reader.open(page).await?;
    reader.settles().await?;
    let picture = reader.screenshot().await?;
    ensure!(!picture.is_empty(), "{page} gave no picture");
    std::fs::write(file, &picture).with_context(|| file.display().to_string())?;
    println!("{} ({} KiB)", file.display(), picture.len() / 1024);
    Ok(())
}
