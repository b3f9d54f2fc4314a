//! Why two times may differ, and why a line may be in another day.

use chrono::Duration;

use crate::recon::discrepancy::Why;
use crate::recon::{ChannelAccount, Line, day_bounds};

/// How near the end of a business day a line is booked that the other side may have in another one, in minutes.
const NEAR_CUT_OFF_MINUTES: i64 = 60;

/// By how many minutes time zones are apart at most, and at least.
const ZONES_MINUTES: std::ops::RangeInclusive<i64> = 60..=14 * 60;

/// The same amount, apart by whole hours, or by the channel's own offset from UTC.
pub(super) fn time_zone(ours: &Line, channel: &Line, account: &ChannelAccount) -> Option<Why> {
    let (one, other) = (ours.at?, channel.at?);
    let minutes = (other - one).num_minutes();
    let tolerance = account.tolerance.minutes;
    let is_own_offset = (minutes.abs() - i64::from(account.utc_offset_minutes).abs()).abs() <= tolerance;
    let off_the_hour = minutes.abs() % 60;
    let is_whole_hours = off_the_hour.min(60 - off_the_hour) <= 1;
    let is_apart = ZONES_MINUTES.contains(&minutes.abs()) && minutes.abs() > tolerance;
    let is_equal = ours.amount == channel.amount && ours.direction == channel.direction;
    (is_equal && is_apart && (is_own_offset || is_whole_hours)).then_some(Why::TimeZone {
        ours: one,
        channel: other,
        minutes,
    })
}

/// It was booked near the end of its business day, or near its beginning.
pub(super) fn near_cut_off(line: &Line, account: &ChannelAccount) -> Option<Why> {
    let at = line.at?;
    let (begins, ends) = day_bounds(line.date, account);
    let cut_off = if ends - at <= at - begins { ends } else { begins };
    let minutes = (cut_off - at).num_minutes();
    let is_near = (cut_off - at).abs() <= Duration::minutes(NEAR_CUT_OFF_MINUTES);
    is_near.then_some(Why::CutOff { at, cut_off, minutes })
}
