//! What surrounds every page: the bar with its navigation, the palette, the keys, the banner, the messages.

mod account_menu;
mod actions;
mod bell;
mod nav;
mod preferences;
mod sign_in_again;

use leptos::prelude::*;

use crate::components::connection_banner::ConnectionBanner;
use crate::components::icon::{Glyph, Icon};
use crate::components::key_hint::KeyHint;
use crate::components::toast_region::ToastRegion;
use crate::later::Overlays;
use crate::state::language::say;
use account_menu::AccountMenu;
use bell::Bell;
use nav::Nav;
pub use nav::PLACES;
pub use preferences::{LanguageSwitch, ThemeSwitch};
use shared::text::app::shell;
use sign_in_again::SignInAgain;

/// The frame around a page of a signed-in reader.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let (palette_open, keys_open) = (RwSignal::new(false), RwSignal::new(false));
    actions::register(palette_open, keys_open);
    view! {
        <a class="skip" href="#main">{say(shell::skip)}</a>
        <div class="shell">
            <header class="bar">
                <a class="brand" href="/" aria-label=say(shell::app_name)>
                    <Icon glyph=Glyph::Anchor />
                    <span class="bar__wide">{say(shell::app_name)}</span>
                </a>
                <Nav />
                <button type="button" class="runner" on:click=move |_| palette_open.set(true)>
                    <Icon glyph=Glyph::Search />
                    <span class="runner__words">{say(shell::run_anything)}</span>
                    <KeyHint key_name="mod+k" />
                </button>
                <Bell />
                <LanguageSwitch />
                <ThemeSwitch />
                <AccountMenu />
            </header>
            <ConnectionBanner />
            <main id="main" tabindex="-1">{children()}</main>
        </div>
        <SignInAgain />
        <Overlays palette=palette_open keys=keys_open />
        <ToastRegion />
    }
}
