//! The system's clock: the one place where the time is read.

use chrono::{DateTime, SubsecRound, Utc};
use shared::clock::Clock;

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock that is handed in everywhere else")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}
