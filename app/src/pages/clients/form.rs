//! The form of an API client: a new one, or one that is there.

use leptos::prelude::*;
use shared::api::clients::{ChangeClientRequest, ClientView, NewClientRequest, default_rate};
use shared::role::Scope;
use shared::text::app::admin as text;
use shared::text::{Lang, Text};

use super::Clients;
use crate::api::use_api;
use crate::components::field::{Check, Field, TextArea};
use crate::components::register::{EntryForm, Saving};
use crate::state::language::{Say, say, say_string, use_language};

/// What the form is called.
pub fn title(client: Option<&ClientView>, lang: Lang) -> String {
    match client {
        Some(client) => text::edit_title(lang, &client.name),
        None => text::add_client(lang).to_owned(),
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    scopes: RwSignal<Vec<Scope>>,
    networks: RwSignal<String>,
    rate: RwSignal<String>,
}

impl Draft {
    fn of(client: Option<&ClientView>) -> Self {
        let rate = client.map_or_else(default_rate, |client| client.rate_per_minute);
        Self {
            name: RwSignal::new(client.map(|client| client.name.clone()).unwrap_or_default()),
            scopes: RwSignal::new(client.map(|client| client.scopes.clone()).unwrap_or_default()),
            networks: RwSignal::new(client.map(|client| client.allowlist.join("\n")).unwrap_or_default()),
            rate: RwSignal::new(rate.to_string()),
        }
    }

    fn rate(self) -> Option<u32> {
        self.rate.with(|rate| rate.trim().parse().ok()).filter(|rate| (1..=1_000_000).contains(rate))
    }

    /// The request for a new client, if nothing is missing.
    fn request(self) -> Option<NewClientRequest> {
        let name = self.name.get().trim().to_owned();
        let scopes = self.scopes.get();
        let networks = self.networks.get();
        let allowlist =
            networks.split([',', '\n', ' ']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        let request = NewClientRequest { name, scopes, allowlist: allowlist.collect(), rate_per_minute: self.rate()? };
        (!request.name.is_empty() && !request.scopes.is_empty()).then_some(request)
    }
}

/// The form.
pub fn form(client: Option<ClientView>, clients: Clients) -> AnyView {
    let api = use_api();
    let is_new = client.is_none();
    let draft = Draft::of(client.as_ref());
    let saving = Saving::new();
    let save = move |()| {
        saving.tried.set(true);
        let Some(request) = untrack(|| draft.request()) else { return };
        saving.send(clients, async move {
            if is_new {
                return api.add_client(&request).await.map(Some);
            }
            let change = ChangeClientRequest {
                scopes: Some(request.scopes),
                allowlist: Some(request.allowlist),
                rate_per_minute: Some(request.rate_per_minute),
                disabled: None,
            };
            api.change_client(&request.name, &change).await.map(|_| None)
        });
    };
    let no_name = saving.fault_if_empty(draft.name, "name");
    let bad_rate = saving.fault(move || draft.rate().is_none().then_some(text::rate_bad as Say), "rate_per_minute");
    let bad_networks = saving.fault(|| None, "allowlist");
    let no_scopes = move || saving.tried.get() && draft.scopes.with(Vec::is_empty);
    view! {
        <EntryForm is_new saving on_save=save on_cancel=move |()| clients.form.set(None)>
            {is_new
                .then(|| {
                    view! { <Field label=say_string(text::client_name) hint=say_string(text::client_name_hint) value=draft.name error=no_name code=true /> }
                })}
            <fieldset class="field">
                <legend class="field__label">{say(text::scopes)}</legend>
                <p class="field__hint" class:field__error=no_scopes>{say(text::scopes_hint)}</p>
                <div class="stack">{Scope::ALL.map(|scope| view! { <ScopeCheck scope scopes=draft.scopes /> }).collect_view()}</div>
            </fieldset>
            <TextArea label=say_string(text::networks) hint=say_string(text::networks_hint) value=draft.networks optional=true error=bad_networks />
            <Field label=say_string(text::rate) value=draft.rate error=bad_rate />
        </EntryForm>
    }
    .into_any()
}

#[component]
fn ScopeCheck(scope: Scope, scopes: RwSignal<Vec<Scope>>) -> impl IntoView {
    let language = use_language();
    let change = move |on: bool| {
        scopes.update(|scopes| {
            scopes.retain(|known| *known != scope);
            if on {
                scopes.push(scope);
            }
        });
    };
    view! {
        <Check
            label=Signal::derive(move || scope.text(language.get()))
            checked=Signal::derive(move || scopes.with(|scopes| scopes.contains(&scope)))
            hint=scope.name().to_owned()
            on_change=change
        />
    }
}
