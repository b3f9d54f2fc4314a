//! A list as a file: CSV, or a workbook.

use leptos::prelude::*;
use shared::text::app::common as text;

use crate::state::language::say;

/// The two links.
#[component]
pub fn Exports(
    /// Where the API has it, with its parameters but for the format.
    #[prop(into)]
    address: Signal<String>,
) -> impl IntoView {
    let link = move |format: &'static str| {
        move || {
            let address = address.get();
            let joint = if address.contains('?') { '&' } else { '?' };
            format!("{address}{joint}format={format}")
        }
    };
    view! {
        <span class="exports cluster small push">
            <span class="muted">{say(text::fetch_as)}</span>
            <a class="link" href=link("csv") download rel="external">"CSV"</a>
            <a class="link" href=link("xlsx") download rel="external">"Excel"</a>
        </span>
    }
}
