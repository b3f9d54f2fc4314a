//! The database goes away under somebody's hands and comes back: the page says so, keeps what was typed, and heals.

use std::sync::Arc;

use anyhow::Result;
use shared::api::problem::Code;
use shared::text::app::shell;
use shared::text::{Lang, Text};
use tests::payout::payout;
use tests::postgres::own::Stop;
use tests::{Database, Desk, Holdfast, OwnPostgres, Visitor};

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_and_comes_back_takes_nothing_away() -> Result<()> {
    let postgres = Arc::new(OwnPostgres::start()?);
    let desk = Desk::start(Holdfast::with(Database::of(&postgres)))?;
    let number = desk.core().await?.number_of(payout()).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.press("Write a note").await?;
    lin.fill("Note", "The merchant is waiting").await?;

    postgres.stop(Stop::Fast)?;
    lin.press("Claim").await?;
    lin.sees(shell::connection_lost(Lang::En)).await?;
    // Not before it is refused: what is still on its way might be done once the database is back.
    lin.sees(&Code::Unavailable.text(Lang::En)).await?;
    lin.sees(&number.to_string()).await?;
    assert_eq!(lin.value_of("Note").await?, "The merchant is waiting");

    postgres.start_again()?;
    lin.sees(shell::connection_healed(Lang::En)).await?;
    lin.misses(shell::connection_lost(Lang::En)).await?;
    lin.press("Claim").await?;
    lin.sees("The case is yours.").await?;
    assert_eq!(lin.value_of("Note").await?, "The merchant is waiting");
    lin.had_no_errors_but(&[503]).await
}
