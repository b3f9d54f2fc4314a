//! Times: in the reader's zone, with the exact moment in every zone that matters when asked (`title`).

use chrono::{DateTime, SecondsFormat, Utc};
use leptos::prelude::*;

use crate::state::clock::use_clock;
use crate::state::language::use_language;
use crate::written;

fn exact(at: DateTime<Utc>, channel_offset_minutes: Option<i32>) -> String {
    let local = written::local_moment(at);
    match channel_offset_minutes {
        Some(minutes) => format!("{local}\n{}", written::moment_at(at, minutes)),
        None => local,
    }
}

/// A moment: the day and the time.
#[component]
pub fn Time(
    /// When.
    at: DateTime<Utc>,
    /// The channel's zone, where it matters.
    #[prop(optional, into)]
    channel_offset_minutes: Option<i32>,
) -> impl IntoView {
    let clock = use_clock();
    let text = move || written::short_moment(at, clock.every_minute());
    view! {
        <time class="time nowrap" datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true) title=exact(at, channel_offset_minutes)>
            {text}
        </time>
    }
}

/// A moment by the clock of a zone that the page names once: the day and the time.
#[component]
pub fn ZoneTime(
    /// When.
    at: DateTime<Utc>,
    /// The zone, in minutes ahead of UTC.
    offset_minutes: i32,
) -> impl IntoView {
    let clock = use_clock();
    let text = move || written::short_moment_at(at, clock.every_minute(), offset_minutes);
    view! {
        <time class="time nowrap" datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true) title=exact(at, Some(offset_minutes))>
            {text}
        </time>
    }
}

/// How long ago something was.
#[component]
pub fn Age(
    /// When it was.
    since: DateTime<Utc>,
) -> impl IntoView {
    let (clock, language) = (use_clock(), use_language());
    let text = move || written::duration((clock.every_minute() - since).num_seconds(), language.get());
    view! {
        <time class="time nowrap" datetime=since.to_rfc3339_opts(SecondsFormat::Secs, true) title=exact(since, None)>
            {text}
        </time>
    }
}

/// How long until something, second by second in its last hour.
#[component]
pub fn Countdown(
    /// When it will be.
    until: DateTime<Utc>,
) -> impl IntoView {
    let (clock, language) = (use_clock(), use_language());
    let text = move || written::countdown((until - clock.every_second()).num_seconds(), language.get());
    view! {
        <time class="time nowrap" datetime=until.to_rfc3339_opts(SecondsFormat::Secs, true) title=exact(until, None)>
            {text}
        </time>
    }
}
