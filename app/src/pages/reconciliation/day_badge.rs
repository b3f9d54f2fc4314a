//! Where a day stands, in a word with its icon and colour.

use leptos::prelude::*;
use shared::api::recon::DayStanding;
use shared::text::Text;

use crate::components::badge::{Badge, Meaning};
use crate::components::icon::Glyph;
use crate::state::language::use_language;

/// The icon of a standing, and what its colour means.
pub fn sign(standing: DayStanding) -> (Glyph, Meaning) {
    match standing {
        DayStanding::Waiting => (Glyph::Clock, Meaning::Plain),
        DayStanding::Running => (Glyph::Query, Meaning::Accent),
        DayStanding::Breaks => (Glyph::Alert, Meaning::Unknown),
        DayStanding::Balanced => (Glyph::Check, Meaning::Paid),
        DayStanding::Closed => (Glyph::Lock, Meaning::Plain),
    }
}

/// The badge.
#[component]
pub fn DayBadge(
    /// Where the day stands.
    standing: DayStanding,
) -> impl IntoView {
    let language = use_language();
    let (glyph, meaning) = sign(standing);
    view! { <Badge label=Signal::derive(move || standing.text(language.get())) glyph meaning /> }
}
