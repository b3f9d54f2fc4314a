//! Tabs, and the smaller segments that choose between ways to show one thing.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// A row of tabs. Arrow keys walk, as the pattern for tabs asks.
#[component]
pub fn Tabs(
    /// What the tabs are about.
    #[prop(into)]
    label: Signal<String>,
    /// The one that shows, by its place.
    current: RwSignal<usize>,
    /// The labels, in order.
    #[prop(into)]
    labels: Signal<Vec<String>>,
) -> impl IntoView {
    let walk = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => labels.with_untracked(Vec::len).saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        let count = labels.with_untracked(Vec::len).max(1);
        let next = (current.get_untracked() + step) % count;
        current.set(next);
        focus_child(&event, next);
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=walk>
            {move || {
                labels
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(place, label)| {
                        let selected = move || current.get() == place;
                        view! {
                            <button
                                type="button"
                                class="tab"
                                role="tab"
                                aria-selected=move || selected().to_string()
                                tabindex=move || if selected() { "0" } else { "-1" }
                                on:click=move |_| current.set(place)
                            >
                                {label}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

fn focus_child(event: &KeyboardEvent, place: usize) {
    let row = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let child = row.and_then(|row| row.children().item(u32::try_from(place).ok()?));
    if let Some(child) = child.and_then(|child| child.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that has left the document.
        let _ = child.focus();
    }
}

/// A few alternatives in one small row, one of which holds.
#[component]
pub fn Segments(
    /// What the alternatives are about.
    #[prop(into)]
    label: Signal<String>,
    /// The one that holds, by its place.
    current: RwSignal<usize>,
    /// The labels, in order.
    #[prop(into)]
    labels: Signal<Vec<String>>,
) -> impl IntoView {
    view! {
        <div class="segments" role="group" aria-label=move || label.get()>
            {move || {
                labels
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(place, label)| {
                        view! {
                            <button
                                type="button"
                                class="segment"
                                aria-pressed=move || (current.get() == place).to_string()
                                on:click=move |_| current.set(place)
                            >
                                {label}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
