//! The queue: the reader's views on the left, the list in the middle, everything from the keyboard, filters in the address.

mod actions;
mod bulk;
mod empty;
mod filter_bar;
mod live;
mod row;
mod save_view;
mod table;
mod view_list;

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::text::app::queue as text;

use crate::api::use_api;
use crate::components::title::PageTitle;
use crate::state::filters::Filters;
use crate::state::language::{say, say_string};
use crate::state::list::use_list;
use bulk::BulkBar;
use filter_bar::FilterBar;
use table::Table;
use view_list::ViewList;

/// The page.
#[component]
pub fn Queue() -> impl IntoView {
    let (api, list) = (use_api(), use_list());
    let params = use_query_map();
    let filters = Memo::new(move |_| params.with(Filters::from_address));
    Effect::new(move |_| filters.with(|filters| list.show(api, filters)));
    let showing = RwSignal::new(0..0);
    live::follow(showing);
    let search = NodeRef::<html::Input>::new();
    actions::register(search);
    view! {
        <PageTitle title=say_string(text::title) />
        <div class="queue">
            <h1 class="unseen">{say(text::title)}</h1>
            <ViewList filters />
            <section class="queue__main">
                <FilterBar filters search />
                <Table filters showing />
                <BulkBar />
            </section>
        </div>
    }
}
