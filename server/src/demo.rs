//! The demo: a desk that has been at work for a week, and has reconciled for a month, for looking around.
//!
//! The rule: nothing is written past the API. People and systems of the demo send the requests that real ones would, to the
//! very router that serves; the clock of their desk is moved through that time, up to now. What becomes of a case is what
//! the rules make of it.

mod answers;
mod cast;
mod channels;
mod door;
mod filing;
mod orders;
mod payout;
mod play;
mod policy;
mod recon;
mod stories;
mod story;
mod webhooks;
mod work;

use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, Duration, Utc};
use shared::clock::ManualClock;
use tracing::instrument::WithSubscriber;
use tracing::subscriber::NoSubscriber;

use self::door::Door;
use self::payout::Payouts;
use crate::app::App;
use crate::caller::Caller;
use crate::desk::people::make_user::MakeUser;
use crate::http;
use crate::jobs::Runner;
use crate::random::Random;

pub use cast::{DemoPerson, PEOPLE};

/// How long before now the demo begins: before the first day that is reconciled.
const BEGINS_BEFORE: Duration = Duration::days(34);

/// What a password is made of: nothing that is easily taken for something else.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The demo as it stands, for who looks at it.
pub struct Filled {
    /// The one password of all its people; another in every demo.
    pub password: String,
}

/// Fills an empty desk. One that is not empty is left as it is, and answers nothing. Either way its channels are answered
/// for and its webhooks taken in, as long as this process runs.
pub async fn fill(app: &mut App) -> Result<Option<Filled>> {
    let is_empty = app.desk.is_empty().await?;
    let now = app.desk.clock.now();
    let clock = Arc::new(ManualClock::at(now - BEGINS_BEFORE));
    if is_empty {
        // What comes with the program was there when all of this began.
        app.by_clock(clock.clone()).seed().await?;
    }
    let endpoint = channels::answer(app).await?;
    app.config.demo_receiver = webhooks::listen(app).await?;
    if !is_empty {
        return Ok(None);
    }
    let password = password(&*app.desk.random);
    let by_clock = Arc::new(app.by_clock(clock.clone()));
    let courier = webhooks::courier(app, &by_clock.desk);
    let door = Door::new(http::router(by_clock), password.clone());
    // A thousand requests of nobody's would bury what the log is for.
    fill_by(door, app, &clock, now, (endpoint, courier))
        .with_subscriber(NoSubscriber::default())
        .await
        .context("the demo")?;
    Ok(Some(Filled { password }))
}

async fn fill_by(
    mut door: Door,
    app: &App,
    clock: &ManualClock,
    now: DateTime<Utc>,
    (endpoint, courier): (Option<String>, Arc<Runner>),
) -> Result<()> {
    let link = app.desk.execute(MakeUser { caller: Caller::command_line(), user: cast::root() }).await?;
    cast::enter(&mut door, &link.path).await?;
    if let Some(address) = app.config.demo_receiver {
        webhooks::make(&mut door, address).await?;
    }
    let stories = stories::all(&mut Payouts::until(now));
    let acts = (channels::acts(endpoint.as_deref()), policy::acts(), recon::Month::until(now)?);
    play::play((&mut door, &courier), clock, now, (stories, acts)).await?;
    clock.set(now);
    cast::rotate_key(&mut door).await?;
    door.leave().await
}

/// A password that nobody guesses and anybody can type: 80 bits in four groups.
fn password(random: &dyn Random) -> String {
    let bytes = random.bytes();
    let letters: Vec<char> = bytes[..16].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}
