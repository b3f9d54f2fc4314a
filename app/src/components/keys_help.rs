//! The list of keys (`?`): what the page shown now can do from the keyboard.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::key_hint::KeyHint;
use crate::keys::{Action, Group, Keys, use_keys};
use crate::state::language::{Say, say, say_string, use_language};
use shared::text::Lang;
use shared::text::app::shell;

/// What a group of actions is called.
pub fn group_name(group: Group) -> Say {
    match group {
        Group::Page => shell::keys_page,
        Group::Go => shell::keys_go,
        Group::Desk => shell::keys_desk,
    }
}

/// The actions that can be done now, each once, with all the keys that do it.
pub fn listed(keys: Keys, lang: Lang) -> Vec<(Action, Vec<&'static str>)> {
    let mut listed: Vec<(Action, Vec<&'static str>)> = Vec::new();
    for action in keys.actions() {
        let is_same = |known: &Action| known.group == action.group && (known.name)(lang) == (action.name)(lang);
        match listed.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, keys)) => keys.push(action.key),
            None => listed.push((action, vec![action.key])),
        }
    }
    listed
}

/// The dialog that lists the keys.
#[component]
pub fn KeysHelp(
    /// Whether it shows.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (keys, language) = (use_keys(), use_language());
    view! {
        <Dialog open title=say_string(shell::keys_title) wide=true>
            <div class="keys-help">
                {[Group::Page, Group::Go, Group::Desk]
                    .into_iter()
                    .map(|group| {
                        let rows = move || {
                            let mut rows = listed(keys, language.get());
                            rows.retain(|(action, _)| action.group == group && !action.key.is_empty());
                            rows
                        };
                        view! {
                            <section hidden=move || rows().is_empty()>
                                <h3>{say(group_name(group))}</h3>
                                {move || rows().into_iter().map(|(action, keys)| view! { <Row action keys /> }).collect_view()}
                            </section>
                        }
                    })
                    .collect_view()}
            </div>
        </Dialog>
    }
}

/// Keys that do the same, beside each other.
#[component]
pub fn KeyHints(
    /// As actions name them.
    keys: Vec<&'static str>,
) -> impl IntoView {
    let drawn = keys.into_iter().filter(|key| !key.is_empty()).map(|key_name| view! { <KeyHint key_name /> });
    view! { <span class="cluster push">{drawn.collect_view()}</span> }
}

#[component]
fn Row(action: Action, keys: Vec<&'static str>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="keys-help__row">
            <span>{move || (action.name)(language.get())}</span>
            <KeyHints keys />
        </div>
    }
}
