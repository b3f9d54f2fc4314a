//! The language and the colours: one press each, for the next visits too.

use leptos::prelude::*;
use shared::text::Lang;
use shared::text::app::shell;

use crate::components::icon::{Glyph, Icon};
use crate::components::menu::{Menu, MenuItem};
use crate::state::language::{say_string, use_language};
use crate::state::theme::{Scheme, Theme};

/// 中文 or English.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let language = use_language();
    let open = RwSignal::new(false);
    let choose = move |lang| {
        language.set(lang);
        open.set(false);
    };
    let current = move |lang| Signal::derive(move || language.get() == lang);
    view! {
        <Menu label=say_string(shell::language) open button=move || view! { <Icon glyph=Glyph::Language /> }>
            // Each language is named in itself, whichever is chosen.
            <MenuItem
                label=shell::language_here(Lang::Zh).to_owned()
                glyph=Glyph::Language
                current=current(Lang::Zh)
                on_press=move |()| choose(Lang::Zh)
            />
            <MenuItem
                label=shell::language_here(Lang::En).to_owned()
                glyph=Glyph::Language
                current=current(Lang::En)
                on_press=move |()| choose(Lang::En)
            />
        </Menu>
    }
}

/// Light, dark or as the system says.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme: Theme = expect_context();
    let open = RwSignal::new(false);
    let choose = move |scheme| {
        theme.set(scheme);
        open.set(false);
    };
    let current = move |scheme| Signal::derive(move || theme.get() == scheme);
    view! {
        <Menu label=say_string(shell::theme) open button=move || view! { <Icon glyph=Glyph::Sun /> }>
            <MenuItem
                label=say_string(shell::theme_system)
                glyph=Glyph::Screen
                current=current(Scheme::System)
                on_press=move |()| choose(Scheme::System)
            />
            <MenuItem
                label=say_string(shell::theme_light)
                glyph=Glyph::Sun
                current=current(Scheme::Light)
                on_press=move |()| choose(Scheme::Light)
            />
            <MenuItem
                label=say_string(shell::theme_dark)
                glyph=Glyph::Moon
                current=current(Scheme::Dark)
                on_press=move |()| choose(Scheme::Dark)
            />
        </Menu>
    }
}
