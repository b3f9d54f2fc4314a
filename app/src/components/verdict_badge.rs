//! A verdict as its word, its icon and its colour.

use leptos::prelude::*;
use shared::text::{Lang, verdict_word};

use crate::components::badge::{Badge, Meaning};
use crate::components::icon::Glyph;
use crate::state::language::use_language;

/// The names of all verdicts.
pub const VERDICTS: [&str; 4] = ["unknown", "paid", "not_paid", "contradiction"];

/// How a verdict of that name looks.
pub fn look(name: &str) -> (Glyph, Meaning) {
    match name {
        "paid" => (Glyph::Check, Meaning::Paid),
        "not_paid" => (Glyph::Cross, Meaning::NotPaid),
        "contradiction" => (Glyph::Split, Meaning::Contradiction),
        _ => (Glyph::Question, Meaning::Unknown),
    }
}

/// The badge of a verdict.
#[component]
pub fn VerdictBadge(
    /// The verdict's name, as lists know it.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let language = use_language();
    let (glyph, meaning) = look(&name);
    let word = Signal::derive(move || {
        let lang: Lang = language.get();
        verdict_word(&name, lang).to_owned()
    });
    view! { <Badge label=word glyph meaning /> }
}
