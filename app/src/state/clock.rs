//! The time in the browser: the one place that reads it. It follows the server's clock where the two differ, because
//! what may be decided now is decided by the server's.

use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::callback::Interval;
use leptos::prelude::*;

/// The time, ticking.
#[derive(Clone, Copy)]
pub struct Clock {
    second: RwSignal<DateTime<Utc>>,
    minute: Memo<i64>,
    ahead_ms: StoredValue<i64>,
}

impl Clock {
    /// Starts ticking once a second.
    pub fn start() -> Self {
        let second = RwSignal::new(browser_now());
        let minute = Memo::new(move |_| second.get().timestamp().div_euclid(60));
        let clock = Self { second, minute, ahead_ms: StoredValue::new(0) };
        Interval::new(1000, move || clock.second.set(clock.now())).forget();
        clock
    }

    /// The time now, asked once.
    pub fn now(self) -> DateTime<Utc> {
        browser_now() + TimeDelta::milliseconds(self.ahead_ms.get_value())
    }

    /// The time, told anew every second: for countdowns.
    pub fn every_second(self) -> DateTime<Utc> {
        self.second.get()
    }

    /// The time, told anew every minute: for ages.
    pub fn every_minute(self) -> DateTime<Utc> {
        self.minute.get();
        self.now()
    }

    /// Takes note of the server's time, as an answer's `Date` said it. Whole seconds only, so small differences are left alone.
    pub fn observe(self, server: DateTime<Utc>) {
        let ahead_ms = (server - browser_now()).num_milliseconds();
        let differs = ahead_ms.abs() > 2_000;
        self.ahead_ms.set_value(if differs { ahead_ms } else { 0 });
    }
}

/// The time handed down by context.
pub fn use_clock() -> Clock {
    expect_context()
}

fn browser_now() -> DateTime<Utc> {
    from_millis(js_sys::Date::now())
}

/// A JavaScript time as ours. Milliseconds since 1970 fit a float exactly for the next 285,000 years.
#[allow(clippy::cast_possible_truncation)]
pub fn from_millis(millis: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis as i64).unwrap_or_default()
}
