//! A list as a file: CSV, or a workbook.

use leptos::prelude::*;
use shared::text::app::recon as text;

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
        <p class="recon__exports cluster small">
            <span class="muted">{say(text::export)}</span>
            <a href=link("csv") download rel="external">{say(text::export_csv)}</a>
            <a href=link("xlsx") download rel="external">{say(text::export_xlsx)}</a>
        </p>
    }
}
