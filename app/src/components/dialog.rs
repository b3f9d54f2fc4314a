//! A dialog over the page: the browser's own, so that focus, Escape and what lies behind are its business.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::button::IconButton;
use crate::components::focus::{ROW_OR_HEADING, settle};
use crate::components::icon::Glyph;
use crate::state::ids::next_id;
use crate::state::language::say_string;
use shared::text::app::common;

/// A dialog with a title. What it shows is built when it opens and dropped when it closes.
#[component]
pub fn Dialog(
    /// Whether it shows.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Wide enough for two columns.
    #[prop(optional)]
    wide: bool,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = StoredValue::new(next_id());
    show_with(node, open);
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class:dialog--wide=wide
            aria-labelledby=title_id.get_value()
            on:close=move |_| {
                open.set(false);
                // The browser leads back to what opened it, where that is still there.
                settle(ROW_OR_HEADING);
            }
        >
            <Show when=move || open.get()>
                <header class="dialog__head">
                    <h2 id=title_id.get_value()>{move || title.get()}</h2>
                    <IconButton label=say_string(common::close) glyph=Glyph::Close on_press=move |()| open.set(false) />
                </header>
                <div class="dialog__body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}

/// Leads to what is asked first, rather than to the button that closes.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    let asked = ".dialog__body :is(input:not([readonly]), select, textarea, .button, a)";
    if let Some(first) =
        dialog.query_selector(asked).ok().flatten().and_then(|first| first.dyn_into::<HtmlElement>().ok())
    {
        // Fails only for an element that has left the document.
        let _ = first.focus();
    }
}

/// Opens and closes a `<dialog>` as the signal says.
pub fn show_with(node: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // Refused only for a dialog that is already open or not in the document; neither shows anything.
            let _ = dialog.show_modal();
            request_animation_frame(move || focus_first(&dialog));
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
}

/// Open while there is something to show; closing takes it away.
pub fn open_while<T: Send + Sync + 'static>(shown: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let is_some = shown.with(Option::is_some);
        if open.get_untracked() != is_some {
            open.set(is_some);
        }
    });
    Effect::new(move |_| {
        if !open.get() && shown.with_untracked(Option::is_some) {
            shown.set(None);
        }
    });
    open
}
