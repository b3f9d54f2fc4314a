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
    /// Whether this is all there is on the page, so that its title is the page's.
    #[prop(optional)]
    page: bool,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph />
            {if page {
                view! { <h1>{move || title.get()}</h1> }.into_any()
            } else {
                view! { <h2>{move || title.get()}</h2> }.into_any()
            }}
            <p>{move || explanation.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}
