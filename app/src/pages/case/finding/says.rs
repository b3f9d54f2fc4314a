//! What the evidence of such a case says: not how a payout ended, but what differs.

use leptos::prelude::*;
use shared::api::exceptions::CaseView;
use shared::text::app::finding as text;
use shared::text::{Lang, Text};

use crate::pages::case::file::use_file;
use crate::state::language::use_language;
use crate::written;

/// In a few sentences.
#[component]
pub fn Says() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let sentences = move || file.with(|view| sentences(view, language.get()));
    view! {
        {move || {
            sentences()
                .into_iter()
                .map(|sentence| view! { <p class="small">{sentence}</p> })
                .collect_view()
        }}
    }
}

fn sentences(view: &CaseView, lang: Lang) -> Vec<String> {
    let matter = &view.case.matter;
    let found = matter.disagreement().map(|found| {
        let what = format!("{} · {}", found.kind.text(lang), written::in_words(found.amount));
        std::iter::once(what).chain(found.differs.iter().map(|field| field.text(lang))).collect()
    });
    let balance = matter.balance().map(|found| vec![found.proof.state.text(lang)]);
    found.or(balance).unwrap_or_else(|| vec![text::nothing_yet(lang).to_owned()])
}
