//! Where a file stands, in a word.

use leptos::prelude::*;
use shared::api::recon::{StatementState, StatementStateName};
use shared::text::Text;
use shared::text::app::recon as text;

use crate::components::badge::{Badge, Meaning};
use crate::components::icon::Glyph;
use crate::state::language::use_language;

/// The badge; while the file is read it counts.
#[component]
pub fn FileBadge(
    /// Where the file stands.
    state: StatementState,
) -> impl IntoView {
    let language = use_language();
    let is_of_new_shape = state.is_of_new_shape();
    let (glyph, meaning) = match state.name() {
        StatementStateName::Refused if is_of_new_shape => (Glyph::Query, Meaning::Unknown),
        StatementStateName::Reading => (Glyph::Query, Meaning::Accent),
        StatementStateName::Read => (Glyph::Eye, Meaning::Unknown),
        StatementStateName::Refused => (Glyph::Cross, Meaning::NotPaid),
        StatementStateName::Booked => (Glyph::Check, Meaning::Paid),
        StatementStateName::Discarded => (Glyph::Close, Meaning::Plain),
    };
    let label = Signal::derive(move || match state {
        StatementState::Refused { .. } if is_of_new_shape => text::new_shape(language.get()).to_owned(),
        StatementState::Reading { lines } => text::reading_lines(language.get(), lines),
        ref other => other.name().text(language.get()),
    });
    view! { <Badge label glyph meaning /> }
}
