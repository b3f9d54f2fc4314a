//! What became of each proposal that was decided together with others, where not all went as asked.

use leptos::prelude::*;
use shared::api::approvals::DecisionResult;
use shared::text::app::approvals as text;

use super::Desk;
use super::decide::Asked;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say, say_string, use_language};

/// What became of each, where not all went as asked.
#[component]
pub fn Results(
    /// The results.
    results: RwSignal<Vec<DecisionResult>>,
    /// What was asked.
    asked: Asked,
    /// The list.
    desk: Desk,
) -> impl IntoView {
    let language = use_language();
    let summary = move || {
        let lang = language.get();
        results.with(|results| {
            let not = results.iter().filter(|one| one.problem.is_some()).count();
            let done = results.len() - not;
            if asked == Asked::Approve {
                text::approved_some(lang, done, not)
            } else {
                text::rejected_some(lang, done, not)
            }
        })
    };
    let lines = move || results.get().into_iter().map(|one| view! { <OneResult one asked /> }).collect_view();
    view! {
        <div class="stack">
            <p role="status"><strong>{summary}</strong></p>
            <ul class="results" aria-label=say(text::results)>{lines}</ul>
            <div class="form__actions">
                <Button label=say_string(text::close) weight=Weight::Primary on_press=move |()| desk.asked.set(None) />
            </div>
        </div>
    }
}

#[component]
fn OneResult(one: DecisionResult, asked: Asked) -> impl IntoView {
    let language = use_language();
    let number = one.number.to_string();
    let (glyph, tone) =
        if one.problem.is_none() { (Glyph::Check, "tone--paid") } else { (Glyph::Cross, "tone--not-paid") };
    let words = move || {
        let lang = language.get();
        match (&one.problem, one.missing, asked) {
            (Some(problem), ..) => [Some(problem.title.clone()), problem.detail.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            (None, _, Asked::Reject) => text::result_rejected(lang).to_owned(),
            (None, Some(missing), _) if missing > 0 => text::result_missing(lang, missing),
            (None, ..) => text::result_closed(lang).to_owned(),
        }
    };
    view! {
        <li class="cluster small">
            <span class=tone>
                <Icon glyph />
            </span>
            <a class="figures" href=format!("/cases/{number}")>{number.clone()}</a>
            <span>{words}</span>
        </li>
    }
}
