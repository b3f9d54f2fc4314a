//! When a delivery that failed is tried again, and when an endpoint is left alone.
//!
//! | after the failure | 1st | 2nd | 3rd | 4th | 5th | 6th | 7th | 8th | 9th | 10th |
//! |---|---|---|---|---|---|---|---|---|---|---|
//! | wait | 5 s | 5 min | 30 min | 2 h | 5 h | 10 h | 14 h | 20 h | 24 h | given up |
//!
//! Each pause is made longer by up to a fifth, so that what failed together is not tried together. The rule: all of them
//! last longer than [`FAILING_DAYS_MAX`], so while nothing gets through, the endpoint is disabled before anything is given up.

use chrono::{DateTime, Duration, Utc};

use super::{Attempt, Disabled};

const PAUSES_SECONDS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// For how many days nothing may get through to an endpoint before it is disabled.
pub const FAILING_DAYS_MAX: i64 = 3;

/// How long to wait after so many failures in a row; nothing where that were enough. `dice` is any number, the same chance
/// for each.
pub fn pause(failures: i32, dice: u32) -> Option<Duration> {
    let index = usize::try_from(failures.checked_sub(1)?).ok()?;
    let seconds = PAUSES_SECONDS.get(index)?;
    Some(Duration::milliseconds(seconds * (1_000 + i64::from(dice % 201))))
}

/// Why an endpoint is to be disabled after a try that failed, if it is.
pub fn disabled_by(attempt: &Attempt, failing_since: DateTime<Utc>, now: DateTime<Utc>) -> Option<Disabled> {
    if attempt.is_gone() {
        return Some(Disabled::Gone);
    }
    (now - failing_since >= Duration::days(FAILING_DAYS_MAX)).then_some(Disabled::Failing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        for (failures, shortest, longest) in
            [(1, Some(5_000), Some(6_000)), (2, Some(300_000), Some(360_000)), (9, Some(86_400_000), Some(103_680_000))]
        {
            assert_eq!(pause(failures, 0), shortest.map(Duration::milliseconds), "{failures}");
            assert_eq!(pause(failures, 200), longest.map(Duration::milliseconds), "{failures}");
        }
        for failures in [i32::MIN, -1, 0, 10, i32::MAX] {
            assert_eq!(pause(failures, 7), None, "{failures}");
        }
    }

    #[test]
    fn an_endpoint_is_disabled_before_anything_is_given_up() {
        let all: Duration = (1..=9).filter_map(|failures| pause(failures, 0)).sum();
        assert!(all > Duration::days(FAILING_DAYS_MAX), "{all}");
    }

    #[test]
    fn what_disables_an_endpoint() {
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let attempt = |http_status| Attempt {
            attempt: 1,
            request_id: "r".to_owned(),
            started_at: now,
            latency_ms: 3,
            http_status,
            failure: None,
            answer: None,
        };
        for (http_status, hours, expected) in [
            (Some(500), 0, None),
            (Some(500), 71, None),
            (Some(500), 72, Some(Disabled::Failing)),
            (None, 100, Some(Disabled::Failing)),
            (Some(410), 0, Some(Disabled::Gone)),
            (Some(410), 100, Some(Disabled::Gone)),
        ] {
            let since = now - Duration::hours(hours);
            assert_eq!(disabled_by(&attempt(http_status), since, now), expected, "{http_status:?} {hours}");
        }
    }
}
