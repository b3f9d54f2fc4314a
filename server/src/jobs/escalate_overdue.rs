//! Tells supervisors of cases that are overdue. Run again, it tells nobody twice: each case notes that it was told of.

use std::sync::Arc;

use chrono::Duration;

use crate::desk::Desk;
use crate::desk::cases::escalate_case::EscalateCase;
use crate::error::Error;

/// How soon after its due time a case is told of, at the latest.
const EVERY: Duration = Duration::minutes(1);

/// Tells of all that are overdue; answers when to look again.
pub async fn run(desk: &Arc<Desk>) -> Result<Duration, Error> {
    loop {
        let mut told = 0;
        for number in desk.overdue_cases().await? {
            told += usize::from(desk.execute(EscalateCase { number }).await?);
        }
        if told == 0 {
            return Ok(EVERY);
        }
    }
}
