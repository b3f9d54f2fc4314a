//! Facts as a list of what and how much.

use leptos::prelude::*;

/// A titled list of facts.
#[component]
pub fn Facts(
    /// What they are about.
    #[prop(into)]
    title: Signal<String>,
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="fact-list">
            <h2>{move || title.get()}</h2>
            <dl>{children()}</dl>
        </section>
    }
}

/// One fact.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{move || label.get()}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
