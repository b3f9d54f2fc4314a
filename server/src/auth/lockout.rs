//! Lockout after failed attempts to sign in, longer each time; with a name that nobody has just as with a user's.

use chrono::{DateTime, Duration, Utc};
use shared::api::problem::Code;

use crate::error::Error;
use crate::store::Attempts;

/// How many attempts may fail before the first lock.
pub const FREE_ATTEMPTS: i32 = 5;
const FIRST_LOCK_SECONDS: i64 = 30;
const LOCK_SECONDS_MAX: i64 = 3600;

/// How long signing in is refused after so many failures in a row.
pub fn lock_after(failed_attempts: i32) -> Option<Duration> {
    // 30 s doubled seven times is past the hour.
    let doublings = failed_attempts.checked_sub(FREE_ATTEMPTS).filter(|over| *over >= 0)?.min(7);
    Some(Duration::seconds((FIRST_LOCK_SECONDS << doublings).min(LOCK_SECONDS_MAX)))
}

/// How long signing in is still refused, with the right password too.
pub fn remaining(locked_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<std::time::Duration> {
    (locked_until? - now).to_std().ok().filter(|wait| !wait.is_zero())
}

/// Refuses whoever is locked out.
pub fn require_unlocked(attempts: &Attempts, now: DateTime<Utc>) -> Result<(), Error> {
    remaining(attempts.locked_until, now).map_or(Ok(()), |wait| Err(Error::later(Code::LockedOut, wait)))
}

/// The attempts with one more that failed now; refused while they are locked, so that attempts at once do not count as
/// one.
pub fn count_failure(attempts: &Attempts, now: DateTime<Utc>) -> Result<Attempts, Error> {
    require_unlocked(attempts, now)?;
    let failed = attempts.failed.saturating_add(1);
    Ok(Attempts { failed, locked_until: lock_after(failed).map(|lock| now + lock) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_from_half_a_minute_to_an_hour() {
        for (failed_attempts, seconds) in [
            (0, None),
            (1, None),
            (4, None),
            (5, Some(30)),
            (6, Some(60)),
            (7, Some(120)),
            (8, Some(240)),
            (11, Some(1920)),
            (12, Some(3600)),
            (13, Some(3600)),
            (i32::MAX, Some(3600)),
        ] {
            assert_eq!(lock_after(failed_attempts).map(|lock| lock.num_seconds()), seconds, "{failed_attempts}");
        }
    }

    #[test]
    fn a_lock_ends_when_its_time_comes() {
        let now = DateTime::UNIX_EPOCH;
        for (locked_for_seconds, expected) in [(None, None), (Some(30), Some(30)), (Some(0), None), (Some(-1), None)] {
            let until = locked_for_seconds.map(|seconds| now + Duration::seconds(seconds));
            assert_eq!(remaining(until, now).map(|wait| wait.as_secs()), expected, "{locked_for_seconds:?}");
        }
    }
}
