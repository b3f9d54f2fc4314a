//! Where short messages show, and are read out without taking the focus.

use leptos::prelude::*;

use crate::components::button::IconButton;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::say_string;
use crate::state::toasts::{Tone, use_toasts};
use shared::text::app::common;

fn glyph_of(tone: Tone) -> (Glyph, &'static str) {
    match tone {
        Tone::Done => (Glyph::Check, "tone--paid"),
        Tone::Note => (Glyph::Info, "tone--muted"),
        Tone::Trouble => (Glyph::Alert, "tone--not-paid"),
    }
}

/// The messages, newest last.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let dismiss = say_string(common::dismiss);
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list() key=|toast| toast.id let:toast>
                <div class="toast">
                    <span class=glyph_of(toast.tone).1>
                        <Icon glyph=glyph_of(toast.tone).0 />
                    </span>
                    <span class="toast__text">{toast.text.clone()}</span>
                    <IconButton label=dismiss glyph=Glyph::Close small=true on_press=move |()| toasts.dismiss(toast.id) />
                </div>
            </For>
        </div>
    }
}
