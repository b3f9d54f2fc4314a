//! Finds open cases about which a channel could be asked and nobody is to ask. Run again, it finds nothing new.

use std::sync::Arc;

use chrono::Duration;

use crate::desk::Desk;
use crate::desk::jobs::schedule_follow_ups::ScheduleFollowUps;
use crate::error::Error;

/// How soon the open cases of a channel that has come to answer queries are asked about.
const EVERY: Duration = Duration::minutes(5);

/// Has all of them asked about; answers when to look again.
pub async fn run(desk: &Arc<Desk>) -> Result<Duration, Error> {
    loop {
        let numbers = desk.cases_never_asked_about().await?;
        if desk.execute(ScheduleFollowUps { numbers }).await? == 0 {
            return Ok(EVERY);
        }
    }
}
