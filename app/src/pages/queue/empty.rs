//! What an empty list says: what would fill it.

use leptos::prelude::*;
use shared::text::app::queue as text;

use crate::api::use_api;
use crate::components::empty::Empty;
use crate::components::first_steps::FirstSteps;
use crate::components::icon::Glyph;
use crate::components::loaded::Reading;
use crate::state::filters::{Filters, View};
use crate::state::language::{say, say_string, use_language};

/// The words for an empty list under these filters.
#[component]
pub fn EmptyQueue(
    /// The filters in force.
    filters: Memo<Filters>,
) -> impl IntoView {
    let language = use_language();
    let explanation = Signal::derive(move || {
        let lang = language.get();
        filters.with(|filters| match filters.view {
            _ if !filters.search.is_empty() => text::empty_search(lang, &filters.search),
            _ if filters.is_narrowed() => text::empty_filtered(lang).to_owned(),
            View::Mine => text::empty_mine(lang).to_owned(),
            View::Unassigned => text::empty_unassigned(lang).to_owned(),
            View::DueSoon => text::empty_due_soon(lang).to_owned(),
            View::Waiting => text::empty_waiting(lang).to_owned(),
            View::Open | View::All => text::empty_all(lang).to_owned(),
        })
    });
    view! {
        <Empty glyph=Glyph::Cases title=say_string(text::empty_title) explanation>
            <Show when=move || filters.with(Filters::is_narrowed)>
                <a class="button" href=move || filters.with(|filters| filters.in_view(filters.view)).address()>
                    {say(text::clear_filters)}
                </a>
            </Show>
        </Empty>
        <Show when=move || !filters.with(Filters::is_narrowed)>
            <NothingFiled />
        </Show>
    }
}

/// Where nothing was ever filed, an empty list says how to begin.
#[component]
fn NothingFiled() -> impl IntoView {
    let api = use_api();
    let any = Reading::start(move || api.cases("limit=1"));
    let nothing_filed = move || any.value.with(|list| list.as_ref().is_some_and(|list| list.items.is_empty()));
    view! {
        <Show when=nothing_filed>
            <FirstSteps />
        </Show>
    }
}
