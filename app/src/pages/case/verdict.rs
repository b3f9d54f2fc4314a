//! The verdict on top of the evidence: the word, the sentence, and the way to the pieces that decide it.

use leptos::prelude::*;
use shared::evidence::{UnknownReason, Verdict};
use shared::text::Text;
use shared::text::app::case as text;

use super::file::use_file;
use crate::components::badge::Meaning;
use crate::components::icon::Icon;
use crate::components::verdict_badge::look;
use crate::state::language::{Say, say, use_language};

/// Pieces of evidence under what they say.
type Pointers = Vec<(Say, Vec<i32>)>;

/// The pieces that a verdict points at.
fn pointers(verdict: &Verdict) -> Pointers {
    match verdict {
        Verdict::Paid { decided_by } | Verdict::NotPaid { decided_by } => vec![(text::decided_by, decided_by.clone())],
        Verdict::Contradiction { paid_by, not_paid_by } => {
            vec![(text::says_paid, paid_by.clone()), (text::says_not_paid, not_paid_by.clone())]
        }
        Verdict::Unknown { reason } => match reason {
            UnknownReason::StillProcessing { evidence }
            | UnknownReason::NoRecord { evidence }
            | UnknownReason::OnlyObserved { evidence, .. } => vec![(text::decided_by, vec![*evidence])],
            UnknownReason::NothingKnown | UnknownReason::AttemptUnproven { .. } => vec![],
        },
    }
}

/// The pieces that decide a verdict.
pub fn deciding(verdict: &Verdict) -> Vec<i32> {
    pointers(verdict).into_iter().flat_map(|(_, pieces)| pieces).collect()
}

fn class_of(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Paid => "verdict verdict--paid",
        Meaning::NotPaid => "verdict verdict--not-paid",
        Meaning::Contradiction => "verdict verdict--contradiction",
        Meaning::Unknown | Meaning::Plain | Meaning::Accent => "verdict verdict--unknown",
    }
}

/// The card.
#[component]
pub fn VerdictCard() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let verdict = file.memo(|view| Some(view.case.verdict.clone()));
    move || {
        verdict.get().map(|verdict| {
            let (glyph, meaning) = look(verdict.name());
            let pointers = pointers(&verdict);
            let word = verdict.clone();
            view! {
                <div class=class_of(meaning)>
                    <h2 class="verdict__word">
                        <Icon glyph />
                        {move || word.word(language.get())}
                    </h2>
                    <p>{move || verdict.text(language.get())}</p>
                    {pointers
                        .into_iter()
                        .map(|(label, pieces)| {
                            view! {
                                <p class="cluster small">
                                    <span class="muted">{say(label)}</span>
                                    {pieces.into_iter().map(|seq| view! { <PieceLink seq /> }).collect_view()}
                                </p>
                            }
                        })
                        .collect_view()}
                </div>
            }
        })
    }
}

/// A way to a piece of evidence on this page.
#[component]
pub fn PieceLink(
    /// The piece's number.
    seq: i32,
) -> impl IntoView {
    let language = use_language();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(piece) = document().get_element_by_id(&format!("evidence-{seq}")) {
            piece.scroll_into_view();
            if let Ok(piece) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(piece) {
                // Fails only for an element that has left the document.
                let _ = piece.focus();
            }
        }
    };
    view! {
        <a href=format!("#evidence-{seq}") on:click=go>
            {move || text::evidence_link(language.get(), seq)}
        </a>
    }
}
