//! The frame around what is seen before signing in: the name, one form, and the language.

use leptos::prelude::*;
use shared::text::app::{shell, sign_in};

use crate::components::connection_banner::ConnectionBanner;
use crate::components::icon::{Glyph, Icon};
use crate::components::shell::{LanguageSwitch, ThemeSwitch};
use crate::components::title::PageTitle;
use crate::state::language::say;

/// The frame.
#[component]
pub fn Entrance(
    /// What is done here.
    #[prop(into)]
    title: Signal<String>,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <PageTitle title />
        <ConnectionBanner />
        <div class="entrance">
            <div class="entrance__preferences">
                <LanguageSwitch />
                <ThemeSwitch />
            </div>
            <main class="entrance__card">
                <p class="entrance__brand">
                    <Icon glyph=Glyph::Anchor />
                    {say(shell::app_name)}
                </p>
                <p class="entrance__tagline">{say(sign_in::tagline)}</p>
                <h1>{move || title.get()}</h1>
                {children()}
            </main>
        </div>
    }
}
