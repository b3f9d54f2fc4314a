//! A word with its icon and its colour.

use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};

/// What a badge's colour means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Paid.
    Paid,
    /// Not paid.
    NotPaid,
    /// Unknown.
    Unknown,
    /// Proof both ways.
    Contradiction,
    /// Of the reader's concern.
    Accent,
}

impl Meaning {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Paid => "badge badge--paid",
            Self::NotPaid => "badge badge--not-paid",
            Self::Unknown => "badge badge--unknown",
            Self::Contradiction => "badge badge--contradiction",
            Self::Accent => "badge badge--accent",
        }
    }
}

/// A word with its icon.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// The icon.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// What the colour means.
    #[prop(optional, into)]
    meaning: Signal<Meaning>,
) -> impl IntoView {
    view! {
        <span class=move || meaning.get().class()>
            <Icon glyph />
            <span class="clip">{move || label.get()}</span>
        </span>
    }
}
