//! A code in a fixed width that a press copies.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::common;
use wasm_bindgen_futures::JsFuture;

use crate::components::icon::{Glyph, Icon};
use crate::state::language::use_language;
use crate::state::toasts::{Tone, use_toasts};

/// The code, and its button.
#[component]
pub fn Copy(
    /// The code.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    let (language, toasts) = (use_language(), use_toasts());
    let kept = StoredValue::new(code.clone());
    let copy = move |_| {
        let writing = kept.with_value(|code| window().navigator().clipboard().write_text(code));
        spawn_local(async move {
            // A browser may refuse its clipboard; the code can still be marked by hand.
            if JsFuture::from(writing).await.is_ok() {
                toasts.show(Tone::Done, common::copied(language.get_untracked()));
            }
        });
    };
    view! {
        <span class="copy">
            <code>{code}</code>
            <button
                type="button"
                class="copy__button no-print"
                aria-label=move || format!("{} {}", common::copy(language.get()), kept.get_value())
                title=move || common::copy(language.get())
                on:click=copy
            >
                <Icon glyph=Glyph::Copy />
            </button>
        </span>
    }
}
