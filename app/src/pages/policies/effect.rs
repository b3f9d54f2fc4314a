//! What a change would do to open proposals, before anybody approves it.

use leptos::prelude::*;
use shared::api::policies::{AffectedProposal, PolicyEffectView};
use shared::text::app::{channels as words, policies as text};
use shared::text::{Lang, Text};

use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::state::language::{say, use_language};

/// The effect, once it was read.
#[component]
pub fn OnProposals(
    /// The reading.
    effect: Reading<PolicyEffectView>,
) -> impl IntoView {
    view! {
        <Show when=move || effect.value.with(Option::is_none)>
            <p class="muted small" role="status">{say(text::effect_reading)}</p>
        </Show>
        <Loaded reading=effect>{move || effect.value.get().map(|effect| view! { <Told effect /> })}</Loaded>
    }
}

/// A sentence with a number in it.
type Counted = fn(Lang, i64) -> String;

fn lines(effect: &PolicyEffectView, lang: Lang) -> Vec<String> {
    match (effect.looked_at, effect.stand) {
        (0, _) => return vec![text::effect_none(lang).to_owned()],
        (all, stand) if all == stand => return vec![text::effect_all_stand(lang, all)],
        _ => {}
    }
    let counted: [(i64, Counted); 4] = [
        (effect.need_more, text::effect_more),
        (effect.approver_lost, text::effect_lost),
        (effect.need_fewer, text::effect_fewer),
        (effect.stand, text::effect_stand),
    ];
    counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| words(lang, count)).collect()
}

#[component]
fn Told(effect: PolicyEffectView) -> impl IntoView {
    let language = use_language();
    let (nobody_left, looked_at, more) = (effect.nobody_left, effect.looked_at, effect.more);
    let named = effect.proposals.clone();
    let voided = effect.need_more + effect.need_fewer + effect.approver_lost;
    let unnamed = voided - i64::try_from(named.len()).unwrap_or(i64::MAX);
    view! {
        <ul class="effect">
            {move || lines(&effect, language.get()).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            {(nobody_left > 0)
                .then(|| {
                    view! {
                        <li class="cluster tone--not-paid">
                            <Icon glyph=Glyph::Alert />
                            <span>{move || text::effect_nobody(language.get(), nobody_left)}</span>
                        </li>
                    }
                })}
        </ul>
        <ul class="effect small">{named.into_iter().map(|one| view! { <Affected one /> }).collect_view()}</ul>
        {(unnamed > 0).then(|| view! { <p class="muted small">{move || words::effect_more(language.get(), unnamed)}</p> })}
        {more.then(|| view! { <p class="muted small">{move || text::effect_looked(language.get(), looked_at)}</p> })}
    }
}

#[component]
fn Affected(one: AffectedProposal) -> impl IntoView {
    let language = use_language();
    let (resolution, effect) = (one.resolution, one.effect);
    let (from, to) = (one.from.required, one.to.required);
    view! {
        <li class="cluster">
            <a class="figures" href=format!("/cases/{}", one.number)>{one.number.to_string()}</a>
            <span>{move || resolution.text(language.get())}</span>
            <span class="figures muted">{move || text::effect_needs(language.get(), from, to)}</span>
            <span class="muted">{move || effect.text(language.get())}</span>
            {one.nobody_left.then(|| view! { <span class="tone--not-paid">{say(text::effect_too_few)}</span> })}
        </li>
    }
}
