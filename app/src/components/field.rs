//! Form fields: a label, the control, a hint and an error, tied together for screen readers.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::icon::{Glyph, Icon};
use crate::state::ids::next_id;
use crate::state::language::say;
use shared::text::app::common;

/// A field's frame: label above, hint and error below. The control names them by the ids handed to it.
#[component]
fn Frame(
    id: StoredValue<String>,
    label: Signal<String>,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    optional: bool,
    children: Children,
) -> impl IntoView {
    let id = move || id.get_value();
    view! {
        <div class="field">
            <label class="field__label" for=id()>
                {move || label.get()}
                {optional.then(|| view! { <span class="field__optional">{say(common::optional_mark)}</span> })}
            </label>
            {children()}
            <p class="field__hint" id=format!("{}-hint", id()) hidden=move || hint.with(String::is_empty)>
                {move || hint.get()}
            </p>
            <p class="field__error" id=format!("{}-error", id()) role="alert" hidden=move || error.with(Option::is_none)>
                <Icon glyph=Glyph::Alert />
                <span>{move || error.get()}</span>
            </p>
        </div>
    }
}

fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-error")
}

/// Leads to the first field that is at fault, once its fault shows: what is missing is filled in there.
pub fn to_first_fault() {
    request_animation_frame(|| {
        let places = ["dialog[open] [aria-invalid=true]", "main [aria-invalid=true]"];
        let found = places.iter().find_map(|place| document().query_selector(place).ok().flatten());
        if let Some(field) = found.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // Fails only for an element that has left the document.
            let _ = field.focus();
        }
    });
}

/// A one-line text field.
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// The input's type: `text`, `password`, `datetime-local`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What a browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether the answer is a code, shown in a fixed width.
    #[prop(optional)]
    code: bool,
    /// The input, for whoever wants to focus it.
    #[prop(optional)]
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let id = next_id();
    let described = described_by(&id);
    let own_id = id.clone();
    view! {
        <Frame id=StoredValue::new(id) label hint error optional>
            <input
                node_ref=node
                id=own_id
                class="input"
                class:input--code=code
                type=kind
                autocomplete=autocomplete
                spellcheck="false"
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                bind:value=value
            />
        </Frame>
    }
}

/// A text of several lines.
#[component]
pub fn TextArea(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    let id = next_id();
    let described = described_by(&id);
    let own_id = id.clone();
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(area) = node.get().filter(|_| focused) {
            // Fails only for an element that has left the document.
            let _ = area.focus();
        }
    });
    view! {
        <Frame id=StoredValue::new(id) label hint error optional>
            <textarea
                node_ref=node
                id=own_id
                class="input"
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                bind:value=value
            ></textarea>
        </Frame>
    }
}

/// A choice out of a list of (value, label).
#[component]
pub fn Select(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the choice.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = next_id();
    let described = described_by(&id);
    let own_id = id.clone();
    view! {
        <Frame id=StoredValue::new(id) label hint error optional=false>
            <span class="select">
                <select
                    id=own_id
                    class="input"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=move || value.get()
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {move || {
                        options
                            .get()
                            .into_iter()
                            .map(|(key, label)| {
                                let selected = key.clone();
                                view! {
                                    <option value=key selected=move || value.with(|value| *value == selected)>
                                        {label}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
        </Frame>
    }
}

/// One thing to tick, with what it means below it.
#[component]
pub fn Check(
    /// What ticking says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// What it means.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What ticking or unticking does.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>
                {move || label.get()} <span class="check__hint" hidden=move || hint.with(String::is_empty)>{move || hint.get()}</span>
            </span>
        </label>
    }
}
