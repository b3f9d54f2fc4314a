//! The form of an endpoint: a new one, or one that is there.

use leptos::prelude::*;
use shared::api::webhooks::{ChangeEndpointRequest, EndpointView, NewEndpointRequest};
use shared::text::app::webhooks as text;
use shared::text::{Lang, Text};
use shared::webhook::EventType;

use super::Endpoints;
use crate::api::use_api;
use crate::components::field::{Check, Field};
use crate::components::register::{EntryForm, Saving};
use crate::state::language::{say, say_string, use_language};

/// What the form is called.
pub fn title(endpoint: Option<&EndpointView>, lang: Lang) -> String {
    if endpoint.is_some() { text::edit_title(lang) } else { text::add(lang) }.to_owned()
}

/// The form.
pub fn form(endpoint: Option<EndpointView>, endpoints: Endpoints) -> AnyView {
    let api = use_api();
    let known = endpoint.as_ref();
    let url = RwSignal::new(known.map(|endpoint| endpoint.url.clone()).unwrap_or_default());
    let description = RwSignal::new(known.map(|endpoint| endpoint.description.clone()).unwrap_or_default());
    let event_types = RwSignal::new(known.map(|endpoint| endpoint.event_types.clone()).unwrap_or_default());
    let saving = Saving::new();
    let request = move || NewEndpointRequest {
        url: url.get().trim().to_owned(),
        description: description.get().trim().to_owned(),
        event_types: event_types.get(),
    };
    let is_new = endpoint.is_none();
    let id = StoredValue::new(endpoint.map(|endpoint| endpoint.id));
    let save = move |()| {
        saving.tried.set(true);
        let request = untrack(request);
        if request.url.is_empty() || request.description.is_empty() {
            return;
        }
        saving.send(endpoints, async move {
            let Some(id) = id.get_value() else { return api.add_endpoint(&request).await.map(Some) };
            let change = ChangeEndpointRequest {
                url: Some(request.url),
                description: Some(request.description),
                event_types: Some(request.event_types),
                disabled: None,
            };
            api.change_endpoint(&id, &change).await.map(|_| None)
        });
    };
    let (no_url, no_description) =
        (saving.fault_if_empty(url, "url"), saving.fault_if_empty(description, "description"));
    view! {
        <EntryForm is_new saving on_save=save on_cancel=move |()| endpoints.form.set(None)>
            <Field label=say_string(text::description) value=description error=no_description />
            <Field label=say_string(text::url) hint=say_string(text::url_hint) value=url error=no_url code=true />
            <fieldset class="field">
                <legend class="field__label">{say(text::event_types)}</legend>
                <p class="field__hint">{say(text::event_types_hint)}</p>
                <div class="stack">
                    {EventType::ASKED_FOR
                        .iter()
                        .map(|event_type| view! { <TypeCheck event_type=*event_type event_types /> })
                        .collect_view()}
                </div>
            </fieldset>
        </EntryForm>
    }
    .into_any()
}

#[component]
fn TypeCheck(event_type: EventType, event_types: RwSignal<Vec<EventType>>) -> impl IntoView {
    let language = use_language();
    let change = move |on: bool| {
        event_types.update(|event_types| {
            event_types.retain(|known| *known != event_type);
            if on {
                event_types.push(event_type);
            }
        });
    };
    view! {
        <Check
            label=Signal::derive(move || event_type.text(language.get()))
            checked=Signal::derive(move || event_types.with(|event_types| event_types.contains(&event_type)))
            hint=event_type.name().to_owned()
            on_change=change
        />
    }
}
