//! Where a case stands and how urgent it is, as small icons with their words for hover and screen readers.

use leptos::prelude::*;
use shared::case::{Priority, Standing};
use shared::text::Text;

use crate::components::icon::{Glyph, Icon};
use crate::state::language::use_language;

/// The icon for where a case stands, and its tone.
pub fn standing_look(standing: Standing) -> (Glyph, &'static str) {
    match standing {
        Standing::Open => (Glyph::Circle, "tone--muted"),
        Standing::Working => (Glyph::Half, "tone--accent"),
        Standing::Waiting => (Glyph::Clock, "tone--muted"),
        Standing::Proposed => (Glyph::Approvals, "tone--accent"),
        Standing::Closed => (Glyph::Check, "tone--muted"),
    }
}

/// The icon with its word.
#[component]
pub fn StandingIcon(
    /// Where the case stands.
    standing: Standing,
) -> impl IntoView {
    let language = use_language();
    let (glyph, tone) = standing_look(standing);
    view! {
        <span class=tone title=move || standing.text(language.get())>
            <Icon glyph />
            <span class="unseen">{move || standing.text(language.get())}</span>
        </span>
    }
}

/// A mark for what is more urgent than usual; nothing for the rest.
#[component]
pub fn PriorityMark(
    /// How urgent it is.
    priority: Priority,
) -> impl IntoView {
    let language = use_language();
    let look = match priority {
        Priority::Urgent => Some((Glyph::Alert, "tone--not-paid")),
        Priority::High => Some((Glyph::Raised, "tone--unknown")),
        Priority::Normal => None,
    };
    look.map(|(glyph, tone)| {
        view! {
            <span class=tone title=move || priority.text(language.get())>
                <Icon glyph />
                <span class="unseen">{move || priority.text(language.get())}</span>
            </span>
        }
    })
}
