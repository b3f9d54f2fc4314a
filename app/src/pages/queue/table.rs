//! The list: only the rows that show are in the document, however many were read; more are read as one scrolls.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use shared::text::app::queue as text;

use super::empty::EmptyQueue;
use super::row::Row;
use crate::api::use_api;
use crate::components::problem_notice::ProblemNotice;
use crate::components::skeleton::Skeleton;
use crate::state::filters::Filters;
use crate::state::language::{Say, say, use_language};
use crate::state::list::{List, use_list};

/// Rows kept in the document above and below those that show.
const MARGIN_ROWS: usize = 12;
/// How many rows before the end the next page is read.
const AHEAD_ROWS: usize = 60;

/// The columns, in order, with the class that places each.
const COLUMNS: [(&str, Say); 10] = [
    ("number", text::column_number),
    ("kind", text::column_kind),
    ("channel", text::column_channel),
    ("order", text::column_order),
    ("merchant", text::column_merchant),
    ("amount", text::column_amount),
    ("verdict", text::column_verdict),
    ("age", text::column_age),
    ("due", text::column_due),
    ("owner", text::column_owner),
];

/// The part of the list that shows, in pixels.
#[derive(Clone, Copy)]
struct Port {
    scroller: NodeRef<html::Div>,
    top: RwSignal<usize>,
    height: RwSignal<usize>,
    row: RwSignal<usize>,
}

impl Port {
    fn new() -> Self {
        Self { scroller: NodeRef::new(), top: RwSignal::new(0), height: RwSignal::new(800), row: RwSignal::new(36) }
    }

    /// Reads how tall the window and a row are; the stylesheet decides both.
    fn measure(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        self.height.set(usize::try_from(scroller.client_height()).unwrap_or(0));
        let style = window().get_computed_style(&scroller).ok().flatten();
        let row = style.and_then(|style| style.get_property_value("--queue-row").ok());
        if let Some(row) = row.and_then(|row| row.trim().trim_end_matches("px").parse().ok()).filter(|row| *row > 0) {
            self.row.set(row);
        }
    }

    fn scrolled(self, list: List) {
        if let Some(scroller) = self.scroller.get_untracked() {
            list.scrolled.set_value(scroller.scroll_top());
            self.top.set(usize::try_from(scroller.scroll_top()).unwrap_or(0));
        }
    }

    /// The places of the rows that show, out of so many.
    fn rows(self, count: usize) -> Range<usize> {
        let first = self.top.get() / self.row.get().max(1);
        let end = first + self.height.get() / self.row.get().max(1) + 2;
        first.min(count)..end.min(count)
    }

    fn to_top(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    }

    /// Scrolls as little as brings that row into view.
    fn reveal(self, place: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (row, height) = (self.row.get_untracked(), self.height.get_untracked());
        let (top, head) = (usize::try_from(scroller.scroll_top()).unwrap_or(0), row);
        let wanted = if place * row < top {
            place * row
        } else if (place + 1) * row + head > top + height {
            (place + 1) * row + head - height.min((place + 1) * row + head)
        } else {
            return;
        };
        scroller.set_scroll_top(i32::try_from(wanted).unwrap_or(i32::MAX));
    }
}

/// The list with its head.
#[component]
pub fn Table(
    /// The filters in force.
    filters: Memo<Filters>,
    /// The places of the rows that show, for whoever refreshes them.
    showing: RwSignal<Range<usize>>,
) -> impl IntoView {
    let (api, list, language) = (use_api(), use_list(), use_language());
    let port = Port::new();
    let count = Memo::new(move |_| list.rows.with(Vec::len));
    let window_rows = Memo::new(move |_| {
        let rows = port.rows(count.get());
        rows.start.saturating_sub(MARGIN_ROWS)..(rows.end + MARGIN_ROWS).min(count.get())
    });
    Effect::new(move |_| showing.set(window_rows.get()));
    Effect::new(move |_| {
        let near_end = window_rows.with(|rows| rows.end + AHEAD_ROWS >= count.get());
        if near_end && count.get() > 0 && list.has_more() && !list.is_loading() {
            list.load_more(api);
        }
    });
    keep_place(port, list);
    let pixels = move |rows: usize| format!("{}px", rows * port.row.get());
    let words = Signal::derive(move || list.failure.get().map(|failure| failure.words(language.get())));
    let visible = move || {
        let range = window_rows.get();
        list.rows
            .with(|rows| rows.get(range.clone()).unwrap_or_default().iter().cloned().zip(range).collect::<Vec<_>>())
    };
    let is_empty = move || count.get() == 0 && !list.is_loading() && !list.has_more();
    view! {
        <ProblemNotice words>
            <button type="button" class="link" on:click=move |_| list.load_more(api)>
                {say(shared::text::app::common::retry)}
            </button>
        </ProblemNotice>
        <Fresh port />
        <div class="rows" node_ref=port.scroller on:scroll=move |_| port.scrolled(list)>
            <div role="table" aria-label=say(text::list_label) aria-rowcount=move || if list.has_more() { -1 } else { i64::try_from(count.get()).unwrap_or(-1) }>
                <div role="rowgroup" class="rows__head">
                    <div class="row row--head" role="row">
                        <span role="columnheader" class="row__check">
                            <span class="unseen">{say(text::column_selection)}</span>
                        </span>
                        {COLUMNS
                            .into_iter()
                            .map(|(class, name)| {
                                view! {
                                    <span role="columnheader" class=format!("row__{class}")>
                                        {say(name)}
                                    </span>
                                }
                            })
                            .collect_view()}
                    </div>
                </div>
                <div role="rowgroup" class="rows__space" style:height=move || pixels(count.get())>
                    <div
                        class="rows__window"
                        role="presentation"
                        style:transform=move || format!("translateY({})", pixels(window_rows.get().start))
                    >
                        <For each=visible key=|(row, place)| (row.number, row.version, row.standing, *place) let:entry>
                            <Row row=entry.0 place=entry.1 />
                        </For>
                    </div>
                </div>
            </div>
            <Show when=move || list.has_more() && list.failure.with(Option::is_none)>
                <div class="rows__more">
                    <Skeleton lines=6 />
                </div>
            </Show>
            <Show when=is_empty>
                <EmptyQueue filters />
            </Show>
        </div>
    }
}

/// Puts the list back to where the reader left it, and keeps the row that they are at in view.
fn keep_place(port: Port, list: List) {
    let resized = window_event_listener(leptos::ev::resize, move |_| port.measure());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        if let Some(scroller) = port.scroller.get() {
            port.measure();
            request_animation_frame(move || {
                scroller.set_scroll_top(list.scrolled.get_value());
                port.scrolled(list);
            });
        }
    });
    Effect::new(move |before: Option<usize>| {
        let at = list.at.get();
        if before.is_some_and(|before| before != at) {
            port.reveal(at);
        }
        at
    });
}

/// Says how many cases came up or changed since; shows them when asked, so that nothing jumps under the reader.
#[component]
fn Fresh(port: Port) -> impl IntoView {
    let (api, list, language) = (use_api(), use_list(), use_language());
    let show = move |_| {
        port.to_top();
        list.renew(api);
    };
    view! {
        <div role="status" aria-live="polite">
            <Show when=move || { list.pending() > 0 }>
                <button type="button" class="rows__fresh" on:click=show>
                    {move || text::new_cases(language.get(), list.pending())}
                </button>
            </Show>
        </div>
    }
}
