//! The reader's own menu: who they are, their settings, signing out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::text::app::{guide as guide_text, shell};

use crate::api::use_api;
use crate::components::icon::Glyph;
use crate::components::menu::{Menu, MenuItem};
use crate::components::person::Initials;
use crate::state::language::{say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// The menu behind the reader's initials.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let (api, session, language, toasts) = (use_api(), use_session(), use_language(), use_toasts());
    let open = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let settings = move |()| {
        open.set(false);
        navigate.with_value(|go| go("/account", Default::default()));
    };
    let guide = move |()| {
        open.set(false);
        navigate.with_value(|go| go("/guide", Default::default()));
    };
    let sign_out = move |()| {
        spawn_local(async move {
            if let Err(failure) = api.sign_out().await {
                toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title);
            }
        });
    };
    let shown_name = Memo::new(move |_| session.reader().map(|reader| reader.display_name).unwrap_or_default());
    view! {
        <Menu
            label=say_string(shell::account_menu)
            open
            button=move || view! { <Initials name=shown_name /> }
        >
            <p class="menu__note">{move || shell::signed_in_as(language.get(), &shown_name.get())}</p>
            <div class="menu__line"></div>
            <MenuItem label=say_string(shell::account_settings) glyph=Glyph::Person on_press=settings />
            <MenuItem label=say_string(guide_text::open) glyph=Glyph::Info on_press=guide />
            <MenuItem label=say_string(shell::sign_out) glyph=Glyph::Out on_press=sign_out />
        </Menu>
    }
}
