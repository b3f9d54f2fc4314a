//! What a change would do to cases, before anybody approves it.

use leptos::prelude::*;
use shared::api::channels::{ClosedEffect, EffectView, OpenEffect};
use shared::text::app::channels as text;
use shared::text::{Lang, Text, verdict_word};

use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::state::language::{say, use_language};

/// The effect, once it was read.
#[component]
pub fn Effect(
    /// The reading.
    effect: Reading<EffectView>,
) -> impl IntoView {
    let is_coming = move || effect.value.with(Option::is_none);
    view! {
        <Show when=is_coming>
            <p class="muted small" role="status">{say(text::effect_reading)}</p>
        </Show>
        <Loaded reading=effect>
            {move || {
                effect
                    .value
                    .get()
                    .map(|effect| view! { <div class="stack"><Open effect=effect.open /><Closed effect=effect.closed /></div> })
            }}
        </Loaded>
    }
}

fn looked_at(effect: &OpenEffect, lang: Lang) -> String {
    match (effect.looked_at, effect.total) {
        (_, 0) => text::effect_no_cases(lang).to_owned(),
        (looked, total) if looked >= total => text::effect_looked_all(lang, total),
        (looked, total) => text::effect_looked(lang, looked, total),
    }
}

#[component]
fn Open(effect: OpenEffect) -> impl IntoView {
    let language = use_language();
    let named = i64::try_from(effect.cases.len()).unwrap_or(i64::MAX);
    let more = effect.verdicts_changed - named;
    let (cases, shifts) = (effect.cases.clone(), effect.verdicts.clone());
    let claims = effect.claims.clone();
    let (verdicts_changed, claims_changed, voided) =
        (effect.verdicts_changed, effect.claims_changed, effect.proposals_voided);
    view! {
        <p class="muted small">{move || looked_at(&effect, language.get())}</p>
        <ul class="effect">
            <li>
                <strong>
                    {move || match verdicts_changed {
                        0 => text::effect_none(language.get()).to_owned(),
                        count => text::effect_verdicts(language.get(), count),
                    }}
                </strong>
                <ul>
                    {shifts
                        .into_iter()
                        .map(|shift| {
                            let class = if shift.to == "not_paid" { "tone--not-paid" } else { "" };
                            let words = move || {
                                let lang = language.get();
                                text::effect_shift(lang, shift.count, verdict_word(&shift.from, lang), verdict_word(&shift.to, lang))
                            };
                            view! { <li class=class>{words}</li> }
                        })
                        .collect_view()}
                </ul>
                <p class="cluster small">
                    {cases
                        .into_iter()
                        .map(|case| view! { <a href=format!("/cases/{}", case.number)>{case.number.to_string()}</a> })
                        .collect_view()}
                    {(more > 0).then(|| view! { <span class="muted">{move || text::effect_more(language.get(), more)}</span> })}
                </p>
            </li>
            {(claims_changed > 0)
                .then(|| {
                    view! {
                        <li>
                            {move || text::effect_claims(language.get(), claims_changed)}
                            <ul class="muted small">
                                {claims
                                    .into_iter()
                                    .map(|shift| {
                                        let words = move || {
                                            let lang = language.get();
                                            text::effect_shift(lang, shift.count, &shift.from.text(lang), &shift.to.text(lang))
                                        };
                                        view! { <li>{words}</li> }
                                    })
                                    .collect_view()}
                            </ul>
                        </li>
                    }
                })}
            {(voided > 0).then(|| view! { <li>{move || text::effect_voided(language.get(), voided)}</li> })}
        </ul>
    }
}

#[component]
fn Closed(effect: ClosedEffect) -> impl IntoView {
    let language = use_language();
    let (contradicted, looked, more) = (effect.contradicted, effect.looked_at, effect.more);
    let words = move || match contradicted {
        0 => text::effect_closed_none(language.get(), looked),
        count => text::effect_closed(language.get(), count, looked),
    };
    view! {
        <div class="small">
            <p class="cluster" class:tone--contradiction=contradicted != 0>
                {(contradicted > 0).then(|| view! { <Icon glyph=Glyph::Alert /> })}
                <span>{words}</span>
            </p>
            <p class="cluster">
                {effect
                    .cases
                    .into_iter()
                    .map(|case| {
                        let (outcome, claim) = (case.outcome, case.claim);
                        view! {
                            <span>
                                <a href=format!("/cases/{}", case.number)>{case.number.to_string()}</a>
                                " "
                                <span class="muted">{move || format!("{} ≠ {}", outcome.text(language.get()), claim.text(language.get()))}</span>
                            </span>
                        }
                    })
                    .collect_view()}
            </p>
            <p class="muted">{say(text::effect_stays)} " " {more.then(|| say(text::effect_closed_more))}</p>
        </div>
    }
}
