//! What an empty list says: that it is empty, and what would fill it.

use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};

/// An empty list's words.
#[component]
pub fn Empty(
    /// A picture for it.
    glyph: Glyph,
    /// That it is empty.
    #[prop(into)]
    title: Signal<String>,
    /// What would fill it.
    #[prop(into)]
    explanation: Signal<String>,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph />
            <h2>{move || title.get()}</h2>
            <p>{move || explanation.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}
