//! How amounts, moments and durations are written. Written here by hand: the general formatters would cost the
//! first visit a tenth of its bytes.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use shared::actor::Actor;
use shared::money::{Currency, Money};
use shared::text::app::{case, common};
use shared::text::{Lang, Text};

pub use shared::text::amounts::digits;

/// An amount in a sentence: `¥1,280.00`, and with its code where the sign alone would not tell: `1,280.00 USD`.
pub fn in_words(money: Money) -> String {
    match money.currency() {
        Currency::CNY => format!("¥{}", digits(money)),
        currency => format!("{} {currency}", digits(money)),
    }
}

/// How far the reader's zone is ahead of UTC at that moment, in minutes.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // whole minutes of at most a day, milliseconds of a date
fn reader_offset_minutes(at: DateTime<Utc>) -> i32 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.timestamp_millis() as f64));
    -(date.get_timezone_offset() as i32)
}

fn shifted(at: DateTime<Utc>, offset_minutes: i32) -> NaiveDateTime {
    at.naive_utc() + TimeDelta::minutes(i64::from(offset_minutes))
}

/// A moment on the reader's wall clock.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    shifted(at, reader_offset_minutes(at))
}

/// What the reader's wall clock shows, as a moment; where the clock jumps, the offset that holds then.
pub fn from_local(wall: NaiveDateTime) -> DateTime<Utc> {
    let guess = wall.and_utc();
    let offset = reader_offset_minutes(guess - TimeDelta::minutes(i64::from(reader_offset_minutes(guess))));
    guess - TimeDelta::minutes(i64::from(offset))
}

/// A moment for lists: the time today, the day and the time this year, with the year otherwise.
pub fn short_moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    short_wall(local(at), local(now))
}

/// The same by the clock of a zone.
pub fn short_moment_at(at: DateTime<Utc>, now: DateTime<Utc>, offset_minutes: i32) -> String {
    short_wall(shifted(at, offset_minutes), shifted(now, offset_minutes))
}

fn short_wall(then: NaiveDateTime, today: NaiveDateTime) -> String {
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    if then.date() == today.date() {
        time
    } else if then.year() == today.year() {
        format!("{:02}-{:02} {time}", then.month(), then.day())
    } else {
        format!("{}-{:02}-{:02} {time}", then.year(), then.month(), then.day())
    }
}

/// A moment to the second in the reader's zone, which it names.
pub fn local_moment(at: DateTime<Utc>) -> String {
    moment_at(at, reader_offset_minutes(at))
}

/// A moment to the second in a zone, which it names: `2026-11-22 22:15:09 UTC+8`.
pub fn moment_at(at: DateTime<Utc>, offset_minutes: i32) -> String {
    let then = shifted(at, offset_minutes);
    format!("{} {}", date_and_time(then, true), zone_name(offset_minutes))
}

/// The time of day in a zone, with the day where it differs from the reader's.
pub fn time_at(at: DateTime<Utc>, offset_minutes: i32) -> String {
    let then = shifted(at, offset_minutes);
    let time = format!("{:02}:{:02} {}", then.hour(), then.minute(), zone_name(offset_minutes));
    if then.date() == local(at).date() { time } else { format!("{:02}-{:02} {time}", then.month(), then.day()) }
}

/// The time of day in a zone, with the day where it is not this one.
pub fn time_on(at: DateTime<Utc>, offset_minutes: i32, day: NaiveDate) -> String {
    let then = shifted(at, offset_minutes);
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    if then.date() == day { time } else { format!("({:02}-{:02} {time})", then.month(), then.day()) }
}

/// Whether the reader's clock shows another time than the zone's.
pub fn differs_from_reader(at: DateTime<Utc>, offset_minutes: i32) -> bool {
    reader_offset_minutes(at) != offset_minutes
}

/// What a `datetime-local` input takes.
pub fn for_input(at: DateTime<Utc>) -> String {
    date_and_time(local(at), false).replace(' ', "T")
}

/// What a `datetime-local` input gave.
pub fn from_input(text: &str) -> Option<DateTime<Utc>> {
    let (date, time) = text.split_once('T')?;
    let date = date.parse().ok()?;
    let (hour, minute) = time.get(..5)?.split_once(':')?;
    let time = chrono::NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?;
    Some(from_local(NaiveDateTime::new(date, time)))
}

fn date_and_time(at: NaiveDateTime, seconds: bool) -> String {
    let minute = format!("{}-{:02}-{:02} {:02}:{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute());
    if seconds { format!("{minute}:{:02}", at.second()) } else { minute }
}

/// A zone by how far it is ahead of UTC: `UTC+8`.
pub fn zone_name(offset_minutes: i32) -> String {
    let sign = if offset_minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset_minutes.abs() / 60, offset_minutes.abs() % 60);
    if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
}

/// A length of time, rough as people say it: two units at most, and no minutes beside ten hours.
pub fn duration(seconds: i64, lang: Lang) -> String {
    let minutes = seconds.max(0) / 60;
    match minutes {
        0 => common::under_a_minute(lang).to_owned(),
        1..60 => common::minutes(lang, minutes),
        60..1440 if minutes % 60 == 0 || minutes >= 600 => common::hours(lang, minutes / 60),
        60..1440 => common::hours_minutes(lang, minutes / 60, minutes % 60),
        1440..14_400 if minutes % 1440 >= 60 => common::days_hours(lang, minutes / 1440, minutes % 1440 / 60),
        _ => common::days(lang, minutes / 1440),
    }
}

/// A length of time to wait: exact to the second in its last hour.
pub fn countdown(seconds: i64, lang: Lang) -> String {
    match seconds.max(0) {
        seconds @ 0..3600 => format!("{:02}:{:02}", seconds / 60, seconds % 60),
        seconds => duration(seconds, lang),
    }
}

/// How long a call took: `349 ms`, `30.0 s`.
pub fn latency(ms: u32, lang: Lang) -> String {
    match ms {
        ..1000 => case::latency(lang, ms),
        _ => case::latency_seconds(lang, &format!("{}.{}", ms / 1000, ms % 1000 / 100)),
    }
}

/// A size in bytes: `312 B`, `4.2 KB`, `1.3 MB`.
pub fn size(bytes: i64) -> String {
    let tenths = |unit: i64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        ..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", tenths(1024)),
        _ => format!("{} MB", tenths(1_048_576)),
    }
}

/// Who acted, as a name: a person's or a client's own, or the desk.
pub fn actor(actor: &Actor, lang: Lang) -> String {
    actor.text(lang)
}
