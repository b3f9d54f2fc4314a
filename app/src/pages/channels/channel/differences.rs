//! What a change does to a profile, in words, the dangerous first.

use leptos::prelude::*;
use shared::channel::{Code, Difference, Fact};
use shared::text::app::channels as text;
use shared::text::{Lang, Text};

use crate::components::badge::Badge;
use crate::components::icon::{Glyph, Icon};
use crate::pages::case::claim_look;
use crate::state::language::{say, use_language};

/// The list.
#[component]
pub fn Differences(
    /// What differs.
    #[prop(into)]
    items: Signal<Vec<Difference>>,
) -> impl IntoView {
    view! {
        <ul class="differences">
            {move || items.get().into_iter().map(|difference| view! { <One difference /> }).collect_view()}
        </ul>
    }
}

#[component]
fn One(difference: Difference) -> impl IntoView {
    let language = use_language();
    let danger = difference.danger();
    let (place, values) = (difference.clone(), difference);
    view! {
        <li class="difference" class:difference--danger=danger.is_some()>
            {danger
                .map(|danger| {
                    view! {
                        <p class="difference__danger">
                            <Icon glyph=Glyph::Alert />
                            <span>{move || danger.text(language.get())}</span>
                        </p>
                    }
                })}
            <p class="difference__place">{move || place_of(&place, language.get())}</p>
            <Values difference=values />
        </li>
    }
}

fn place_of(difference: &Difference, lang: Lang) -> String {
    match difference {
        Difference::Fact { fact, .. } => fact.text(lang),
        Difference::Api { api, .. } => text::difference_api(lang, api),
        Difference::Field { api, field, .. } => text::difference_field(lang, api, field),
        Difference::Code { api, field, before, after } => {
            let code = after.as_ref().or(before.as_ref()).map(|code| code.code.clone()).unwrap_or_default();
            format!("{} = {code}", text::difference_field(lang, api, field))
        }
    }
}

/// Before, and after.
#[component]
fn Values(difference: Difference) -> impl IntoView {
    let is_new = |before: bool, after: bool| (!before && after, before && !after);
    match difference {
        Difference::Code { before, after, .. } => {
            let same_claim = matches!((&before, &after), (Some(one), Some(other)) if one.claim == other.claim);
            view! {
                <p class="cluster">
                    <OneClaim code=before.clone() />
                    <span aria-hidden="true">"→"</span>
                    <OneClaim code=after.clone() />
                    {same_claim.then(|| view! { <span class="faint small">{say(text::words_changed)}</span> })}
                </p>
                {after.map(|code| view! { <p class="muted small"><q>{code.wording}</q> " · " {code.source}</p> })}
            }
            .into_any()
        }
        Difference::Fact { fact, before, after } => {
            let shown = move |value: Option<String>| value.map(|value| readable(fact, &value));
            view! { <p class="cluster small"><Said value=shown(before) /><span aria-hidden="true">"→"</span><Said value=shown(after) /></p> }
                .into_any()
        }
        Difference::Api { before, after, .. } | Difference::Field { before, after, .. } => {
            let (new, gone) = is_new(before.is_some(), after.is_some());
            view! {
                <p class="cluster small">
                    {new.then(|| view! { <strong>{say(text::new)}</strong> })}
                    {gone.then(|| view! { <strong>{say(text::gone)}</strong> })}
                    <Said value=before.map(|value| plain(&value)) />
                    <span aria-hidden="true">"→"</span>
                    <Said value=after.map(|value| plain(&value)) />
                </p>
            }
            .into_any()
        }
    }
}

#[component]
fn OneClaim(code: Option<Code>) -> impl IntoView {
    let language = use_language();
    match code {
        None => view! { <span class="faint small">{say(text::nothing)}</span> }.into_any(),
        Some(code) => {
            let ((glyph, meaning), claim) = (claim_look(code.claim), code.claim);
            view! { <Badge label=Signal::derive(move || claim.text(language.get())) glyph meaning /> }.into_any()
        }
    }
}

#[component]
fn Said(value: Option<String>) -> impl IntoView {
    match value {
        None => view! { <span class="faint">{say(text::nothing)}</span> }.into_any(),
        Some(value) => view! { <code>{value}</code> }.into_any(),
    }
}

/// What stands on the wire as JSON, without its marks.
fn plain(json: &str) -> String {
    json.trim_matches(['[', ']', '{', '}']).replace('"', "").replace(',', ", ").replace(":null", ": –")
}

fn readable(fact: Fact, value: &str) -> String {
    match fact {
        Fact::Hours | Fact::CutOff | Fact::ReturnWindow | Fact::NoRecordFinal | Fact::FollowUp => plain(value),
        Fact::NameEn | Fact::NameZh | Fact::UtcOffset | Fact::MinimumAge | Fact::QueryWindow => value.to_owned(),
    }
}
