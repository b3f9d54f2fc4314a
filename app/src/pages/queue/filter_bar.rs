//! The search and the filters. Every change goes to the address; the list follows the address.

use gloo_timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::case::{CaseKind, Priority, Standing};
use shared::text::app::queue as text;
use shared::text::{Lang, Text, verdict_word};

use super::save_view::SaveView;
use crate::api::use_api;
use crate::components::exports::Exports;
use crate::components::icon::{Glyph, Icon};
use crate::components::verdict_badge::VERDICTS;
use crate::state::channels::{Channels, use_channels};
use crate::state::filters::{FIELDS, Filters};
use crate::state::language::{Say, say, use_language};

/// How long to wait after the last letter before searching.
const TYPING_MS: u32 = 250;

/// What a field is called.
fn field_name(field: &str) -> Say {
    match field {
        "kind" => text::filter_kind,
        "channel" => text::filter_channel,
        "verdict" => text::filter_verdict,
        "state" => text::filter_standing,
        _ => text::filter_priority,
    }
}

/// The values that a field may have, with their words.
fn field_values(field: &str, channels: Channels, lang: Lang) -> Vec<(String, String)> {
    let named = |name: &str, text: &dyn Text| (name.to_owned(), text.text(lang));
    match field {
        "kind" => CaseKind::ALL.iter().map(|kind| named(kind.name(), kind)).collect(),
        "channel" => channels.names(lang),
        "verdict" => VERDICTS.iter().map(|name| ((*name).to_owned(), verdict_word(name, lang).to_owned())).collect(),
        "state" => Standing::ALL.iter().map(|standing| named(standing.name(), standing)).collect(),
        _ => Priority::ALL.iter().map(|priority| named(priority.name(), priority)).collect(),
    }
}

/// The bar above the list.
#[component]
pub fn FilterBar(
    /// The filters in force.
    filters: Memo<Filters>,
    /// The search field, for the key that leads to it.
    search: NodeRef<html::Input>,
) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |filters: Filters| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|go| go(&filters.address(), options));
    });
    let api = use_api();
    let wanted = move || filters.with(|filters| filters.to_api(api.now()));
    let address = Signal::derive(move || format!("/api/v1/exceptions/export?{}", wanted()));
    view! {
        <div class="filters" role="search">
            <SearchField filters search go />
            {FIELDS
                .iter()
                .enumerate()
                .map(|(place, field)| view! { <FilterSelect field place filters go /> })
                .collect_view()}
            <Show when=move || filters.with(Filters::is_narrowed)>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| go.run(filters.with_untracked(|filters| filters.in_view(filters.view)))
                >
                    <Icon glyph=Glyph::Close />
                    {say(text::clear_filters)}
                </button>
                <SaveView filters />
            </Show>
            <Exports address />
        </div>
    }
}

#[component]
fn SearchField(filters: Memo<Filters>, search: NodeRef<html::Input>, go: Callback<Filters>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    // What is in the address wins, unless the reader is typing it just now.
    Effect::new(move |_| {
        let wanted = filters.with(|filters| filters.search.clone());
        if typed.with_untracked(|typed| typed.trim() != wanted) {
            typed.set(wanted);
        }
    });
    let apply = move || {
        let search = typed.get_untracked().trim().to_owned();
        let now = filters.get_untracked();
        if now.search != search {
            go.run(Filters { search, ..now });
        }
    };
    let waiting = StoredValue::new_local(None::<Timeout>);
    let on_input = move |event| {
        typed.set(event_target_value(&event));
        waiting.set_value(Some(Timeout::new(TYPING_MS, apply)));
    };
    on_cleanup(move || waiting.set_value(None));
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" || (event.key() == "Enter" && !event.is_composing()) {
            event.prevent_default();
            apply();
            if let Some(input) = search.get_untracked() {
                // Leaving the field cannot fail.
                let _ = input.blur();
            }
        }
    };
    let language = use_language();
    view! {
        <label class="search">
            <Icon glyph=Glyph::Search />
            <span class="unseen">{say(text::search)}</span>
            <input
                node_ref=search
                type="search"
                placeholder=move || text::search_hint(language.get())
                spellcheck="false"
                autocomplete="off"
                prop:value=move || typed.get()
                on:input=on_input
                on:keydown=on_key
            />
        </label>
    }
}

#[component]
fn FilterSelect(field: &'static str, place: usize, filters: Memo<Filters>, go: Callback<Filters>) -> impl IntoView {
    let (language, channels) = (use_language(), use_channels());
    let value = Memo::new(move |_| filters.with(|filters| filters.values[place].clone()));
    let change = move |event| {
        let mut filters = filters.get_untracked();
        filters.values[place] = event_target_value(&event);
        go.run(filters);
    };
    let options = move || {
        let chosen = value.get();
        field_values(field, channels, language.get())
            .into_iter()
            .map(|(key, words)| {
                let selected = key == chosen;
                view! { <option value=key selected=selected>{words}</option> }
            })
            .collect_view()
    };
    let offered = move || field != "state" || filters.with(|filters| filters.view.has_states());
    view! {
        <span class="select filter" hidden=move || !offered() class:filter--set=move || value.with(|value| !value.is_empty())>
            <select aria-label=say(field_name(field)) on:change=change>
                <option value="" selected=move || value.with(String::is_empty)>
                    {move || text::filter_any(language.get(), field_name(field)(language.get()))}
                </option>
                {options}
            </select>
            <Icon glyph=Glyph::Down />
        </span>
    }
}
