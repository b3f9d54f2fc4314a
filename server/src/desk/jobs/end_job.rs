//! A job was run: when it runs next, or when it is tried again.

use chrono::Duration;

use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{JobName, Tx};

/// The first pause before a job that failed is tried again, in seconds; each further one is twice as long.
const PAUSE_SECONDS: i64 = 10;
/// How often the pause doubles: up to about three hours.
const DOUBLINGS_MAX: i32 = 10;

/// A job came to its end.
#[derive(Debug)]
pub struct EndJob {
    /// Which.
    pub name: JobName,
    /// Who ran it.
    pub holder: String,
    /// How it ended.
    pub end: End,
}

/// How a run of a job ended.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// It is done, and to be run again after this.
    Again(Duration),
    /// It failed, and is tried again later. What it had started stays noted.
    Failed,
}

impl Command for EndJob {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let job = tx.job_for_update(&self.name).await?;
        // Somebody else has it by now, or nobody needs it any more.
        let Some(mut job) = job.filter(|job| job.is_leased_by(&self.holder)) else { return Ok(()) };
        let now = desk.clock.now();
        job.lease = None;
        match self.end {
            End::Again(after) => (job.run_at, job.failures, job.started) = (now + after, 0, None),
            End::Failed => {
                job.run_at = now + pause(job.failures);
                job.failures = job.failures.saturating_add(1);
            }
        }
        Ok(tx.update_job(&job).await?)
    }
}

/// How long to wait after so many failures in a row before this one.
fn pause(failures: i32) -> Duration {
    Duration::seconds(PAUSE_SECONDS << failures.clamp(0, DOUBLINGS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_three_hours() {
        for (failures, seconds) in [(0, 10), (1, 20), (5, 320), (10, 10_240), (11, 10_240), (i32::MAX, 10_240)] {
            assert_eq!(pause(failures), Duration::seconds(seconds), "{failures}");
        }
    }
}
