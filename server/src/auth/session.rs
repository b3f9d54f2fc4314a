//! How long a session lives.

use chrono::{DateTime, Duration, Utc};

use crate::store::SessionRecord;

/// A session ends when it was not used for so long.
pub const IDLE_MAX: Duration = Duration::minutes(60);
/// A session ends after so long, used or not.
pub const AGE_MAX: Duration = Duration::hours(12);
/// How exactly it is noted when something was last used: a write for each request would be too many.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// Whether a session can be used.
pub fn is_alive(session: &SessionRecord, now: DateTime<Utc>) -> bool {
    session.ended_at.is_none() && now < session.expires_at && now - session.last_seen_at < IDLE_MAX
}

/// Whether it is time to note again that a session or key is used.
pub fn is_due(last_noted_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    last_noted_at.is_none_or(|last| now - last >= NOTED_EVERY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minutes)
    }

    #[test]
    fn a_session_ends_by_hand_idle_or_old() {
        for (now, last_seen, ended, expected) in [
            (0, 0, None, true),
            (59, 0, None, true),
            (60, 0, None, false),
            (719, 700, None, true),
            (720, 719, None, false),
            (10, 9, Some(10), false),
        ] {
            let session = SessionRecord {
                id: 1,
                user_name: "lin".into(),
                started_at: minutes(0),
                last_seen_at: minutes(last_seen),
                expires_at: minutes(0) + AGE_MAX,
                ended_at: ended.map(minutes),
                address: None,
                user_agent: None,
            };
            assert_eq!(is_alive(&session, minutes(now)), expected, "{now} {last_seen} {ended:?}");
        }
    }

    #[test]
    fn use_is_noted_once_a_minute() {
        let now = minutes(10);
        for (last, expected) in [(None, true), (Some(minutes(9)), true), (Some(now), false), (Some(minutes(11)), false)]
        {
            assert_eq!(is_due(last, now), expected, "{last:?}");
        }
    }
}
