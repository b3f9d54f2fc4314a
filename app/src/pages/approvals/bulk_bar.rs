//! The bar that shows while proposals are selected.

use std::collections::HashSet;

use leptos::prelude::*;
use shared::text::app::{approvals as text, queue};

use super::Desk;
use super::decide::{Asked, refusal};
use crate::components::button::{Button, IconButton, Weight};
use crate::components::icon::Glyph;
use crate::state::language::{say_string, use_language};

/// The bar.
#[component]
pub fn BulkBar(
    /// The list.
    desk: Desk,
) -> impl IntoView {
    let language = use_language();
    // What has left the list is selected no longer: what is counted is what is decided.
    let count = move || desk.selected.with(HashSet::len);
    let blocked = move |asked: Asked| {
        Signal::derive(move || {
            desk.selected.track();
            desk.reading.value.track();
            refusal(&desk.chosen(), asked).map(|why| why.words(language.get()))
        })
    };
    let label = Signal::derive(move || text::approve_selected(language.get(), count()));
    let reject = Signal::derive(move || text::reject_selected(language.get(), count()));
    view! {
        <Show when=move || { count() > 0 }>
            <div class="bulk bulk--page">
                <span class="figures" role="status">{move || text::selected(language.get(), count())}</span>
                <span>
                    <Button
                        label
                        weight=Weight::Primary
                        small=true
                        blocked=blocked(Asked::Approve)
                        on_press=move |()| desk.ask(Asked::Approve)
                    />
                    <Button
                        label=reject
                        small=true
                        blocked=blocked(Asked::Reject)
                        on_press=move |()| desk.ask(Asked::Reject)
                    />
                </span>
                <IconButton
                    label=say_string(queue::clear_selection)
                    glyph=Glyph::Close
                    small=true
                    on_press=move |()| desk.selected.update(HashSet::clear)
                />
            </div>
        </Show>
    }
}
