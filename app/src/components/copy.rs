//! A code in a fixed width that a press copies.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::common;
use wasm_bindgen_futures::JsFuture;

use crate::components::button::IconButton;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// Puts a text on the reader's clipboard, and says so.
fn use_copying(text: String) -> impl Fn() + Copy + 'static {
    let (language, toasts) = (use_language(), use_toasts());
    let text = StoredValue::new(text);
    move || {
        let writing = text.with_value(|text| window().navigator().clipboard().write_text(text));
        spawn_local(async move {
            // A browser may refuse its clipboard; the text can still be marked by hand.
            if JsFuture::from(writing).await.is_ok() {
                toasts.show(Tone::Done, common::copied(language.get_untracked()));
            }
        });
    }
}

/// The code, and its button.
#[component]
pub fn Copy(
    /// The code.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    let language = use_language();
    let copy = use_copying(code.clone());
    let shown = code.clone();
    view! {
        <span class="copy">
            <code>{shown}</code>
            <button
                type="button"
                class="copy__button no-print"
                aria-label=move || format!("{} {code}", common::copy(language.get()))
                title=move || common::copy(language.get())
                on:click=move |_| copy()
            >
                <Icon glyph=Glyph::Copy />
            </button>
        </span>
    }
}

/// A command or a request of several lines, and its button.
#[component]
pub fn CopyBlock(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let copy = use_copying(text.clone());
    view! {
        <div class="copy-block">
            <pre tabindex="0">{text}</pre>
            <IconButton label=say_string(common::copy) glyph=Glyph::Copy on_press=move |()| copy() />
        </div>
    }
}
