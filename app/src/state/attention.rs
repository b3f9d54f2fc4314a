//! Whether anybody is at the keyboard. What the app asks for by itself says so to the server: a page that is merely open
//! keeps no session alive.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;

/// How long after the last touch the reader is taken to be there.
const THERE_MS: f64 = 60_000.0;

/// When the reader last touched anything.
#[derive(Clone, Copy)]
pub struct Attention(StoredValue<f64>);

impl Attention {
    /// Begins to watch; whoever opens the page is there.
    pub fn start() -> Self {
        let attention = Self(StoredValue::new(js_sys::Date::now()));
        for event in ["pointerdown", "pointermove", "keydown", "wheel"] {
            let touched = move |_: &web_sys::Event| attention.0.set_value(js_sys::Date::now());
            EventListener::new_with_options(&window(), event, EventListenerOptions::run_in_capture_phase(), touched)
                .forget();
        }
        attention
    }

    /// Whether nobody has touched anything for a while.
    #[allow(clippy::float_arithmetic)] // milliseconds since somebody touched anything
    pub fn is_away(self) -> bool {
        self.0.with_value(|touched| js_sys::Date::now() - *touched > THERE_MS)
    }
}
