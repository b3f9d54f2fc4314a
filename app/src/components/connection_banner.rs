//! Says that the server cannot be reached, and for a moment that it can again.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::state::connection::use_connection;
use crate::state::language::say;
use shared::text::app::shell;

const HEALED_SHOWN_MS: u32 = 3_000;

/// The line above the page.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let connection = use_connection();
    let just_healed = RwSignal::new(false);
    Effect::new(move |before: Option<u32>| {
        let healed = connection.healed();
        if before.is_some_and(|before| before < healed) {
            just_healed.set(true);
            Timeout::new(HEALED_SHOWN_MS, move || just_healed.set(false)).forget();
        }
        healed
    });
    view! {
        <div role="status" aria-live="polite">
            <Show when=move || connection.is_lost()>
                <div class="banner">
                    <Icon glyph=Glyph::Offline />
                    {say(shell::connection_lost)}
                </div>
            </Show>
            <Show when=move || just_healed.get() && !connection.is_lost()>
                <div class="banner banner--healed">
                    <Icon glyph=Glyph::Check />
                    {say(shell::connection_healed)}
                </div>
            </Show>
        </div>
    }
}
