//! The business day of a channel account: by the channel's time and cut-off.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc};

use super::ChannelAccount;

/// The business date that a moment belongs to: what comes at or after the cut-off is of the next day.
pub fn business_date(at: DateTime<Utc>, account: &ChannelAccount) -> NaiveDate {
    let local = at.naive_utc() + Duration::minutes(i64::from(account.utc_offset_minutes));
    let is_next = account.cut_off.is_some_and(|cut_off| local.time() >= cut_off);
    if is_next { local.date() + Days::new(1) } else { local.date() }
}

/// The first moment of a business date, and the first moment after it.
pub fn day_bounds(date: NaiveDate, account: &ChannelAccount) -> (DateTime<Utc>, DateTime<Utc>) {
    let end = match account.cut_off {
        Some(cut_off) => date.and_time(cut_off),
        None => (date + Days::new(1)).and_time(NaiveTime::MIN),
    };
    let end = Utc.from_utc_datetime(&(end - Duration::minutes(i64::from(account.utc_offset_minutes))));
    (end - Duration::days(1), end)
}

#[cfg(test)]
mod tests {
    use super::super::account::example;
    use super::*;

    #[test]
    fn what_comes_after_the_cut_off_is_of_the_next_day() {
        for (cut_off, at, expected) in [
            (None, "2026-03-01T15:59:59Z", "2026-03-01"),
            (None, "2026-03-01T16:00:00Z", "2026-03-02"),
            (Some("23:00"), "2026-03-01T14:59:59Z", "2026-03-01"),
            (Some("23:00"), "2026-03-01T15:00:00Z", "2026-03-02"),
            (Some("23:00"), "2026-12-31T15:30:00Z", "2027-01-01"),
        ] {
            let account = example(cut_off);
            let at: DateTime<Utc> = at.parse().unwrap();
            let date = business_date(at, &account);
            assert_eq!(date.to_string(), expected, "{cut_off:?} {at}");
            let (begins, ends) = day_bounds(date, &account);
            assert!(begins <= at && at < ends, "{begins} {at} {ends}");
        }
    }
}
