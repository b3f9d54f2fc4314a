//! The bar that says what others did while the reader was looking.

use leptos::prelude::*;
use shared::text::app::{case as text, common};

use super::file::use_file;
use crate::components::button::IconButton;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say, say_string, use_language};

/// The bar; nothing while nothing changed.
#[component]
pub fn ChangesBar() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let dismiss = say_string(common::dismiss);
    view! {
        <div role="status" aria-live="polite">
            <Show when=move || file.changes.with(|changes| !changes.is_empty())>
                <div class="problem problem--gentle changes">
                    <Icon glyph=Glyph::Info />
                    <div class="problem__body">
                        <strong>{say(text::changed_title)}</strong>
                        <ul>
                            {move || {
                                let lang = language.get();
                                file.changes
                                    .with(|changes| changes.iter().map(|change| view! { <li>{change.words(lang)}</li> }).collect_view())
                            }}
                        </ul>
                        <p>{say(text::changed_keep)}</p>
                    </div>
                    <IconButton label=dismiss glyph=Glyph::Close small=true on_press=move |()| file.changes.set(Vec::new()) />
                </div>
            </Show>
        </div>
    }
}
