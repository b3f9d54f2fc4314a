//! A menu below its button: opens on press, walks with the arrow keys, closes on Escape, on a choice and on leaving.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

use crate::components::icon::{Glyph, Icon};

/// A button and what opens below it.
#[component]
pub fn Menu(
    /// What the button is for, in words.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    button: ViewFn,
    /// The button's classes.
    #[prop(default = "button button--quiet button--square")]
    class: &'static str,
    /// The panel's classes, besides its own.
    #[prop(default = "")]
    panel_class: &'static str,
    /// Whether the panel is open; given by those who close it themselves.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// What the panel shows.
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let trigger = NodeRef::<html::Button>::new();
    let children = StoredValue::new(children);
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        // A menu that is taken away with the focus in it is left too, when nothing of it is there any more.
        let stays = root.try_get_untracked().flatten().is_some_and(|root| root.contains(next.as_ref()));
        if !stays {
            open.try_set(false);
        }
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            open.set(false);
            focus(trigger.get_untracked().map(|button| button.unchecked_into()));
        }
        "ArrowDown" if open.get_untracked() => walk(&event, root, 1),
        "ArrowUp" if open.get_untracked() => walk(&event, root, -1),
        _ => {}
    };
    view! {
        <div class="menu" node_ref=root on:focusout=leave on:keydown=on_key>
            <button
                node_ref=trigger
                type="button"
                class=class
                aria-haspopup="true"
                aria-expanded=move || open.get().to_string()
                aria-label=move || label.get()
                title=move || label.get()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {button.run()}
            </button>
            <Show when=move || open.get()>
                // Focusable, so that pressing on the panel itself does not count as leaving it.
                <div class=format!("menu__panel {panel_class}") tabindex="-1">
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </div>
    }
}

/// One thing to choose in a menu.
#[component]
pub fn MenuItem(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    glyph: Glyph,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether it is what holds now, in a menu of alternatives.
    #[prop(optional, into)]
    current: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu__item"
            aria-current=move || current.get().then_some("true")
            on:click=move |_| on_press.run(())
        >
            <Icon glyph />
            <span>{move || label.get()}</span>
            <span class="push">{move || current.get().then(|| view! { <Icon glyph=Glyph::Check /> })}</span>
        </button>
    }
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Fails only for an element that has left the document; then there is nothing to focus.
        let _ = element.focus();
    }
}

fn walk(event: &KeyboardEvent, root: NodeRef<html::Div>, step: i32) {
    event.prevent_default();
    let Some(root) = root.get_untracked() else { return };
    let Ok(items) = root.query_selector_all(".menu__panel a, .menu__panel button") else { return };
    let length = i32::try_from(items.length()).unwrap_or(0);
    if length == 0 {
        return;
    }
    let active = document().active_element();
    let at = (0..length).find(|index| {
        let item = u32::try_from(*index).ok().and_then(|index| items.get(index));
        item.as_ref() == active.as_deref()
    });
    let next = match at {
        Some(at) => (at + step).rem_euclid(length),
        None if step > 0 => 0,
        None => length - 1,
    };
    focus(u32::try_from(next).ok().and_then(|next| items.get(next)).and_then(|node| node.dyn_into().ok()));
}
