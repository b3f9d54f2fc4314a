//! The code dictionary by API and field: what each code claims, who says so, and how cases with it really ended.

use leptos::prelude::*;
use shared::api::channels::CodeEndings;
use shared::channel::{Api, ApiRole, Code, Field, FieldRole, Pointers};
use shared::text::app::channels as text;
use shared::text::{Lang, Text};

use super::edit_return::ReturnSummary;
use super::facts::Source;
use super::{Editing, Sheet, use_sheet};
use crate::components::badge::Badge;
use crate::components::button::{Button, Weight};
use crate::components::field::Field as Input;
use crate::pages::case::claim_look;
use crate::state::language::{Say, say, say_string, use_language};

/// The whole dictionary.
#[component]
pub fn Dictionary() -> impl IntoView {
    let sheet = use_sheet();
    let filter = RwSignal::new(String::new());
    let apis = move || sheet.shown().map(|profile| profile.apis).unwrap_or_default();
    view! {
        <section class="dictionary">
            <header class="cluster">
                <h2>{say(text::dictionary)}</h2>
                <Show when=move || sheet.is_drafting()>
                    <Button label=say_string(text::add_api) small=true on_press=move |()| sheet.editing.set(Some(Editing::Api(None))) />
                </Show>
            </header>
            <Show
                when=move || !apis().is_empty()
                fallback=|| view! { <p class="muted">{say(text::dictionary_empty)}</p> }
            >
                <div class="dictionary__filter">
                    <Input label=say_string(text::filter) hint=say_string(text::filter_hint) value=filter kind="search" />
                </div>
                {move || {
                    apis()
                        .into_iter()
                        .enumerate()
                        .map(|(place, api)| view! { <OneApi place api filter /> })
                        .collect_view()
                }}
            </Show>
        </section>
    }
}

fn role_words(role: ApiRole) -> Say {
    match role {
        ApiRole::Payout => text::role_payout,
        ApiRole::Query => text::role_query,
        ApiRole::Notice => text::role_notice,
    }
}

/// Where a value stands, in whatever formats it does.
pub fn place_words(at: &Pointers) -> String {
    let given = [&at.json, &at.xml, &at.form];
    given.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
}

#[component]
fn OneApi(place: usize, api: Api, filter: RwSignal<String>) -> impl IntoView {
    let sheet = use_sheet();
    let (name, role) = (api.name.clone(), api.role);
    let fields = api.fields.clone();
    let returns = api.clone();
    view! {
        <section class="api">
            <h3 class="cluster">
                <code>{name.clone()}</code>
                <span class="muted small">{say(role_words(role))}</span>
                <Show when=move || sheet.is_drafting()>
                    <Button label=say_string(text::edit_api) small=true weight=Weight::Quiet on_press=move |()| sheet.editing.set(Some(Editing::Api(Some(place)))) />
                    <Button label=say_string(text::add_field) small=true weight=Weight::Quiet on_press=move |()| sheet.editing.set(Some(Editing::Field(place, None))) />
                </Show>
            </h3>
            {fields
                .into_iter()
                .enumerate()
                .map(|(field_place, field)| view! { <OneField at=(place, field_place) api=name.clone() field filter /> })
                .collect_view()}
            <ReturnSummary api=returns place />
        </section>
    }
}

#[component]
fn OneField(at: (usize, usize), api: String, field: Field, filter: RwSignal<String>) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let role: Say = if field.role == FieldRole::Gate { text::gate } else { text::outcome };
    let (stands, passes) = (place_words(&field.at), field.pass.join(", "));
    let (name, codes) = (field.name.clone(), StoredValue::new(field.codes.clone()));
    let columns =
        [text::column_code, text::column_claim, text::column_wording, text::column_review, text::column_ended];
    let shown = move || -> Vec<(usize, Code)> {
        let (typed, lang) = (filter.get().trim().to_lowercase(), language.get());
        let fits = |code: &Code| typed.is_empty() || words_of(code, lang).contains(&typed);
        codes.with_value(|codes| codes.iter().cloned().enumerate().filter(|(_, code)| fits(code)).collect())
    };
    let region = text::difference_field(language.get_untracked(), &api, &field.name);
    let key = StoredValue::new((api, field));
    let unlisted = move || unlisted(sheet, &key.get_value());
    view! {
        <div class="dictionary__field" role="group" aria-label=region>
            <h4 class="cluster">
                <code>{name}</code>
                <span class="muted small">{say(role)}</span>
                <span class="faint small">{move || text::stands_at(language.get(), &stands)}</span>
                {(!passes.is_empty()).then(|| view! { <span class="faint small">{move || text::passes(language.get(), &passes)}</span> })}
                <Show when=move || sheet.is_drafting()>
                    <Button label=say_string(text::edit_field) small=true weight=Weight::Quiet on_press=move |()| sheet.editing.set(Some(Editing::Field(at.0, Some(at.1)))) />
                    <Button label=say_string(text::add_code) small=true weight=Weight::Quiet on_press=move |()| sheet.editing.set(Some(Editing::Code(at.0, at.1, None))) />
                </Show>
            </h4>
            <Show
                when=move || !shown().is_empty()
                fallback=move || {
                    let words: Say = if codes.with_value(Vec::is_empty) { text::no_codes } else { text::filter_none };
                    view! { <p class="faint small">{say(words)}</p> }
                }
            >
                <table class="table table--cards codes">
                    <thead>
                        <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>
                        {move || {
                            shown()
                                .into_iter()
                                .map(|(place, code)| view! { <OneCode at=(at.0, at.1, place) code key /> })
                                .collect_view()
                        }}
                    </tbody>
                </table>
            </Show>
            <Show when=move || !unlisted().is_empty()>
                <p class="small unlisted">
                    <span class="tone--unknown">{say(text::unlisted)} ": "</span>
                    {move || {
                        unlisted()
                            .into_iter()
                            .map(|seen| view! { <code>{seen.code.clone()}</code> " (" {ended_words(&seen, language.get())} ") " })
                            .collect_view()
                    }}
                </p>
            </Show>
        </div>
    }
}

/// Everything that a reader may look for in an entry, in small letters.
fn words_of(code: &Code, lang: Lang) -> String {
    format!("{} {} {}", code.code, code.wording, code.claim.text(lang)).to_lowercase()
}

/// Codes of a field with which cases ended and that no entry stands for.
fn unlisted(sheet: Sheet, (api, field): &(String, Field)) -> Vec<CodeEndings> {
    sheet.endings.value.with(|endings| {
        let items = endings.iter().flat_map(|endings| &endings.items);
        let own = items.filter(|item| item.api == *api && item.field == field.name);
        own.filter(|item| field.entry(&item.code).is_none() && !field.pass.contains(&item.code)).cloned().collect()
    })
}

/// How cases ended with the codes that an entry stands for: its own, or all that begin so.
fn ended(sheet: Sheet, (api, field): &(String, Field), entry: &Code) -> CodeEndings {
    let (api_name, field_name) = (api.clone(), field.name.clone());
    let mut sum = CodeEndings {
        api: api_name,
        field: field_name,
        code: entry.code.clone(),
        paid: 0,
        not_paid: 0,
        contradicted: 0,
    };
    sheet.endings.value.with(|endings| {
        for item in endings.iter().flat_map(|endings| &endings.items) {
            let is_own = item.api == *api && item.field == field.name;
            if is_own && field.entry(&item.code).is_some_and(|found| found.code == entry.code) {
                sum.paid += item.paid;
                sum.not_paid += item.not_paid;
                sum.contradicted += item.contradicted;
            }
        }
    });
    sum
}

fn ended_words(ended: &CodeEndings, lang: Lang) -> String {
    if ended.closed() == 0 {
        return text::ended_none(lang).to_owned();
    }
    let mut words = text::ended(lang, ended.closed(), ended.paid, ended.not_paid);
    if ended.contradicted > 0 {
        words.push_str(lang.pick("; ", "；"));
        words.push_str(&text::ended_contradicted(lang, ended.contradicted));
    }
    words
}

#[component]
fn OneCode(at: (usize, usize, usize), code: Code, key: StoredValue<(String, Field)>) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let (glyph, meaning) = claim_look(code.claim);
    let claim = code.claim;
    let entry = StoredValue::new(code.clone());
    let ended = move || entry.with_value(|entry| key.with_value(|key| ended(sheet, key, entry)));
    let (by, on) = (code.reviewed_by.clone(), code.reviewed_on.map(|on| on.to_string()));
    view! {
        <tr>
            <td class="codes__code">
                <code>{code.code}</code>
                <Show when=move || sheet.is_drafting()>
                    " "
                    <Button label=say_string(text::edit_code) small=true weight=Weight::Quiet on_press=move |()| sheet.editing.set(Some(Editing::Code(at.0, at.1, Some(at.2)))) />
                </Show>
            </td>
            <td><Badge label=Signal::derive(move || claim.text(language.get())) glyph meaning /></td>
            <td class="codes__wording">
                {(!code.wording.is_empty()).then(|| view! { <q>{code.wording.clone()}</q> })}
                <Source source=code.source.clone() />
            </td>
            <td class="small">
                {match (by, on) {
                    (None, None) => view! { <span class="tone--unknown">{say(text::not_reviewed)}</span> }.into_any(),
                    (by, on) => view! { <span class="muted">{by} " " <span class="figures nowrap">{on}</span></span> }.into_any(),
                }}
            </td>
            <td class="small figures" class:tone--contradiction=move || { ended().contradicted > 0 } class:faint=move || ended().closed() == 0>
                {move || ended_words(&ended(), language.get())}
            </td>
        </tr>
    }
}
