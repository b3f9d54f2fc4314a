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
    let (glyph, meaning) = match state.name() {
        StatementStateName::Reading => (Glyph::Query, Meaning::Accent),
        StatementStateName::Read => (Glyph::Eye, Meaning::Unknown),
        StatementStateName::Refused => (Glyph::Cross, Meaning::NotPaid),
        StatementStateName::Booked => (Glyph::Check, Meaning::Paid),
        StatementStateName::Discarded => (Glyph::Close, Meaning::Plain),
    };
    let label = Signal::derive(move || match state {
        StatementState::Reading { lines } => text::reading_lines(language.get(), lines),
        ref other => other.name().text(language.get()),
    });
    view! { <Badge label glyph meaning /> }
}
