//! Every page, for everyone: by axe-core, in light and dark, on a telephone and on a desk.

use anyhow::{Result, ensure};
use tests::{Engine, Holdfast, Visitor};

use crate::first_sign_in::printed_link;
use crate::furnished::furnished;

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
    // Where a code was read is quoted in the language that it was read in, so this page is not among the others.
    for page in furnished.pages().into_iter().chain(["/channels/wechat_transfer".to_owned()]) {
        reader.open(&page).await?;
        faults.extend(faults_of(&reader, &page).await?);
    }
    ensure!(faults.is_empty(), "at {width} pixels:\n{}", faults.join("\n"));
    // One of the pages is of a case that is not there.
    reader.had_no_errors_but(&[404]).await
}

#[tokio::test]
async fn a_desk_on_its_first_day_can_be_used_by_everyone() -> Result<()> {
    let desk = Holdfast::on(Engine::Sqlite).await?.start()?;
    let mut faults = Vec::new();
    for width in [390, 1440] {
        let reader = Visitor::arrive(&desk, width, 900).await?;
        reader.open(&printed_link(&desk)?).await?;
        reader.sees("Welcome, Admin.").await?;
        faults.extend(faults_of(&reader, "a setup link").await?);
    }
    let person = desk.person("zhou", "operator,supervisor,admin")?;
    let reader = Visitor::signed_in(&desk, &person).await?;
    for (page, says) in [
        ("/", "Three steps, and cases come in by themselves."),
        ("/approvals", "Nothing awaits approval"),
        ("/admin/clients", "No API clients yet"),
        ("/guide", "A payout is neither paid nor unpaid until something proves it."),
    ] {
        reader.open(page).await?;
        reader.sees(says).await?;
        faults.extend(faults_of(&reader, page).await?);
    }
    reader.open("/").await?;
    reader.press("File the first case").await?;
    reader.sees(&format!("curl {}", desk.url("/api/v1/exceptions"))).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    reader.had_no_errors().await
}

#[tokio::test]
async fn whatever_opens_over_a_page_can_be_used_by_everyone() -> Result<()> {
    let furnished = furnished().await?;
    let reader = Visitor::signed_in(&furnished.desk.holdfast, &furnished.reader).await?;
    let (open, held) = (furnished.case("open")?, furnished.case("held by another")?);
    let mut faults = Vec::new();
    for (page, button, says) in [
        (open.as_str(), "Show the audit trail", "the chain is whole"),
        (&open, "Record a portal check", "What you looked up"),
        (&open, "Search or run", "Go to approvals"),
        (&open, "Language", "中文"),
        (&open, "Your account", "Sign out"),
        (&held, "Take over", "They are told that you took it"),
        ("/approvals", "Approve", "It is checked against what its maker saw"),
        ("/admin/people", "Add a person", "Name, as others see it"),
        ("/admin/people", "Actions for zhou", "New setup link"),
        ("/admin/clients", "Add a client", "Requests a minute"),
        ("/admin/clients", "New key", "How long the old keys still work"),
    ] {
        reader.open(page).await?;
        reader.settles().await?;
        reader.press(button).await?;
        reader.sees(says).await?;
        faults.extend(faults_of(&reader, &format!("{page}, “{button}”")).await?);
    }
    reader.open("/").await?;
    reader.settles().await?;
    reader.key('?').await?;
    reader.sees("Show the keys").await?;
    faults.extend(faults_of(&reader, "the keys").await?);
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    reader.had_no_errors().await
}

#[tokio::test]
async fn nothing_that_opens_on_a_telephone_is_cut_off() -> Result<()> {
    let furnished = furnished().await?;
    let reader = Visitor::arrive(&furnished.desk.holdfast, 390, 844).await?;
    reader.sign_in(&furnished.reader).await?;
    for (page, button) in [
        ("/", "Notices"),
        ("/", "Language"),
        ("/", "Colours"),
        ("/", "Your account"),
        ("/admin/people", "Actions for zhou"),
        ("/admin/clients", "Actions for core"),
    ] {
        reader.open(page).await?;
        reader.settles().await?;
        reader.press(button).await?;
        reader.settles().await?;
        let place = "const { left, right } = document.querySelector('.menu__panel').getBoundingClientRect(); \
            return left >= 0 && right <= document.documentElement.clientWidth";
        ensure!(reader.execute(place, vec![]).await? == true, "“{button}” on {page} is cut off");
    }
    reader.open("/approvals").await?;
    reader.press(&format!("Select {}", furnished.case("awaiting approval")?.trim_start_matches("/cases/"))).await?;
    reader.sees("1 selected").await?;
    let place = "const { top, bottom } = document.querySelector('.bulk').getBoundingClientRect(); \
        return top >= 0 && bottom <= innerHeight";
    ensure!(reader.execute(place, vec![]).await? == true, "what was selected cannot be approved from where one is");
    reader.had_no_errors().await
}

/// What is wrong with the page that shows, in both schemes.
pub async fn faults_of(reader: &Visitor, page: &str) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for scheme in ["light", "dark"] {
        reader.prefer_colours(scheme).await?;
        reader.settles().await?;
        let found = reader.accessibility_faults().await?;
        faults.extend(found.into_iter().map(|fault| format!("{page}, {scheme}: {fault}")));
    }
    let too_wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    if reader.execute(too_wide, vec![]).await? == true {
        faults.push(format!("{page}: scrolls sideways"));
    }
    Ok(faults)
}
