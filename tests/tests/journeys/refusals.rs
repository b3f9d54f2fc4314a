//! What is refused says so where one looks, and keeps what was typed: a password, a file, a decision on a case whose time
//! ran out.

use anyhow::Result;
use tests::payout::payout;
use tests::response::wechat;
use tests::{Desk, Engine, Visitor};

use crate::furnished::{PNG, unfound};

#[tokio::test]
async fn a_wrong_password_is_told_and_too_many_lock_the_right_one_out_too() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let person = desk.holdfast.person("lin", "operator")?;
    let lin = Visitor::arrive(&desk.holdfast, 1440, 900).await?;
    lin.open("/sign-in").await?;
    lin.fill("User name", "lin").await?;
    for told in ["User name or password is wrong."; 5] {
        lin.fill("Password", "not the password").await?;
        lin.press("Sign in").await?;
        lin.sees(told).await?;
        // What was wrong is taken out of the field, what was not stays.
        lin.until_true("return document.querySelector('[type=password]').value === ''").await?;
        assert_eq!(lin.value_of("User name").await?, "lin");
    }
    lin.fill("Password", &person.password).await?;
    lin.press("Sign in").await?;
    lin.sees("Too many failed attempts.").await?;
    lin.is_at("/sign-in").await?;
    lin.had_no_errors_but(&[401, 429]).await
}

#[tokio::test]
async fn a_file_that_is_no_picture_is_refused_and_what_was_typed_stays() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let number = desk.core().await?.number_of(unfound()).await?;
    let folder = tempfile::tempdir()?;
    let (pretender, large) = (folder.path().join("portal.png"), folder.path().join("large.png"));
    std::fs::write(&pretender, "<html>this is no picture</html>")?;
    std::fs::write(&large, [PNG, &[0; 5 * 1024 * 1024]].concat())?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Claim").await?;
    lin.press("Record a portal check").await?;
    lin.choose("What was shown", "Not found").await?;
    lin.fill("What else you saw", "Searched the last 30 days").await?;
    lin.attach("Screenshots or documents", &large).await?;
    lin.sees("large.png is larger than 4 MB.").await?;
    lin.attach("Screenshots or documents", &pretender).await?;
    lin.misses("is larger than 4 MB.").await?;
    lin.press("Record it").await?;
    lin.sees("a PNG, JPEG or PDF file of at most 4 MiB").await?;
    assert_eq!(lin.value_of("What else you saw").await?, "Searched the last 30 days");

    lin.press("Remove portal.png").await?;
    lin.fill("The portal's reference", "Q-77").await?;
    lin.press("Record it").await?;
    lin.sees_in("Evidence", "Searched the last 30 days").await?;
    lin.had_no_errors_but(&[422]).await
}

#[tokio::test]
async fn a_claim_that_ran_out_is_told_and_taken_anew_without_losing_a_word() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let number = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Claim").await?;
    lin.press_in("Decide", "Confirm paid").await?;
    lin.fill("Reason", "The channel says SUCCESS.").await?;

    // Half an hour goes by.
    let statement = "UPDATE cases SET state = json_set(state, '$.lease_until', '2026-01-01T00:00:00Z')";
    desk.holdfast.database().execute(statement).await?;
    desk.mei().await?.note(number, "Is anybody at it?").await?;
    lin.sees_in("Decide", "Claim the case").await?;
    assert_eq!(lin.value_of("Reason").await?, "The channel says SUCCESS.");
    lin.press_in("Decide", "Claim").await?;
    lin.sees_in("Decide", "Nothing. It can be decided now.").await?;
    assert_eq!(lin.value_of("Reason").await?, "The channel says SUCCESS.");
    lin.press("Close as paid").await?;
    lin.sees(&format!("{number} is closed.")).await?;
    lin.had_no_errors().await
}
