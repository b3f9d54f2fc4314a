//! The list of keys (`?`): what the page shown now can do from the keyboard.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::key_hint::KeyHint;
use crate::keys::{Action, Group, use_keys};
use crate::state::language::{Say, say, say_string, use_language};
use shared::text::app::shell;

/// What a group of actions is called.
pub fn group_name(group: Group) -> Say {
    match group {
        Group::Page => shell::keys_page,
        Group::Go => shell::keys_go,
        Group::Desk => shell::keys_desk,
    }
}

/// The dialog that lists the keys.
#[component]
pub fn KeysHelp(
    /// Whether it shows.
    open: RwSignal<bool>,
) -> impl IntoView {
    let keys = use_keys();
    view! {
        <Dialog open title=say_string(shell::keys_title) wide=true>
            <div class="keys-help">
                {[Group::Page, Group::Go, Group::Desk]
                    .into_iter()
                    .map(|group| {
                        let listed = move || {
                            let of_group = |action: &Action| action.group == group && !action.key.is_empty();
                            keys.actions().into_iter().filter(of_group).collect::<Vec<_>>()
                        };
                        view! {
                            <section hidden=move || listed().is_empty()>
                                <h3>{say(group_name(group))}</h3>
                                {move || listed().into_iter().map(|action| view! { <Row action /> }).collect_view()}
                            </section>
                        }
                    })
                    .collect_view()}
            </div>
        </Dialog>
    }
}

#[component]
fn Row(action: Action) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="keys-help__row">
            <span>{move || (action.name)(language.get())}</span>
            <KeyHint key_name=action.key />
        </div>
    }
}
