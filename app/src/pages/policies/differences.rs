//! What one policy changes of another, what asks for less first.

use leptos::prelude::*;
use shared::api::policies::DifferenceView;
use shared::money::Money;
use shared::policy::{Band, PolicyDifference, Step};
use shared::text::app::{channels as words, policies as text};
use shared::text::{Lang, Text};

use crate::components::icon::{Glyph, Icon};
use crate::state::language::use_language;
use crate::written;

/// The differences.
#[component]
pub fn Differences(
    /// What differs.
    #[prop(into)]
    items: Signal<Vec<DifferenceView>>,
) -> impl IntoView {
    view! {
        <ul class="differences">
            {move || items.get().into_iter().map(|item| view! { <One item /> }).collect_view()}
        </ul>
    }
}

#[component]
fn One(item: DifferenceView) -> impl IntoView {
    let language = use_language();
    let loosening = item.loosening;
    let difference = StoredValue::new(item.difference);
    let place = move || difference.with_value(|difference| place(difference, language.get()));
    let (before, after) = (
        move || difference.with_value(|difference| said(difference, language.get()).0),
        move || difference.with_value(|difference| said(difference, language.get()).1),
    );
    view! {
        <li class="difference" class:difference--danger=loosening.is_some()>
            {loosening
                .map(|loosening| {
                    view! {
                        <p class="difference__danger">
                            <Icon glyph=Glyph::Alert />
                            <span>{move || loosening.text(language.get())}</span>
                        </p>
                    }
                })}
            <p class="small muted">{place}</p>
            <p class="cluster small">
                <span>{before}</span>
                <span aria-hidden="true">"→"</span>
                <strong>{after}</strong>
            </p>
        </li>
    }
}

fn place(difference: &PolicyDifference, lang: Lang) -> String {
    match difference {
        PolicyDifference::Tier { risk, band, .. } => text::difference_tier(lang, &risk.text(lang), &band.text(lang)),
        PolicyDifference::Amount { band: Band::VeryLarge, currency, .. } => text::difference_very_large(lang, currency),
        PolicyDifference::Amount { currency, .. } => text::difference_large(lang, currency),
        PolicyDifference::Senior { .. } => text::difference_senior(lang).to_owned(),
        PolicyDifference::Limit { approver, .. } => text::difference_limit(lang, approver),
        PolicyDifference::PostingHours { .. } => text::difference_hours(lang).to_owned(),
    }
}

/// What it was and what it becomes.
fn said(difference: &PolicyDifference, lang: Lang) -> (String, String) {
    let nothing = || words::nothing(lang).to_owned();
    match difference {
        PolicyDifference::Tier { before, after, .. } => (step(*before, lang), step(*after, lang)),
        PolicyDifference::Amount { band, before, after, .. } => {
            let unlisted = if *band == Band::VeryLarge { text::never } else { text::unlisted };
            let amount = |amount: &Option<Money>| amount.map_or_else(|| unlisted(lang).to_owned(), written::in_words);
            (amount(before), amount(after))
        }
        PolicyDifference::Senior { name, added: true } => (nothing(), text::difference_senior_added(lang, name)),
        PolicyDifference::Senior { name, .. } => (name.clone(), text::difference_senior_gone(lang, name)),
        PolicyDifference::Limit { before, after, .. } => {
            (limit(before.as_deref(), lang), limit(after.as_deref(), lang))
        }
        PolicyDifference::PostingHours { before, after } => (text::hours(lang, *before), text::hours(lang, *after)),
    }
}

fn step(step: Step, lang: Lang) -> String {
    let count = if step.approvals == 0 { text::nobody(lang).to_owned() } else { text::approvals(lang, step.approvals) };
    if step.senior { format!("{count}{}{}", lang.pick(", ", "，"), text::one_senior(lang)) } else { count }
}

fn limit(amounts: Option<&[Money]>, lang: Lang) -> String {
    match amounts {
        None => text::no_limit(lang).to_owned(),
        Some([]) => text::nothing_at_all(lang).to_owned(),
        Some(amounts) => {
            let amounts: Vec<String> = amounts.iter().map(|amount| written::in_words(*amount)).collect();
            amounts.join(lang.pick(", ", "，"))
        }
    }
}
