//! What can be done anywhere: going places, the palette, the keys, the language, the colours.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::role::Permission;
use shared::text::Lang;
use shared::text::app::{guide, shell, watch};

use crate::components::shell::nav::PLACES;
use crate::keys::{Action, Group, use_keys};
use crate::state::language::{Say, use_language};
use crate::state::session::use_session;
use crate::state::theme::{Scheme, Theme};

/// Registers them for as long as the shell shows.
pub fn register(palette_open: RwSignal<bool>, keys_open: RwSignal<bool>) {
    let keys = use_keys();
    register_places();
    for (key, name, open) in [("mod+k", shell::open_palette as Say, palette_open), ("?", shell::keys_help, keys_open)] {
        keys.register(Action { key, name, group: Group::Desk, run: Callback::new(move |()| open.set(true)) });
    }
    let language = use_language();
    let switch_language = Callback::new(move |()| {
        language.set(language.get_untracked().pick(Lang::Zh, Lang::En));
    });
    keys.register(Action { key: "", name: shell::switch_language, group: Group::Desk, run: switch_language });
    let theme: Theme = expect_context();
    let switch_theme = Callback::new(move |()| {
        theme.set(if theme.is_dark() { Scheme::Light } else { Scheme::Dark });
    });
    keys.register(Action { key: "", name: shell::switch_theme, group: Group::Desk, run: switch_theme });
}

fn register_places() {
    let (keys, session) = (use_keys(), use_session());
    let navigate = StoredValue::new_local(use_navigate());
    for place in PLACES {
        let go = Callback::new(move |()| navigate.with_value(|go| go(place.address, Default::default())));
        let may = untrack(|| place.is_open_to(session));
        if may {
            keys.register(Action { key: place.key, name: place.go, group: Group::Go, run: go });
        }
    }
    if untrack(|| session.may(Permission::ReadCases)) {
        let go_watch = Callback::new(move |()| navigate.with_value(|go| go("/return-watch", Default::default())));
        keys.register(Action { key: "g w", name: watch::go, group: Group::Go, run: go_watch });
    }
    let go_guide = Callback::new(move |()| navigate.with_value(|go| go("/guide", Default::default())));
    keys.register(Action { key: "g h", name: guide::go, group: Group::Go, run: go_guide });
    let go_account = Callback::new(move |()| navigate.with_value(|go| go("/account", Default::default())));
    keys.register(Action { key: "g s", name: shell::go_account, group: Group::Go, run: go_account });
}
