//! The pictures of the README.

use std::path::Path;

use anyhow::{Context, Result};
use shared::api::exceptions::{CaseList, CaseView};
use shared::case::CaseNumber;
use tests::demo_desk::DemoDesk;
use tests::{Caller, Engine, Holdfast, Visitor};

use crate::save;

/// A desk's screen and a telephone's, in CSS pixels.
const DESK: (u32, u32) = (1440, 900);
const TELEPHONE: (u32, u32) = (390, 844);

/// Takes them.
pub async fn take(folder: &Path) -> Result<()> {
    let desk = DemoDesk::start(Holdfast::on(Engine::Sqlite).await?)?;
    let case = telling_case(&desk.caller("lin").await?).await?;
    let case = format!("/cases/{case}");

    let reader = Visitor::arrive(&desk.holdfast, DESK.0, DESK.1).await?;
    reader.prefer_colours("light").await?;
    reader.sign_in(&desk.person("lin")).await?;
    page(&reader, "/", &folder.join("queue.png")).await?;
    page(&reader, &case, &folder.join("case.png")).await?;
    reader.resize(TELEPHONE.0, TELEPHONE.1).await?;
    page(&reader, "/", &folder.join("queue-telephone.png")).await?;
    page(&reader, &case, &folder.join("case-telephone.png")).await?;
    reader.resize(DESK.0, DESK.1).await?;
    reader.prefer_colours("dark").await?;
    reader.prefer_language("zh").await?;
    page(&reader, &case, &folder.join("case-dark-zh.png")).await?;

    let reader = Visitor::arrive(&desk.holdfast, DESK.0, DESK.1).await?;
    reader.prefer_colours("light").await?;
    reader.sign_in(&desk.person("wu")).await?;
    page(&reader, "/approvals", &folder.join("approvals.png")).await
}

async fn page(reader: &Visitor, address: &str, file: &Path) -> Result<()> {
    reader.open(address).await?;
    save(reader, file).await
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
