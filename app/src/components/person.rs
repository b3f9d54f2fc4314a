//! A person's initials and name, as an owner or a maker.

use leptos::prelude::*;

/// Up to two letters, of the first two words; of a name in Chinese the last character, which tells people apart best.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    match (words.next(), words.next()) {
        (Some(first), _) if !first.is_ascii() => first.chars().next_back().into_iter().collect(),
        (Some(first), Some(second)) => first.chars().take(1).chain(second.chars().take(1)).collect(),
        (Some(only), None) => only.chars().take(2).collect(),
        (None, _) => String::new(),
    }
}

/// Initials in a circle; decoration beside a name or a label.
#[component]
pub fn Initials(
    /// Whose.
    #[prop(into)]
    name: Signal<String>,
    /// Whether it is the reader.
    #[prop(optional)]
    mine: bool,
) -> impl IntoView {
    view! {
        // Written by the style sheet, and in capitals: what is decoration is no text that a label would have to repeat.
        <span
            class="initials"
            class:initials--mine=mine
            aria-hidden="true"
            data-initials=move || name.with(|name| initials(name))
        ></span>
    }
}

/// A person's initials, and the name beside them.
#[component]
pub fn Person(
    /// The name.
    #[prop(into)]
    name: String,
    /// Whether it is the reader.
    #[prop(optional)]
    mine: bool,
) -> impl IntoView {
    let title = name.clone();
    view! {
        <span class="person" title=title>
            <Initials name=name.clone() mine />
            <span class="clip">{name}</span>
        </span>
    }
}
