//! Every page, for everyone: by axe-core, in light and dark, on a telephone and on a desk.

use anyhow::{Result, ensure};
use tests::Visitor;

use crate::furnished::{furnished, settled};

#[tokio::test]
async fn every_page_can_be_used_by_everyone_on_a_telephone() -> Result<()> {
    every_page(390, 844).await
}

#[tokio::test]
async fn every_page_can_be_used_by_everyone_on_a_desk() -> Result<()> {
    every_page(1440, 900).await
}

async fn every_page(width: u32, height: u32) -> Result<()> {
    let furnished = furnished().await?;
    let reader = Visitor::arrive(&furnished.desk.holdfast, width, height).await?;
    let mut faults = Vec::new();
    reader.open("/sign-in").await?;
    faults.extend(faults_of(&reader, "/sign-in").await?);
    reader.open("/setup/no-such-link").await?;
    faults.extend(faults_of(&reader, "/setup/…").await?);
    reader.had_no_errors_but(&[410, 404]).await?;
    reader.sign_in(&furnished.reader).await?;
    for page in furnished.pages() {
        reader.open(&page).await?;
        faults.extend(faults_of(&reader, &page).await?);
    }
    ensure!(faults.is_empty(), "at {width} pixels:\n{}", faults.join("\n"));
    reader.had_no_errors().await
}

/// What is wrong with the page that shows, in both schemes.
async fn faults_of(reader: &Visitor, page: &str) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for scheme in ["light", "dark"] {
        reader.prefer_colours(scheme).await?;
        settled(reader).await?;
        let found = reader.accessibility_faults().await?;
        faults.extend(found.into_iter().map(|fault| format!("{page}, {scheme}: {fault}")));
    }
    let too_wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    if reader.execute(too_wide, vec![]).await? == true {
        faults.push(format!("{page}: scrolls sideways"));
    }
    Ok(faults)
}
