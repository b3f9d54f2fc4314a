//! Deletes what nobody can use any more, a few rows at a time. Run again, it goes on where it was.

use std::sync::Arc;

use chrono::Duration;

use crate::desk::Desk;
use crate::desk::jobs::prune::Prune;
use crate::desk::recon::statements::receive_file::DropUpload;
use crate::error::Error;

/// How often to look.
const EVERY: Duration = Duration::hours(6);

/// Deletes all there is; answers when to look again.
pub async fn run(desk: &Arc<Desk>) -> Result<Duration, Error> {
    loop {
        let answers = desk.old_answers().await?;
        if !desk.execute(Prune { answers }).await? {
            break;
        }
    }
    for id in desk.abandoned_uploads().await? {
        while desk.execute(DropUpload { id }).await? {}
    }
    Ok(EVERY)
}
