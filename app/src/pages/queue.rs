//! The queue: the reader's views on the left, the list in the middle, everything from the keyboard, filters in the address.

mod actions;
mod bulk;
mod empty;
mod filter_bar;
mod row;
mod save_view;
mod table;
mod view_list;

use gloo_timers::callback::Interval;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::text::app::queue as text;

use crate::api::use_api;
use crate::components::title::PageTitle;
use crate::state::connection::use_connection;
use crate::state::filters::Filters;
use crate::state::language::{say, say_string};
use crate::state::list::use_list;
use bulk::BulkBar;
use filter_bar::FilterBar;
use table::Table;
use view_list::ViewList;

/// How often the rows that show are read anew.
const REFRESH_MS: u32 = 10_000;

/// The page.
#[component]
pub fn Queue() -> impl IntoView {
    let (api, list, connection) = (use_api(), use_list(), use_connection());
    let params = use_query_map();
    let filters = Memo::new(move |_| params.with(Filters::from_address));
    Effect::new(move |_| filters.with(|filters| list.show(api, filters)));
    let showing = RwSignal::new(0..0);
    let refresh = move || {
        if !document().hidden() {
            list.refresh(api, showing.get_untracked());
        }
    };
    let timer = StoredValue::new_local(Some(Interval::new(REFRESH_MS, refresh)));
    on_cleanup(move || timer.set_value(None));
    Effect::new(move |before: Option<u32>| {
        let healed = connection.healed();
        if before.is_some_and(|before| before != healed) {
            if list.rows.with_untracked(Vec::is_empty) { list.start_over(api) } else { refresh() }
        }
        healed
    });
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
