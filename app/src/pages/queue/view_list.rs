//! The reader's views: their own, and those they saved.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::CountsView;
use shared::api::views::SavedView;
use shared::role::Permission;
use shared::text::app::{queue as text, watch};

use crate::api::use_api;
use crate::components::button::IconButton;
use crate::components::icon::{Glyph, Icon};
use crate::state::filters::{Filters, View};
use crate::state::language::{Say, say, use_language};
use crate::state::list::use_list;
use crate::state::saved_views::use_saved_views;
use crate::state::session::use_session;

/// What a view is called.
pub fn view_name(view: View) -> Say {
    match view {
        View::Mine => text::view_mine,
        View::Unassigned => text::view_unassigned,
        View::DueSoon => text::view_due_soon,
        View::Waiting => text::view_waiting,
        View::Open => text::view_open,
        View::All => text::view_all,
    }
}

fn glyph_of(view: View) -> Glyph {
    match view {
        View::Mine => Glyph::Person,
        View::Unassigned => Glyph::Circle,
        View::DueSoon => Glyph::Alert,
        View::Waiting => Glyph::Clock,
        View::Open => Glyph::Half,
        View::All => Glyph::Cases,
    }
}

fn count_of(view: View, counts: CountsView) -> Option<i64> {
    match view {
        View::Mine => Some(counts.mine),
        View::Unassigned => Some(counts.unassigned),
        View::DueSoon => Some(counts.due_soon),
        View::Waiting => Some(counts.waiting),
        View::Open | View::All => None,
    }
}

/// Counts end at a thousand.
fn written(count: i64) -> String {
    if count >= 1_000 { "1000+".to_owned() } else { count.to_string() }
}

/// The navigation between views.
#[component]
pub fn ViewList(
    /// The filters in force.
    filters: Memo<Filters>,
) -> impl IntoView {
    let session = use_session();
    let offered = move |view: &View| match view {
        View::Mine => session.may(Permission::WorkCases),
        _ => true,
    };
    view! {
        <nav class="views" aria-label=say(text::views)>
            {move || View::ALL.into_iter().filter(offered).map(|view| view! { <Entry view filters /> }).collect_view()}
            <Show when=move || session.may(Permission::Approve)>
                <AwaitingApproval />
            </Show>
            <a class="views__entry" href="/return-watch">
                <Icon glyph=Glyph::Eye />
                <span class="clip">{say(watch::title)}</span>
            </a>
            <Saved filters />
        </nav>
    }
}

#[component]
fn Entry(view: View, filters: Memo<Filters>) -> impl IntoView {
    let list = use_list();
    let current = Memo::new(move |_| filters.with(|filters| filters.view == view));
    let count = move || list.counts.get().and_then(|counts| count_of(view, counts)).map(written);
    view! {
        <a
            class="views__entry"
            href=filters.with_untracked(|filters| filters.in_view(view)).address()
            aria-current=move || current.get().then_some("page")
        >
            <Icon glyph=glyph_of(view) />
            <span class="clip">{say(view_name(view))}</span>
            <span class="views__count count">{count}</span>
        </a>
    }
}

/// What awaits the reader's approval has a page of its own.
#[component]
fn AwaitingApproval() -> impl IntoView {
    let list = use_list();
    let count = move || list.counts.get().map(|counts| written(counts.awaiting_approval));
    view! {
        <a class="views__entry" href="/approvals">
            <Icon glyph=Glyph::Approvals />
            <span class="clip">{say(text::view_awaiting_approval)}</span>
            <span class="views__count count">{count}</span>
        </a>
    }
}

#[component]
fn Saved(filters: Memo<Filters>) -> impl IntoView {
    let views = use_saved_views();
    views.read(use_api());
    view! {
        <div class="views__saved" hidden=move || views.list.with(Vec::is_empty)>
            <h2>{say(text::saved_views)}</h2>
            {move || views.list.get().into_iter().map(|view| view! { <SavedEntry view filters /> }).collect_view()}
        </div>
    }
}

#[component]
fn SavedEntry(view: SavedView, filters: Memo<Filters>) -> impl IntoView {
    let (api, language, views) = (use_api(), use_language(), use_saved_views());
    let name = StoredValue::new(view.name.clone());
    let query = view.query.clone();
    let current = Memo::new(move |_| filters.with(Filters::to_query) == query);
    let label = Signal::derive(move || name.with_value(|name| text::forget_view(language.get(), name)));
    let forget = move |()| {
        spawn_local(async move {
            if api.forget_view(&name.get_value()).await.is_ok() {
                views.list.update(|list| list.retain(|view| name.with_value(|name| view.name != *name)));
            }
        });
    };
    view! {
        <div class="views__pair">
            <a class="views__entry" href=format!("/?{}", view.query) aria-current=move || current.get().then_some("page")>
                <Icon glyph=Glyph::Filter />
                <span class="clip">{view.name}</span>
            </a>
            <IconButton label glyph=Glyph::Close small=true on_press=forget />
        </div>
    }
}
