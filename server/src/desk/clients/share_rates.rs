//! The servers put together how often clients have called. It is no change of anything: nothing of it is in the trail.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::auth::rates::Untold;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How often: for so long one server may let through what another has used up.
const EVERY: Duration = Duration::from_millis(500);

/// Tells the others what this server has counted, and learns what all have.
struct ShareRates {
    untold: Vec<Untold>,
}

impl Command for ShareRates {
    type Outcome = Vec<(String, i64)>;

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<Self::Outcome, Error> {
        Ok(tx.share_rates(&self.untold).await?)
    }
}

/// Does so again and again, for the clients that called since the last time.
pub async fn share_rates(app: Arc<App>) {
    let mut times = interval(EVERY);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_told = true;
    loop {
        times.tick().await;
        let untold = app.rates.take();
        if untold.is_empty() {
            continue;
        }
        match app.desk.execute(ShareRates { untold: untold.clone() }).await {
            Ok(all) => {
                app.rates.learn(&all);
                is_told = true;
            }
            Err(error) => {
                app.rates.keep(&untold);
                if std::mem::replace(&mut is_told, false) {
                    tracing::warn!(%error, "each server counts calls by itself for now");
                }
            }
        }
    }
}
