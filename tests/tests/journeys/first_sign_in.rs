//! The first day of a desk: nobody is there, and nothing.

use anyhow::{Context, Result};
use tests::{Engine, Holdfast, Visitor};

#[tokio::test]
async fn the_first_admin_comes_in_and_lets_the_first_operator_in() -> Result<()> {
    let desk = Holdfast::on(Engine::Sqlite).await?.start()?;
    let visitor = Visitor::arrive(&desk, 1440, 900).await?;
    visitor.open(&printed_link(&desk)?).await?;
    visitor.sees("Welcome, Admin.").await?;
    set_password(&visitor).await?;

    visitor.press("People").await?;
    visitor.press("Add a person").await?;
    visitor.fill("User name", "lin").await?;
    visitor.fill("Name, as others see it", "Lin Yue").await?;
    visitor.press("Add").await?;
    visitor.sees("It works once and is shown only now.").await?;
    let told = visitor.text_of("").await?.context("no dialog")?;
    let link = told.split_whitespace().find_map(|word| word.find("/setup/").map(|at| word[at..].to_owned()));
    visitor.press("Done").await?;
    visitor.sees("Has not set a password yet").await?;
    visitor.press("Your account").await?;
    visitor.press("Sign out").await?;

    visitor.sees("Sign in").await?;
    let link = link.context("no link was shown")?;
    visitor.open(&link).await?;
    visitor.sees("Welcome, Lin Yue.").await?;
    set_password(&visitor).await?;
    visitor.is_at("/").await?;
    visitor.sees("No case has been filed yet. A source system files them through the API").await?;

    visitor.had_no_errors().await?;
    visitor.open(&link).await?;
    visitor.misses("Welcome").await?;
    visitor.sees("This link was used or is too old.").await
}

/// The path of the link that the server prints when nobody can sign in yet.
pub fn printed_link(desk: &Holdfast) -> Result<String> {
    let log = desk.log();
    let path = log.lines().find_map(|line| line.find("/setup/").map(|at| line[at..].to_owned()));
    path.with_context(|| format!("the server printed no link: {log}"))
}

async fn set_password(visitor: &Visitor) -> Result<()> {
    visitor.fill("New password", "hold fast").await?;
    visitor.fill("The same again", "hold fast").await?;
    visitor.press("Set the password and sign in").await?;
    visitor.sees("At least 12 characters.").await?;
    for field in ["New password", "The same again"] {
        visitor.fill(field, "hold fast to unknown").await?;
    }
    visitor.press("Set the password and sign in").await
}
