//! The window's title: the page, then the desk.

use leptos::prelude::*;
use shared::text::app::shell;

use crate::state::language::use_language;

/// Names the window after the page that is shown.
#[component]
pub fn PageTitle(
    /// The page.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    Effect::new(move |_| document().set_title(&format!("{} · {}", title.get(), shell::app_name(language.get()))));
}
