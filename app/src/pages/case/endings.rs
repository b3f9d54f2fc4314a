//! How closed cases with a code really ended, shown beside the code while a case is decided.

use leptos::prelude::*;
use shared::api::channels::{CodeEndings, EndingsView};
use shared::evidence::Rule;
use shared::text::Lang;
use shared::text::app::channels as text;

use super::file::CaseFile;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::state::language::use_language;

/// Reads the endings of the codes in a case's evidence, and again when more of it comes; handed down by context.
pub fn read_endings(file: CaseFile) {
    let pieces = file.memo(|view| view.evidence.len());
    let reading = Reading::<EndingsView>::start(move || {
        pieces.get();
        async move { file.api.case_endings(file.number).await }
    });
    provide_context(reading);
}

fn words(endings: &CodeEndings, counted_max: i64, lang: Lang) -> String {
    let closed = endings.closed();
    if closed == 0 {
        return text::case_ended_none(lang).to_owned();
    }
    let said = if closed >= counted_max { text::case_ended_last } else { text::case_ended };
    let mut words = said(lang, closed, endings.paid, endings.not_paid);
    if endings.contradicted > 0 {
        words.push_str(lang.pick(" ", ""));
        words.push_str(&text::case_contradicted(lang, endings.contradicted));
    }
    words
}

/// How cases ended with the code that a rule rests on; nothing where it rests on none.
#[component]
pub fn EndingsLine(
    /// The rule.
    rule: Rule,
) -> impl IntoView {
    let language = use_language();
    let reading: Reading<EndingsView> = expect_context();
    let of_code = move || {
        let read = rule.code_read()?;
        reading.value.with(|view| {
            let view = view.as_ref()?;
            let is_it = |item: &&CodeEndings| {
                (item.api.as_str(), item.field.as_str(), item.code.as_str()) == (read.api, read.field, read.code)
            };
            Some((view.items.iter().find(is_it)?.clone(), view.counted_max))
        })
    };
    move || {
        of_code().map(|(endings, counted_max)| {
            view! {
                <p class="endings small" class:tone--contradiction=endings.contradicted != 0>
                    <Icon glyph=Glyph::Info />
                    <span class="figures">{words(&endings, counted_max, language.get())}</span>
                </p>
            }
        })
    }
}
